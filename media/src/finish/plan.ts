import type { RecordedTake } from '@caipai/shared/schemas/media';

/** A run of consecutive segments of one take, finished in one go. */
export interface Part {
  name: string;
  take: string;
  segments: RecordedTake['segments'];
  /** Where the part begins in the replay, all takes laid end to end. */
  startMediaMs: number;
  durationMs: number;
}

/** Long enough that starting ffmpeg costs nothing, short enough to be lost by a crash. */
export const PART_MS = 5 * 60_000;

/** Cuts takes into parts of about `partMs`; a take is never joined with another. */
export function planParts(
  takes: readonly Pick<RecordedTake, 'name' | 'segments'>[],
  partMs: number = PART_MS,
): Part[] {
  const parts: Part[] = [];
  let startMediaMs = 0;
  for (const take of takes) {
    const takeMs = sumMs(take.segments);
    // Equal parts: no tail of one segment.
    const count = Math.max(1, Math.round(takeMs / partMs));
    let taken = 0;
    for (let index = 1; index <= count; index += 1) {
      const segments: RecordedTake['segments'] = [];
      let durationMs = 0;
      const untilMs = (takeMs * index) / count;
      let passedMs = sumMs(take.segments.slice(0, taken));
      while (taken < take.segments.length && (passedMs < untilMs - 1 || index === count)) {
        const segment = take.segments[taken] as RecordedTake['segments'][number];
        segments.push(segment);
        durationMs += segment.durationMs;
        passedMs += segment.durationMs;
        taken += 1;
      }
      if (segments.length === 0) continue;
      const name = `part-${String(parts.length + 1).padStart(4, '0')}`;
      parts.push({ name, take: take.name, segments, startMediaMs, durationMs });
      startMediaMs += durationMs;
    }
  }
  return parts;
}

/** Says of which takes and segments something was made. */
export function nameOf(takes: readonly Pick<RecordedTake, 'name' | 'segments'>[]): string {
  return takes
    .filter(({ segments }) => segments.length > 0)
    .map(({ name, segments }) => `${name}:${segments.length}`)
    .join(' ');
}

/** Short sides of the renditions below the capture, largest first. */
export function rungsBelow(shortSidePx: number): number[] {
  // One that is nearly as large as the capture saves nobody anything.
  return [720, 480].filter((rungPx) => rungPx <= shortSidePx * 0.85);
}

function sumMs(segments: RecordedTake['segments']): number {
  return segments.reduce((sum, { durationMs }) => sum + durationMs, 0);
}
