import { describe, expect, it } from 'vitest';
import { ClippingWatch } from './clipping-watch.ts';
import { isClipped } from './level-meter.ts';

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

it('a wave that was cut off is clipped, one that just reaches full scale is not', () => {
  const wave = (gain: number) =>
    Float32Array.from({ length: 1_024 }, (_, at) => Math.max(-1, Math.min(1, gain * Math.sin(at / 9))));
  expect(isClipped(wave(1.4))).toBe(true);
  expect(isClipped(wave(0.98))).toBe(false);
  expect(isClipped(new Float32Array(1_024))).toBe(false);
});
