import { expect, it } from 'vitest';
import { PictureClock } from './picture-clock.ts';

it('says the time of what is shown while it follows a picture that is behind, and the time of now otherwise', () => {
  let nowMs = 100_000;
  const clock = new PictureClock(() => nowMs);
  expect(clock.nowMs()).toBe(100_000);
  let shownMs: number | null = null;
  const stop = clock.follow(() => shownMs);
  expect(clock.store.getState().behind).toBe(true);
  // Before the first picture nobody knows better.
  expect(clock.nowMs()).toBe(100_000);
  shownMs = 92_000;
  expect(clock.nowMs()).toBe(92_000);
  // A browser whose clock runs ahead does not see the future.
  shownMs = 101_000;
  expect(clock.nowMs()).toBe(100_000);
  const other = clock.follow(() => 50_000);
  stop();
  expect(clock.nowMs()).toBe(50_000);
  other();
  nowMs += 1;
  expect(clock.nowMs()).toBe(100_001);
  expect(clock.store.getState().behind).toBe(false);
});
