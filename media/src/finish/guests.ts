import type { LayoutChange, RecordedTake } from '@caipai/shared/schemas/media';
import type { Scene } from '../ffmpeg/compose-filters.ts';
import type { Part } from './plan.ts';

/** What of a companion's take falls into a part of the leading recording. */
export interface GuestTake {
  take: string;
  segments: RecordedTake['segments'];
  /** How much later than the part's its first frame is, in milliseconds; negative when it began before. */
  laterMs: number;
  hasVideo: boolean;
  hasAudio: boolean;
  scenes: Scene[];
}

/** Takes of the companion that overlap the part, with the layouts that stood then. `startS` is the part's first time stamp. */
export function guestsOf(
  part: Pick<Part, 'segments' | 'durationMs'>,
  startS: number,
  takes: readonly RecordedTake[],
  layouts: readonly LayoutChange[],
): GuestTake[] {
  const partFromMs = part.segments[0]?.startWallMs ?? 0;
  const partToMs = partFromMs + part.durationMs;
  const toS = (wallMs: number) => startS + (wallMs - partFromMs) / 1_000;
  return takes.flatMap(({ name, segments, tracks }) => {
    const within = segments.filter(
      ({ startWallMs, durationMs }) => startWallMs < partToMs && startWallMs + durationMs > partFromMs,
    );
    const [first, last] = [within[0], within.at(-1)];
    if (!first || !last) return [];
    const fromMs = Math.max(partFromMs, first.startWallMs);
    const toMs = Math.min(partToMs, last.startWallMs + last.durationMs);
    return {
      take: name,
      segments: within,
      laterMs: first.startWallMs - partFromMs,
      hasVideo: tracks.picture,
      hasAudio: tracks.sound,
      scenes: scenesBetween(layouts, fromMs, toMs).map(({ layout, from, to }) => ({
        layout,
        fromS: toS(from),
        toS: toS(to),
      })),
    };
  });
}

function scenesBetween(layouts: readonly LayoutChange[], fromMs: number, toMs: number) {
  const changes = [...layouts].sort((a, b) => a.fromWallMs - b.fromWallMs);
  const before = changes.findLast(({ fromWallMs }) => fromWallMs <= fromMs);
  const after = changes.filter(({ fromWallMs }) => fromWallMs > fromMs && fromWallMs < toMs);
  const starts = [{ fromWallMs: fromMs, layout: before?.layout ?? ('pictureInPicture' as const) }, ...after];
  return starts.map(({ fromWallMs, layout }, index) => ({
    layout,
    from: fromWallMs,
    to: starts[index + 1]?.fromWallMs ?? toMs,
  }));
}
