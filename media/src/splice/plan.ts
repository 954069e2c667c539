import type { RecordedTake } from '@caipai/shared/schemas/media';

type Segment = RecordedTake['segments'][number];

export interface Neighbour {
  take: RecordedTake;
  /** Segments next to the hole, in order; among them those that the fill takes the place of. */
  segments: Segment[];
}

export interface Stretch {
  fromWallMs: number;
  toWallMs: number;
}

/** A hole between two takes, widened to whole segments: those are cut where picture and sound agree. */
export interface Hole extends Stretch {
  /** What was not recorded, in order; with a short take in it a hole has two of them. */
  gaps: Stretch[];
  before: Neighbour;
  after: Neighbour;
}

/** Shorter seams are the end of one frame and the beginning of the next. */
const SEAM_MS = 100;
/** What is laid over the copy to find its place: about four seconds. */
const OVERLAP_SEGMENTS = 3;

/** Holes between takes that came over the network, in order. */
export function planHoles(takes: readonly RecordedTake[]): Hole[] {
  const played = takes.filter(({ segments }) => segments.length > 0);
  const holes: Hole[] = [];
  for (const [index, after] of played.entries()) {
    const before = played[index - 1];
    const last = before?.segments.at(-1);
    const first = after.segments[0];
    if (!before || !last || !first) continue;
    if (first.startWallMs - endOf(last) < SEAM_MS) continue;
    const hole: Hole = {
      fromWallMs: last.startWallMs,
      toWallMs: after.segments[1]?.startWallMs ?? endOf(first),
      gaps: [{ fromWallMs: endOf(last), toWallMs: first.startWallMs }],
      before: { take: before, segments: before.segments.slice(-OVERLAP_SEGMENTS) },
      after: { take: after, segments: after.segments.slice(0, OVERLAP_SEGMENTS) },
    };
    const previous = holes.at(-1);
    // A take of two segments between two holes is replaced along with them.
    if (previous && hole.fromWallMs <= previous.toWallMs) {
      previous.toWallMs = hole.toWallMs;
      previous.after = hole.after;
      previous.gaps.push(...hole.gaps);
    } else holes.push(hole);
  }
  return holes;
}

/** How much of what was not recorded lies in a stretch. */
export function missingMs({ gaps }: Hole, { fromWallMs, toWallMs }: Stretch): number {
  return gaps.reduce(
    (sum, gap) => sum + Math.max(0, Math.min(toWallMs, gap.toWallMs) - Math.max(fromWallMs, gap.fromWallMs)),
    0,
  );
}

function endOf({ startWallMs, durationMs }: Segment): number {
  return startWallMs + durationMs;
}
