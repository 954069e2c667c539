import { DANMAKU_BURST, DANMAKU_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import type { Clock } from '../../context.ts';

/** How many granted ids are remembered per sender: more than fit into one retry. */
const REMEMBERED_IDS = 8;

interface Bucket {
  tokens: number;
  atMs: number;
  grantedIds: string[];
}

/**
 * Token bucket per sender: a short burst, then one comment per interval. A comment sent again because
 * its answer was lost costs nothing.
 */
export function createDanmakuLimiter(clock: Clock) {
  const buckets = new Map<string, Bucket>();

  return {
    /** Answers 0 and takes a token, or how long to wait in milliseconds. */
    take(key: string, id: string): number {
      const nowMs = clock.nowMs();
      const bucket = buckets.get(key) ?? { tokens: DANMAKU_BURST, atMs: nowMs, grantedIds: [] };
      if (bucket.grantedIds.includes(id)) return 0;
      const tokens = Math.min(DANMAKU_BURST, bucket.tokens + (nowMs - bucket.atMs) / DANMAKU_MIN_INTERVAL_MS);
      if (tokens < 1) {
        buckets.set(key, { ...bucket, tokens, atMs: nowMs });
        return Math.ceil((1 - tokens) * DANMAKU_MIN_INTERVAL_MS);
      }
      const grantedIds = [...bucket.grantedIds, id].slice(-REMEMBERED_IDS);
      buckets.set(key, { tokens: tokens - 1, atMs: nowMs, grantedIds });
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
