import { DANMAKU_BURST, DANMAKU_MIN_INTERVAL_MS, SLOW_MODE_MAX_SECONDS } from '@caipai/shared/limits';
import type { Clock } from '../../context.ts';

/** How many granted ids are remembered per sender: more than fit into one retry. */
const REMEMBERED_IDS = 8;
/** Buckets that have rested so long carry no information. */
const REST_MS = SLOW_MODE_MAX_SECONDS * 1_000;

export interface CommentPace {
  burst: number;
  minIntervalMs: number;
}
const everyday: CommentPace = { burst: DANMAKU_BURST, minIntervalMs: DANMAKU_MIN_INTERVAL_MS };

interface Bucket {
  tokens: number;
  atMs: number;
  grantedAtMs: number;
  grantedIds: string[];
}

/**
 * Token bucket per sender: a short burst, then one comment per interval. In slow mode there is no burst, and the
 * interval is that of the session. A comment sent again because its answer was lost costs nothing.
 */
export function createDanmakuLimiter(clock: Clock, pace: CommentPace = everyday) {
  const { burst, minIntervalMs } = pace;
  const buckets = new Map<string, Bucket>();
  let sweptAtMs = clock.nowMs();

  return {
    /** Answers 0 and takes a token, or how long to wait in milliseconds. */
    take(key: string, id: string, slowMs = 0): number {
      const nowMs = clock.nowMs();
      const bucket = buckets.get(key) ?? {
        tokens: burst,
        atMs: nowMs,
        grantedAtMs: Number.NEGATIVE_INFINITY,
        grantedIds: [],
      };
      if (bucket.grantedIds.includes(id)) return 0;
      const slowWaitMs = bucket.grantedAtMs + slowMs - nowMs;
      if (slowMs > 0 && slowWaitMs > 0) return slowWaitMs;
      const tokens = Math.min(burst, bucket.tokens + (nowMs - bucket.atMs) / minIntervalMs);
      if (tokens < 1) {
        buckets.set(key, { ...bucket, tokens, atMs: nowMs });
        return Math.ceil((1 - tokens) * minIntervalMs);
      }
      const grantedIds = [...bucket.grantedIds, id].slice(-REMEMBERED_IDS);
      buckets.set(key, { tokens: tokens - 1, atMs: nowMs, grantedAtMs: nowMs, grantedIds });
      if (nowMs - sweptAtMs > REST_MS) {
        sweptAtMs = nowMs;
        for (const [other, state] of buckets) if (nowMs - state.atMs > REST_MS) buckets.delete(other);
      }
      return 0;
    },
  };
}
