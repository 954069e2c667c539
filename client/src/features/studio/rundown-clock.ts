import type { Segment } from '@caipai/shared/schemas/session';

/** Where the anchor is: they turn the page themselves, since real hosts run over. */
export interface RundownPosition {
  index: number;
  /** Server time at which this segment began. */
  sinceMs: number;
}

export interface RundownNow {
  index: number;
  segment: Segment;
  next: Segment | null;
  /** Negative when the segment runs over. */
  leftMs: number;
  /** Share of the target time that is used, 0 to 1. */
  used: number;
  /** How far behind (positive) or ahead the whole show is. */
  behindMs: number;
}

/** Before anyone turned a page: the place that the plan would have reached by now. */
export function plannedPosition(
  rundown: readonly Segment[],
  startedAtMs: number,
  nowMs: number,
): RundownPosition {
  let sinceMs = startedAtMs;
  for (const [index, segment] of rundown.entries()) {
    const endMs = sinceMs + segment.targetSeconds * 1_000;
    if (nowMs < endMs || index === rundown.length - 1) return { index, sinceMs };
    sinceMs = endMs;
  }
  return { index: 0, sinceMs: startedAtMs };
}

export function rundownNow(
  rundown: readonly Segment[],
  position: RundownPosition,
  startedAtMs: number,
  nowMs: number,
): RundownNow | null {
  const index = Math.min(Math.max(0, position.index), rundown.length - 1);
  const segment = rundown[index];
  if (!segment) return null;
  const targetMs = segment.targetSeconds * 1_000;
  const insideMs = Math.max(0, nowMs - position.sinceMs);
  const plannedBeforeMs = rundown.slice(0, index).reduce((sum, each) => sum + each.targetSeconds * 1_000, 0);
  const overMs = Math.max(0, insideMs - targetMs);
  return {
    index,
    segment,
    next: rundown[index + 1] ?? null,
    leftMs: targetMs - insideMs,
    used: Math.min(1, insideMs / targetMs),
    behindMs: position.sinceMs - startedAtMs - plannedBeforeMs + overMs,
  };
}
