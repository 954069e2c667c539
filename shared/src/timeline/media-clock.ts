/**
 * Two clocks meet here: the position in a replay (media time, from 0, without holes) and the wall
 * clock of the ledger. A recording is a list of spans; between two spans lies a hole in which
 * nothing was recorded.
 */
export interface RecordedSpan {
  /** Wall clock at the span's first frame. */
  startWallMs: number;
  durationMs: number;
  /** Where the span begins in the replay. */
  startMediaMs: number;
}

export function totalMediaMs(spans: readonly RecordedSpan[]): number {
  const last = spans.at(-1);
  return last ? last.startMediaMs + last.durationMs : 0;
}

/** Wall clock of the frame at `mediaMs`; positions outside are drawn to the nearest recorded frame. */
export function wallAtMedia(spans: readonly RecordedSpan[], mediaMs: number): number | null {
  const first = spans[0];
  if (!first) return null;
  let current = first;
  for (const span of spans) {
    if (span.startMediaMs > mediaMs) break;
    current = span;
  }
  const inside = Math.min(Math.max(mediaMs - current.startMediaMs, 0), current.durationMs);
  return current.startWallMs + inside;
}

/** Position of the frame that was recorded at `wallMs`; null when nothing was recorded then. */
export function mediaWithin(spans: readonly RecordedSpan[], wallMs: number): number | null {
  const span = spans.find(
    (each) => wallMs >= each.startWallMs && wallMs < each.startWallMs + each.durationMs,
  );
  return span ? span.startMediaMs + (wallMs - span.startWallMs) : null;
}

/** Position in the replay of the wall clock `wallMs`; moments in a hole land on the seam. */
export function mediaAtWall(spans: readonly RecordedSpan[], wallMs: number): number | null {
  const first = spans[0];
  if (!first) return null;
  let position = first.startMediaMs;
  for (const span of spans) {
    if (wallMs < span.startWallMs) break;
    position = span.startMediaMs + Math.min(wallMs - span.startWallMs, span.durationMs);
  }
  return position;
}
