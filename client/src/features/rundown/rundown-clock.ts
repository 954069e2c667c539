import type { LiveSegment, RunningSegment } from '@caipai/shared/domain/rundown';

export interface RundownNow {
  index: number;
  segment: LiveSegment;
  next: LiveSegment | null;
  /** How long this segment has run, times before a page was turned back included. */
  usedMs: number;
  /** Negative when the segment runs over. */
  leftMs: number;
  /** Share of the target time that is used, 0 to 1. */
  used: number;
  /** How far behind (positive) or ahead the whole show is. */
  behindMs: number;
}

/** Null while no segment runs, or the one that did is not there. */
export function rundownNow(
  segments: readonly LiveSegment[],
  running: RunningSegment | null,
  startedAtMs: number,
  nowMs: number,
): RundownNow | null {
  const index = segments.findIndex(({ id }) => id === running?.segmentId);
  const segment = segments[index];
  if (!segment || !running) return null;
  const targetMs = segment.targetSeconds * 1_000;
  const usedMs = (running.spentMs[segment.id] ?? 0) + Math.max(0, nowMs - running.sinceMs);
  const plannedBeforeMs = segments.slice(0, index).reduce((sum, each) => sum + each.targetSeconds * 1_000, 0);
  return {
    index,
    segment,
    next: segments[index + 1] ?? null,
    usedMs,
    leftMs: targetMs - usedMs,
    used: Math.min(1, usedMs / targetMs),
    behindMs: nowMs - startedAtMs - plannedBeforeMs - Math.min(usedMs, targetMs),
  };
}
