import { type CueTimes, noTimes, withStage } from '@caipai/shared/domain/cues';
import type { RundownEditKind } from '@caipai/shared/domain/rundown';
import type { CueKind, CuePriority, CueTarget } from '@caipai/shared/schemas/cue';
import type { HoldMode, MuteReason } from '@caipai/shared/schemas/moderation';
import type { TimelineItem } from '@caipai/shared/schemas/replay';
import type { Criterion } from '@caipai/shared/schemas/rubric';
import type { Layout, Segment } from '@caipai/shared/schemas/session';
import { mediaAtWall, type RecordedSpan, totalMediaMs } from '@caipai/shared/timeline/media-clock';
import { isShelfEntry, type PinnedStretch, pinnedStretches, type ShelfMoment } from './shelf-moments.ts';
import { type SentenceMoment, sentencesOf } from './transcript-moments.ts';

interface MomentBase {
  seq: number;
  /** Where it stands in the replay. */
  mediaMs: number;
  who: string | null;
}

export type DanmakuMoment = MomentBase & {
  kind: 'danmaku';
  id: string;
  text: string;
  actorId: string | null;
  /** Whom it answers. */
  replyTo: string | null;
  question: boolean;
  /** How long the question waited; null while it is open, and for those who may not know. */
  answeredAfterMs: number | null;
};
export type CueMoment = MomentBase & {
  kind: 'cue';
  cueKind: CueKind;
  text: string | null;
  priority: CuePriority;
  to: CueTarget;
  /** Sent by the rundown and not by a person. */
  planned: boolean;
  /** How long after sending it came so far; null when it never did. */
  deliveredAfterMs: number | null;
  seenAfterMs: number | null;
  actedAfterMs: number | null;
  /** It came too late, or found no place, and was never drawn. */
  expiredAfterMs: number | null;
};
export type MarkMoment = MomentBase & {
  kind: 'mark';
  criterion: string;
  level: string | null;
  /** Share of the weight that the level earns, 0 to 1. */
  share: number | null;
  note: string;
};
/** Something that was done about comments. */
export type HouseMoment = MomentBase &
  (
    | { kind: 'pinned'; text: string | null }
    | { kind: 'slowMode'; seconds: number }
    | { kind: 'hold'; hold: HoldMode }
    | { kind: 'muted'; whom: string | null; minutes: number; reason: MuteReason }
  );
export type JoinMoment = MomentBase & { kind: 'join' };

/** From pressing the key to talk to letting go of it. */
export interface TalkMoment {
  seq: number;
  mediaMs: number;
  untilMediaMs: number;
  who: string | null;
}
/** A segment of the rundown, by the name that it had when it ran. */
export type SegmentMoment = MomentBase & {
  kind: 'segment';
  title: string;
  segmentKind: Segment['kind'];
  untilMediaMs: number;
};
/** Somebody wrote in the rundown while it ran. */
export type RundownEditMoment = MomentBase & { kind: 'rundownEdit'; title: string; change: RundownEditKind };
export interface LayoutMoment {
  mediaMs: number;
  layout: Layout;
}

/** A seam in the replay behind which something was not recorded. */
export interface Hole {
  mediaMs: number;
  lostMs: number;
}

export interface Moments {
  danmaku: DanmakuMoment[];
  cues: CueMoment[];
  marks: MarkMoment[];
  house: HouseMoment[];
  joins: JoinMoment[];
  talks: TalkMoment[];
  segments: SegmentMoment[];
  /** Segments and what was changed in them, for the list. */
  rundown: (SegmentMoment | RundownEditMoment)[];
  shelf: ShelfMoment[];
  pinned: PinnedStretch[];
  /** In order; before the first one stands the layout that every session begins with. */
  layouts: LayoutMoment[];
  holes: Hole[];
  sentences: SentenceMoment[];
}

/** Places what the ledger says on the replay's own clock, sorted by lane and time. */
export function buildMoments(
  items: readonly TimelineItem[],
  spans: readonly RecordedSpan[],
  criteria: readonly Criterion[],
): Moments {
  const moments: Moments = {
    ...{ danmaku: [], cues: [], marks: [], house: [], joins: [], talks: [], layouts: [] },
    ...{ segments: [], rundown: [], shelf: [], pinned: [] },
    holes: holesOf(spans),
    sentences: sentencesOf(items, spans),
  };
  const talking = new Map<string | null, TalkMoment>();
  const removed = new Set<string>();
  const cueTimes = new Map<string, CueTimes>();
  const marks = new Map<string, MarkMoment>();
  const answeredAfterMs = new Map<string, number | null>();
  const classified = new Map<string, boolean>();
  const written = new Map<string, { text: string; who: string | null }>();
  const nameOf = new Map<string, string>();
  for (const { actor, entry } of items) {
    if (actor) nameOf.set(actor.id, actor.name);
    if (entry.kind === 'danmaku.sent') written.set(entry.id, { text: entry.text, who: actor?.name ?? null });
    if (entry.kind === 'danmaku.answered')
      answeredAfterMs.set(entry.danmakuId, entry.answered ? entry.delayMs : null);
    if (entry.kind === 'danmaku.classified') classified.set(entry.danmakuId, entry.question);
    if (entry.kind === 'danmaku.removed') removed.add(entry.danmakuId);
    if (entry.kind === 'cue.confirmed')
      cueTimes.set(entry.cueId, withStage(cueTimes.get(entry.cueId) ?? noTimes, entry.stage, entry.atMs));
  }
  for (const { seq, actor, entry } of items) {
    const mediaMs = mediaAtWall(spans, entry.atMs) ?? 0;
    const base: MomentBase = { seq, mediaMs, who: actor?.name ?? null };
    if (isShelfEntry(entry)) moments.shelf.push({ ...base, kind: 'shelf', entry });
    switch (entry.kind) {
      case 'danmaku.sent':
        if (!removed.has(entry.id))
          moments.danmaku.push({
            ...base,
            kind: 'danmaku',
            id: entry.id,
            text: entry.text,
            actorId: actor?.id ?? null,
            replyTo: entry.replyTo
              ? (nameOf.get(entry.replyTo.userId) ?? written.get(entry.replyTo.id)?.who ?? null)
              : null,
            question: classified.get(entry.id) ?? entry.question === true,
            answeredAfterMs: answeredAfterMs.get(entry.id) ?? null,
          });
        break;
      case 'cue.sent': {
        const times = cueTimes.get(entry.id) ?? noTimes;
        const after = (ms: number | null) => (ms === null ? null : Math.max(0, ms - entry.atMs));
        moments.cues.push({
          ...base,
          kind: 'cue',
          cueKind: entry.cueKind,
          text: entry.text,
          priority: entry.priority,
          to: entry.to ?? 'anchor',
          planned: entry.planned === true,
          deliveredAfterMs: after(times.deliveredAtMs),
          seenAfterMs: after(times.seenAtMs),
          actedAfterMs: after(times.actedAtMs),
          expiredAfterMs: after(times.expiredAtMs),
        });
        break;
      }
      case 'mark.saved': {
        const criterion = criteria.find((each) => each.id === entry.criterionId);
        const level = entry.level === null ? undefined : criterion?.levels[entry.level];
        // A note that came later has the moment of its level: it belongs to that mark and is none of its own.
        marks.set(`${actor?.id} ${entry.criterionId} ${entry.atMs}`, {
          ...base,
          kind: 'mark',
          criterion: criterion?.title ?? entry.criterionId,
          level: level?.label ?? null,
          share: level?.share ?? null,
          note: entry.note,
        });
        break;
      }
      case 'danmaku.pinned': {
        const text = entry.danmakuId === null ? null : (written.get(entry.danmakuId)?.text ?? null);
        // What was taken down later is not shown, also not as the comment that was pinned.
        if (text !== null || entry.danmakuId === null) moments.house.push({ ...base, kind: 'pinned', text });
        break;
      }
      case 'slowMode.changed':
        moments.house.push({ ...base, kind: 'slowMode', seconds: entry.seconds });
        break;
      case 'hold.changed':
        moments.house.push({ ...base, kind: 'hold', hold: entry.hold });
        break;
      case 'member.muted':
        moments.house.push({
          ...{ ...base, kind: 'muted', whom: nameOf.get(entry.userId) ?? null },
          ...{ minutes: Math.round((entry.untilMs - entry.atMs) / 60_000), reason: entry.reason ?? 'other' },
        });
        break;
      case 'viewer.joined':
        moments.joins.push({ ...base, kind: 'join' });
        break;
      case 'layout.changed':
        moments.layouts.push({ mediaMs, layout: entry.layout });
        break;
      case 'segment.started': {
        const before = moments.segments.at(-1);
        if (before) before.untilMediaMs = mediaMs;
        const { title, segmentKind } = entry;
        const untilMediaMs = totalMediaMs(spans);
        const segment: SegmentMoment = { ...base, kind: 'segment', title, segmentKind, untilMediaMs };
        moments.segments.push(segment);
        moments.rundown.push(segment);
        break;
      }
      case 'rundown.changed':
        moments.rundown.push({ ...base, kind: 'rundownEdit', title: entry.title, change: entry.change });
        break;
      case 'talkback.began': {
        // Until its end is found it lasts to the end of the recording.
        const talk: TalkMoment = { ...base, untilMediaMs: totalMediaMs(spans) };
        talking.set(actor?.id ?? null, talk);
        moments.talks.push(talk);
        break;
      }
      case 'talkback.ended': {
        const talk = talking.get(actor?.id ?? null);
        if (talk) talk.untilMediaMs = mediaMs;
        talking.delete(actor?.id ?? null);
        break;
      }
      default:
        // Lifecycle and recording entries show as holes; the rest has no lane yet.
        break;
    }
  }
  moments.marks.push(...marks.values());
  const lanes = [moments.danmaku, moments.cues, moments.marks, moments.house, moments.joins];
  for (const lane of [...lanes, moments.rundown, moments.shelf])
    lane.sort((a, b) => a.mediaMs - b.mediaMs || a.seq - b.seq);
  moments.pinned = pinnedStretches(moments.shelf, totalMediaMs(spans));
  return moments;
}

/** Where two spans meet although time passed between them; a tenth of a second is no hole. */
export function holesOf(spans: readonly RecordedSpan[]): Hole[] {
  return spans.slice(1).flatMap((span, index) => {
    const before = spans[index];
    if (!before) return [];
    const lostMs = span.startWallMs - (before.startWallMs + before.durationMs);
    return lostMs > 100 ? [{ mediaMs: span.startMediaMs, lostMs }] : [];
  });
}

/** Shares of a bell over the neighbouring bins, so that the lane reads as a swell and not as a comb. */
const bell = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((step) => ({ step, share: Math.exp(-(step * step) / 6) }));

/** Counts moments in equal bins over the whole replay and softens them. Shares of the fullest bin, 0 to 1. */
export function densityOf(
  moments: readonly { mediaMs: number }[],
  durationMs: number,
  bins: number,
): number[] {
  const density = new Array<number>(bins).fill(0);
  if (durationMs <= 0) return density;
  for (const { mediaMs } of moments) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((mediaMs / durationMs) * bins)));
    for (const { step, share } of bell) {
      const near = bin + step;
      if (near >= 0 && near < bins) density[near] = (density[near] ?? 0) + share;
    }
  }
  const top = Math.max(...density);
  return top === 0 ? density : density.map((value) => value / top);
}

/** How the two pictures stood at this position. */
export function layoutAt(layouts: readonly LayoutMoment[], positionMs: number): Layout {
  return layouts[currentIndex(layouts, positionMs)]?.layout ?? 'pictureInPicture';
}

/** The last moment at or before `positionMs`, -1 before the first. Expects moments in order. */
export function currentIndex(moments: readonly { mediaMs: number }[], positionMs: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle]?.mediaMs ?? 0) <= positionMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The longer of what the server says and what the spans add up to. */
export function replayLengthMs(durationMs: number, spans: readonly RecordedSpan[]): number {
  return Math.max(durationMs, totalMediaMs(spans), 1);
}
