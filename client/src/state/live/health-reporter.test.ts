import { HEALTH_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import { expect, test } from 'vitest';
import type { Quality } from '../../rtc/verdict.ts';
import { HealthReporter } from './health-reporter.ts';

const good = { direction: 'receiving', grade: 'good', reason: 'none', figures: {} } as Quality;
const lossy: Quality = { ...good, grade: 'fair', reason: 'loss' };

/** Offers one verdict a second and answers at which seconds a report left, and what it said. */
function reportsOf(verdicts: Quality[]): [number, string][] {
  const sent: [number, string][] = [];
  let second = 0;
  const reporter = new HealthReporter(({ reason }) => sent.push([second, reason]));
  for (const verdict of verdicts) {
    reporter.offer(verdict, second * 1_000);
    second += 1;
  }
  return sent;
}

test('a steady connection is told at once and then every fifteen seconds', () => {
  expect(reportsOf(Array<Quality>(40).fill(good))).toEqual([
    [0, 'none'],
    [15, 'none'],
    [30, 'none'],
  ]);
});

test('a change is told at once', () => {
  expect(reportsOf([...Array<Quality>(10).fill(good), lossy, lossy])).toEqual([
    [0, 'none'],
    [10, 'loss'],
  ]);
});

test('a connection that changes all the time is not told more often than the server takes', () => {
  const sent = reportsOf(Array.from({ length: 60 }, (_, second) => (second % 2 ? lossy : good)));
  expect(sent.length).toBeGreaterThan(5);
  for (const [index, [second]] of sent.entries()) {
    const before = sent[index - 1]?.[0];
    if (before !== undefined) expect((second - before) * 1_000).toBeGreaterThan(HEALTH_MIN_INTERVAL_MS);
  }
});
