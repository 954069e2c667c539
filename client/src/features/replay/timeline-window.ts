/** The stretch of the replay that the timeline shows, in media milliseconds. */
export interface TimelineWindow {
  fromMs: number;
  toMs: number;
}

const NARROWEST_MS = 5_000;

export function wholeWindow(lengthMs: number): TimelineWindow {
  return { fromMs: 0, toMs: lengthMs };
}

/** Zooms by `factor` (under 1 is closer) and keeps what lies under `anchorMs` where it is. */
export function zoomed(
  view: TimelineWindow,
  factor: number,
  anchorMs: number,
  lengthMs: number,
): TimelineWindow {
  const width = view.toMs - view.fromMs;
  const next = Math.min(Math.max(width * factor, Math.min(NARROWEST_MS, lengthMs)), lengthMs);
  const share = (anchorMs - view.fromMs) / width;
  return inside({ fromMs: anchorMs - share * next, toMs: anchorMs + (1 - share) * next }, lengthMs);
}

export function panned(view: TimelineWindow, byMs: number, lengthMs: number): TimelineWindow {
  return inside({ fromMs: view.fromMs + byMs, toMs: view.toMs + byMs }, lengthMs);
}

/** Turns the page when the position runs out of sight. */
export function following(view: TimelineWindow, positionMs: number, lengthMs: number): TimelineWindow {
  if (positionMs >= view.fromMs && positionMs <= view.toMs) return view;
  const width = view.toMs - view.fromMs;
  return inside({ fromMs: positionMs - width * 0.1, toMs: positionMs + width * 0.9 }, lengthMs);
}

function inside(view: TimelineWindow, lengthMs: number): TimelineWindow {
  const width = Math.min(view.toMs - view.fromMs, lengthMs);
  const fromMs = Math.min(Math.max(view.fromMs, 0), lengthMs - width);
  return { fromMs, toMs: fromMs + width };
}

const stepsMs = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600].map((seconds) => seconds * 1_000);

/** Ticks at round times, never closer than `minGapPx`. */
export function ticksOf(view: TimelineWindow, widthPx: number, minGapPx = 84): number[] {
  const span = view.toMs - view.fromMs;
  if (widthPx <= 0 || span <= 0) return [];
  const step = stepsMs.find((each) => (each / span) * widthPx >= minGapPx) ?? 7_200_000;
  const ticks: number[] = [];
  for (let at = Math.ceil(view.fromMs / step) * step; at <= view.toMs; at += step) ticks.push(at);
  return ticks;
}
