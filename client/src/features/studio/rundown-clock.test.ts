import type { Segment } from '@caipai/shared/schemas/session';
import { expect, test } from 'vitest';
import { plannedPosition, rundownNow } from './rundown-clock.ts';

const segment = (id: string, targetSeconds: number): Segment => ({
  id,
  kind: 'product',
  title: id,
  targetSeconds,
  productId: null,
  script: '',
});
const rundown = [segment('a', 60), segment('b', 120), segment('c', 30)];

test('the plan moves on by its target times and stays at the last segment', () => {
  expect(plannedPosition(rundown, 1_000, 1_000)).toEqual({ index: 0, sinceMs: 1_000 });
  expect(plannedPosition(rundown, 0, 60_000)).toEqual({ index: 1, sinceMs: 60_000 });
  expect(plannedPosition(rundown, 0, 900_000)).toEqual({ index: 2, sinceMs: 180_000 });
});

test('time left, what comes next, and how late it all is', () => {
  const now = rundownNow(rundown, { index: 1, sinceMs: 75_000 }, 0, 105_000);
  expect(now).toMatchObject({ leftMs: 90_000, used: 0.25, behindMs: 15_000 });
  expect(now?.next?.id).toBe('c');
});

test('running over adds to the delay', () => {
  expect(rundownNow(rundown, { index: 0, sinceMs: 0 }, 0, 70_000)).toMatchObject({
    leftMs: -10_000,
    used: 1,
    behindMs: 10_000,
  });
});

test('no rundown, nothing to show', () => {
  expect(rundownNow([], { index: 0, sinceMs: 0 }, 0, 0)).toBeNull();
});
