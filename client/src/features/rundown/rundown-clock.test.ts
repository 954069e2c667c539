import { asLive } from '@caipai/shared/domain/rundown';
import { expect, test } from 'vitest';
import { rundownNow } from './rundown-clock.ts';

const segments = asLive(
  [
    ['a', 60],
    ['b', 120],
    ['c', 30],
  ].map(([id, targetSeconds]) => ({
    ...{ id: String(id), kind: 'product' as const, title: String(id), targetSeconds: Number(targetSeconds) },
    ...{ productId: null, script: '' },
  })),
);
const running = (segmentId: string, sinceMs: number, spentMs: Record<string, number> = {}) => ({
  ...{ id: 'start', segmentId, sinceMs, spentMs },
});

test('nothing to show while nothing runs', () => {
  expect(rundownNow(segments, null, 0, 5_000)).toBeNull();
  expect(rundownNow([], running('a', 0), 0, 5_000)).toBeNull();
});

test('the time left counts down, and what was over before makes the show late', () => {
  const now = rundownNow(segments, running('b', 75_000), 0, 105_000);
  expect(now).toMatchObject({ index: 1, usedMs: 30_000, leftMs: 90_000, used: 0.25, behindMs: 15_000 });
  expect(now?.next?.id).toBe('c');
});

test('over its time a segment says by how much, and the show falls behind', () => {
  expect(rundownNow(segments, running('a', 0), 0, 70_000)).toMatchObject({
    ...{ leftMs: -10_000, used: 1, behindMs: 10_000 },
  });
});

test('who turns back a page goes on where they left it', () => {
  expect(rundownNow(segments, running('a', 50_000, { a: 40_000, b: 10_000 }), 0, 55_000)).toMatchObject({
    ...{ index: 0, usedMs: 45_000, leftMs: 15_000, behindMs: 10_000 },
  });
});

test('ahead of the plan is a negative delay', () => {
  expect(rundownNow(segments, running('c', 100_000), 0, 110_000)?.behindMs).toBe(-80_000);
});
