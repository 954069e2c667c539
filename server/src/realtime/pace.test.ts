import { expect, it } from 'vitest';
import { createPace } from './pace.ts';

it('takes one request per interval, of each person for themself', () => {
  let nowMs = 1_000;
  const pace = createPace({ nowMs: () => nowMs }, 5_000);
  expect(pace.take('a')).toBe(0);
  nowMs += 1_000;
  expect(pace.take('a')).toBe(4_000);
  expect(pace.take('b')).toBe(0);
  nowMs += 4_000;
  expect(pace.take('a')).toBe(0);
});
