import type { Clock } from '../context.ts';

/** How many are remembered before those who stopped are forgotten. */
const REMEMBERED = 10_000;

/** One request per interval and person: the ledger keeps every entry for good. */
export function createPace(clock: Clock, intervalMs: number) {
  const grantedAtMs = new Map<string, number>();

  return {
    /** Answers 0 and counts the request, or how long to wait in milliseconds. */
    take(who: string): number {
      const nowMs = clock.nowMs();
      const waitMs = (grantedAtMs.get(who) ?? Number.NEGATIVE_INFINITY) + intervalMs - nowMs;
      if (waitMs > 0) return waitMs;
      grantedAtMs.set(who, nowMs);
      if (grantedAtMs.size > REMEMBERED) {
        for (const [other, atMs] of grantedAtMs) {
          if (nowMs - atMs >= intervalMs) grantedAtMs.delete(other);
        }
      }
      return 0;
    },
  };
}
