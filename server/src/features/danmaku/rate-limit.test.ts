import { DANMAKU_BURST, DANMAKU_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import { expect, it } from 'vitest';
import { createDanmakuLimiter } from './rate-limit.ts';

it('grants a burst, then one comment per interval, each sender for themself', () => {
  let nowMs = 0;
  const limiter = createDanmakuLimiter({ nowMs: () => nowMs });
  for (let n = 0; n < DANMAKU_BURST; n++) expect(limiter.take('a', `a${n}`)).toBe(0);
  expect(limiter.take('a', 'late')).toBe(DANMAKU_MIN_INTERVAL_MS);
  expect(limiter.take('b', 'b0')).toBe(0);
  nowMs += DANMAKU_MIN_INTERVAL_MS;
  expect(limiter.take('a', 'late')).toBe(0);
  expect(limiter.take('a', 'later')).toBeGreaterThan(0);
});

it('lets a comment be sent again for free, because its answer may have been lost', () => {
  const limiter = createDanmakuLimiter({ nowMs: () => 0 });
  for (let n = 0; n < DANMAKU_BURST; n++) limiter.take('a', `a${n}`);
  expect(limiter.take('a', 'a0')).toBe(0);
});

it('in slow mode lets one comment through in each of its intervals, and none on top', () => {
  let nowMs = 0;
  const limiter = createDanmakuLimiter({ nowMs: () => nowMs });
  expect(limiter.take('a', 'a0', 30_000)).toBe(0);
  nowMs = 10_000;
  expect(limiter.take('a', 'a1', 30_000)).toBe(20_000);
  expect(limiter.take('a', 'a0', 30_000)).toBe(0);
  nowMs = 30_000;
  expect(limiter.take('a', 'a1', 30_000)).toBe(0);
  // Switched off it is as before.
  expect(limiter.take('a', 'a2')).toBe(0);
});
