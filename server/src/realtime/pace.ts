import { HEALTH_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import type { Clock } from '../../context.ts';

/** How many reporters are remembered before those who stopped are forgotten. */
const REMEMBERED = 10_000;

/** One report per interval and reporter: the ledger keeps every entry for good. */
export function createReportPace(clock: Clock) {
  const grantedAtMs = new Map<string, number>();

  return {
    /** Answers 0 and counts the report, or how long to wait in milliseconds. */
    take(reporter: string): number {
      const nowMs = clock.nowMs();
      const waitMs = (grantedAtMs.get(reporter) ?? Number.NEGATIVE_INFINITY) + HEALTH_MIN_INTERVAL_MS - nowMs;
      if (waitMs > 0) return waitMs;
      grantedAtMs.set(reporter, nowMs);
      if (grantedAtMs.size > REMEMBERED) {
        for (const [other, atMs] of grantedAtMs) {
          if (nowMs - atMs >= HEALTH_MIN_INTERVAL_MS) grantedAtMs.delete(other);
        }
      }
      return 0;
    },
  };
}
