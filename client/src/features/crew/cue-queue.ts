import type { Cue, CuePriority } from '@caipai/shared/schemas/cue';

/** Cues that stand on the stage at one time. */
const PLACES = 2;
const SHORTEST_MS = 4_000;
const LONGEST_MS = 8_000;
/** A cue is not pushed off before it could be read, except by a more pressing one. */
const READABLE_AFTER_MS = 1_500;
/** How long a cue may wait for a place before it has become pointless. */
const WORTH_SHOWING_MS = 10_000;
/** Done and told so: the tick is seen, then it goes. */
const DONE_MS = 700;
/** Drawn for this long in a visible tab counts as seen. */
export const SEEN_AFTER_MS = 300;

const rank: Record<CuePriority, number> = { normal: 0, important: 1, urgent: 2 };

export interface ShownCue {
  cue: Cue;
  /** Words as drawn, in the reader's language. */
  text: string;
  shownAtMs: number;
  untilMs: number;
  seen: boolean;
  acted: boolean;
}

interface WaitingCue {
  cue: Cue;
  text: string;
  sinceMs: number;
}

export interface CueQueue {
  /** Newest first: the order from the stage's edge inwards. */
  shown: readonly ShownCue[];
  waiting: readonly WaitingCue[];
}

export const emptyQueue: CueQueue = { shown: [], waiting: [] };

/** Long words stay longer; a Han character takes about as long to read as two letters. */
export function showingTimeMs(text: string): number {
  const weight = Array.from(text).reduce((sum, sign) => sum + (sign > '\u2e7f' ? 1 : 0.5), 0);
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, 2_500 + weight * 400));
}

/** A new cue. One of the same kind and words that still stands is renewed instead of stacked. */
export function pushCue(queue: CueQueue, cue: Cue, text: string, nowMs: number): CueQueue {
  const twin = (each: { cue: Cue; text: string }) => each.cue.kind === cue.kind && each.text === text;
  const known = [...queue.shown, ...queue.waiting].some((each) => each.cue.id === cue.id);
  if (known) return queue;
  const without: CueQueue = {
    shown: queue.shown.filter((each) => !twin(each)),
    waiting: queue.waiting.filter((each) => !twin(each)),
  };
  return advance({ ...without, waiting: [...without.waiting, { cue, text, sinceMs: nowMs }] }, nowMs);
}

/** Takes off what had its time and lets in what waits. Pure: call it whenever `nextDeadline` has come. */
export function advance(queue: CueQueue, nowMs: number): CueQueue {
  let shown = queue.shown.filter((each) => each.untilMs > nowMs);
  const waiting: WaitingCue[] = [];
  // The most pressing first; of equals the one that waits longest.
  const line = [...queue.waiting].sort(
    (a, b) => rank[b.cue.priority] - rank[a.cue.priority] || a.sinceMs - b.sinceMs,
  );
  for (const candidate of line) {
    if (nowMs - candidate.sinceMs > WORTH_SHOWING_MS) continue;
    const room = makeRoom(shown, candidate, nowMs);
    if (!room) {
      waiting.push(candidate);
      continue;
    }
    const { cue, text } = candidate;
    const untilMs = nowMs + showingTimeMs(text) + (cue.priority === 'urgent' ? 2_000 : 0);
    shown = [{ cue, text, shownAtMs: nowMs, untilMs, seen: false, acted: false }, ...room];
  }
  return { shown, waiting };
}

/** The cues that may stay beside `candidate`, or null when it has to wait. */
function makeRoom(
  shown: readonly ShownCue[],
  candidate: WaitingCue,
  nowMs: number,
): readonly ShownCue[] | null {
  if (shown.length < PLACES) return shown;
  const weakest = shown.reduce((weak, each) => {
    const lower = rank[each.cue.priority] - rank[weak.cue.priority];
    return lower < 0 || (lower === 0 && each.shownAtMs <= weak.shownAtMs) ? each : weak;
  });
  const gap = rank[candidate.cue.priority] - rank[weakest.cue.priority];
  const yields = gap > 0 || (gap === 0 && nowMs - weakest.shownAtMs >= READABLE_AFTER_MS);
  return yields ? shown.filter((each) => each !== weakest) : null;
}

/** When something will change by itself, or null. */
export function nextDeadline(queue: CueQueue, nowMs: number): number | null {
  const moments = queue.shown.map((each) => each.untilMs);
  if (queue.waiting.length > 0) {
    moments.push(...queue.shown.map((each) => each.shownAtMs + READABLE_AFTER_MS));
    moments.push(...queue.waiting.map((each) => each.sinceMs + WORTH_SHOWING_MS + 1));
  }
  const ahead = moments.filter((moment) => moment > nowMs);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}

export function markSeen(queue: CueQueue, cueId: string): CueQueue {
  return {
    ...queue,
    shown: queue.shown.map((each) => (each.cue.id === cueId ? { ...each, seen: true } : each)),
  };
}

/** Its reader has done what it asks: it leaves soon and makes room. */
export function markActed(queue: CueQueue, cueId: string, nowMs: number): CueQueue {
  return {
    ...queue,
    shown: queue.shown.map((each) =>
      each.cue.id === cueId ? { ...each, seen: true, acted: true, untilMs: nowMs + DONE_MS } : each,
    ),
  };
}

/** Ids of cues that left the line without ever being drawn. */
export function droppedFrom(before: CueQueue, after: CueQueue): string[] {
  const kept = new Set([...after.shown, ...after.waiting].map((each) => each.cue.id));
  return before.waiting.flatMap(({ cue }) => (kept.has(cue.id) ? [] : [cue.id]));
}
