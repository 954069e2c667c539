import { HEALTH_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import { expect, it } from 'vitest';
import { createReportPace } from './report-pace.ts';

it('takes one report per interval, of each reporter for themself', () => {
  let nowMs = 1_000;
  const pace = createReportPace({ nowMs: () => nowMs });
  expect(pace.take('a')).toBe(0);
  nowMs += 1_000;
  expect(pace.take('a')).toBe(HEALTH_MIN_INTERVAL_MS - 1_000);
  expect(pace.take('b')).toBe(0);
  nowMs += HEALTH_MIN_INTERVAL_MS - 1_000;
  expect(pace.take('a')).toBe(0);
});
