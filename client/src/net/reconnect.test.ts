import { expect, it } from 'vitest';
import { reconnectDelayMs } from './reconnect.ts';

it('starts at once, grows, and stays at seven seconds', () => {
  const middle = () => 0.5;
  expect([0, 1, 2, 3, 4, 5, 6, 99].map((attempt) => reconnectDelayMs(attempt, middle))).toEqual([
    0, 300, 1_200, 2_700, 4_800, 7_000, 7_000, 7_000,
  ]);
});

it('spreads by a fifth to both sides', () => {
  expect(reconnectDelayMs(5, () => 0)).toBe(5_600);
  expect(reconnectDelayMs(5, () => 1)).toBe(8_400);
});
