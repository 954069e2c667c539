import { DANMAKU_BURST, DANMAKU_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import type { Clock } from '../../context.ts';

/** Token bucket per sender: a short burst, then one comment per interval. */
export function createDanmakuLimiter(clock: Clock) {
  const buckets = new Map<string, { tokens: number; atMs: number }>();

  return {
    /** Answers 0 and takes a token, or how long to wait in milliseconds. */
    take(key: string): number {
      const nowMs = clock.nowMs();
      const bucket = buckets.get(key) ?? { tokens: DANMAKU_BURST, atMs: nowMs };
      const tokens = Math.min(DANMAKU_BURST, bucket.tokens + (nowMs - bucket.atMs) / DANMAKU_MIN_INTERVAL_MS);
      if (tokens < 1) {
        buckets.set(key, { tokens, atMs: nowMs });
        return Math.ceil((1 - tokens) * DANMAKU_MIN_INTERVAL_MS);
      }
      buckets.set(key, { tokens: tokens - 1, atMs: nowMs });
      // Full buckets carry no information: forget them before the map grows without bound.
      if (buckets.size > 10_000) {
        for (const [other, state] of buckets) {
          if (nowMs - state.atMs > DANMAKU_BURST * DANMAKU_MIN_INTERVAL_MS) buckets.delete(other);
        }
      }
      return 0;
    },
  };
}
