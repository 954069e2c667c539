import type { PlannedCue } from '../schemas/cue.ts';
import type { RunningSegment } from './rundown.ts';

/** A planned prompt with the moment it is meant for. */
export interface DueCue {
  cue: PlannedCue;
  dueAtMs: number;
}

/**
 * When the prompts of the running segment are due, soonest first. Whoever turns back to a segment goes on where they
 * left it: what had its moment in the earlier run has none in this one.
 */
export function dueCues(rundown: {
  segments: readonly { id: string; cues?: readonly PlannedCue[] }[];
  running: RunningSegment | null;
}): DueCue[] {
  const { running } = rundown;
  const segment = rundown.segments.find(({ id }) => id === running?.segmentId);
  if (!running || !segment) return [];
  const spentMs = running.spentMs[segment.id] ?? 0;
  return (segment.cues ?? [])
    .filter(({ atSeconds }) => atSeconds * 1_000 >= spentMs)
    .map((cue) => ({ cue, dueAtMs: running.sinceMs + cue.atSeconds * 1_000 - spentMs }))
    .sort((a, b) => a.dueAtMs - b.dueAtMs);
}
