import { describe, expect, it } from 'vitest';
import { ClippingWatch } from './clipping-watch.ts';

const READ_EVERY_MS = 66;

/** Feeds readings; the character says whether the reading clips. Answers the last word. */
function watch(pattern: string, watcher = new ClippingWatch(), fromMs = 0): boolean {
  let warns = false;
  for (const [index, each] of [...pattern].entries())
    warns = watcher.read(each === '!', fromMs + index * READ_EVERY_MS);
  return warns;
}

describe('the warning of a microphone that clips', () => {
  it('comes when it happens again and again', () => {
    expect(watch('!..'.repeat(8))).toBe(true);
  });

  it('leaves a single loud word alone', () => {
    expect(watch(`!!!${'.'.repeat(40)}`)).toBe(false);
  });

  it('stays between the words and goes once it has been quiet for a while', () => {
    const watcher = new ClippingWatch();
    expect(watch('!'.repeat(8), watcher)).toBe(true);
    expect(watch('.'.repeat(60), watcher, 600)).toBe(true);
    expect(watch('.'.repeat(60), watcher, 5_000)).toBe(false);
  });
});
