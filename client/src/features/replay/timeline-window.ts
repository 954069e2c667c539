/** The stretch of the replay that the timeline shows, in media milliseconds. */
export interface TimelineWindow {
  fromMs: number;
  toMs: number;
}

/** Where on the width of the timeline the stretch is drawn, in pixels from its left edge. */
export interface Plot {
  leftPx: number;
  widthPx: number;
}

/** Wide enough for the lanes' names; a narrow timeline has none. */
const GUTTER_PX = 76;
/** What stands on the first or the last moment reaches over it: the playhead, a dot, half a label. */
export const EDGE_PX = 8;

export function plotOf(widthPx: number): Plot {
  const leftPx = widthPx < 600 ? EDGE_PX : GUTTER_PX;
  return { leftPx, widthPx: Math.max(widthPx - leftPx - EDGE_PX, 0) };
}

export function pxAt(plot: Plot, view: TimelineWindow, ms: number): number {
  return plot.leftPx + ((ms - view.fromMs) / (view.toMs - view.fromMs)) * plot.widthPx;
}

/** The moment under a pixel; beyond the ends the first and the last. */
export function msAt(plot: Plot, view: TimelineWindow, px: number): number {
  const share = (px - plot.leftPx) / Math.max(plot.widthPx, 1);
  return view.fromMs + Math.min(Math.max(share, 0), 1) * (view.toMs - view.fromMs);
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
