import { withStage } from '@caipai/shared/domain/cues';
import { tappedAtMs } from '@caipai/shared/domain/scoring';
import type { ErrorCode } from '@caipai/shared/errors/codes';
import type { JoinedSession, Presence, PublishedTrack, SessionChange } from '@caipai/shared/protocol/facts';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { Person } from '@caipai/shared/schemas/common';
import type { CrewMember } from '@caipai/shared/schemas/crew';
import type { Cue, CueStage } from '@caipai/shared/schemas/cue';
import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import type { Moderation, Question } from '@caipai/shared/schemas/moderation';
import type { Mark } from '@caipai/shared/schemas/rubric';
import type { LiveRundown } from '@caipai/shared/schemas/rundown';
import type { RecordingStatus, SessionDetail } from '@caipai/shared/schemas/session';
import type { ShelfDesk, ShelfOnAir } from '@caipai/shared/schemas/shelf';
import type { SpeechReading } from '@caipai/shared/schemas/speech';
import type { LiveTranscript, TranscriptLine, TranscriptPartial } from '@caipai/shared/schemas/transcript';
import type { Violation } from '@caipai/shared/schemas/violation';

/** A comment in the list: told by the server, or our own on its way there. */
export interface DanmakuLine extends Omit<Danmaku, 'seq'> {
  /** Null until the server has given it a place. */
  seq: number | null;
  /** `waiting`: a moderator reads it before the others do. */
  fate: 'shown' | 'sending' | 'waiting' | 'failed';
  refusal: Refusal | null;
}

export type RecordingWorry = Extract<ErrorCode, `recording.${string}`>;

/** How a cue of ours fares before the server has taken it; afterwards its own times tell. */
export type CueRow = Cue & { fate: 'sent' | 'sending' | 'failed'; refusal: Refusal | null };

/** All that a live page draws from, without any drawing. Changed only by the functions of this file. */
export interface LiveView {
  phase: 'joining' | 'joined' | 'rejoining' | 'refused';
  refusal: Refusal | null;
  /** Another tab or device of the same anchor has the studio now. */
  takenOver: boolean;
  session: SessionDetail | null;
  presence: Presence;
  recordingWorry: RecordingWorry | null;
  tracks: PublishedTrack[];
  /** Who talks into the crew's ears now. */
  talking: Person[];
  /** What the media room can do; null until joined. */
  rtpCapabilities: Record<string, unknown> | null;
  /** Oldest first, bounded. */
  danmaku: DanmakuLine[];
  /** Oldest first. */
  cues: CueRow[];
  /** The rundown's own prompts wait. */
  cuesHeld: boolean;
  /** How the anchor spoke lately, for those with whom they share it; oldest first, bounded. */
  speech: SpeechReading[];
  /** Oldest first. */
  violations: Violation[];
  /** The stream is cut, as a platform would. */
  cut: boolean;
  marks: Mark[];
  mutedUntilMs: number | null;
  slowModeSeconds: number;
  pinned: Danmaku | null;
  /** Only for the crew and coaches. */
  questions: Question[];
  /** Only for moderators. */
  moderation: Moderation | null;
  shelf: ShelfOnAir;
  usedCouponIds: string[];
  /** Null for those who only watch. */
  shelfDesk: ShelfDesk | null;
  /** Newest ledger position known here. */
  seq: number;
  /** Null for the audience. */
  rundown: LiveRundown | null;
  /** Null for the audience. `partial` is what is being said now. */
  transcript: (LiveTranscript & { partial: TranscriptPartial | null }) | null;
}

export const DANMAKU_KEPT = 500;
const SPEECH_SECONDS_KEPT = 120;
const SENTENCES_KEPT = 200;

export const emptyView: LiveView = {
  phase: 'joining',
  refusal: null,
  takenOver: false,
  session: null,
  presence: { viewers: 0, anchorConnected: false },
  recordingWorry: null,
  tracks: [],
  talking: [],
  rtpCapabilities: null,
  danmaku: [],
  cues: [],
  cuesHeld: false,
  speech: [],
  violations: [],
  cut: false,
  marks: [],
  mutedUntilMs: null,
  slowModeSeconds: 0,
  pinned: null,
  questions: [],
  moderation: null,
  shelf: { version: -1, pinned: null },
  usedCouponIds: [],
  shelfDesk: null,
  seq: 0,
  rundown: null,
  transcript: null,
};

export function withJoined(view: LiveView, joined: JoinedSession): LiveView {
  const waiting = joined.waiting.map(
    (line) => ({ ...line, seq: null, fate: 'waiting', refusal: null }) as const,
  );
  const listed = waiting.reduce(withOwnDanmaku, withDanmaku(view, joined.danmaku));
  const removed = new Set(joined.removedDanmakuIds);
  return {
    ...listed,
    phase: 'joined',
    refusal: null,
    takenOver: false,
    session: joined.session,
    presence: joined.presence,
    recordingWorry: joined.recordingCode,
    tracks: joined.tracks,
    talking: joined.talking,
    rtpCapabilities: joined.rtpCapabilities,
    danmaku: removed.size ? listed.danmaku.filter((line) => !removed.has(line.id)) : listed.danmaku,
    cues: joined.cues.reduce(withCue, view.cues),
    cuesHeld: joined.cuesHeld,
    violations: joined.violations,
    cut: joined.cut,
    marks: joined.marks.reduce(withMark, view.marks),
    mutedUntilMs: joined.mutedUntilMs,
    slowModeSeconds: joined.slowModeSeconds,
    pinned: joined.pinned,
    questions: joined.questions,
    moderation: joined.moderation,
    usedCouponIds: joined.usedCouponIds,
    ...newerShelf(view, { shelf: joined.shelf, desk: joined.shelfDesk ?? undefined }),
    // Who may no longer see orders keeps none.
    ...(joined.shelfDesk ? {} : { shelfDesk: null }),
    seq: Math.max(view.seq, joined.seq),
    // What came as a fact may be newer than the answer to the join.
    rundown:
      (view.rundown?.revision ?? -1) > (joined.rundown?.revision ?? -1) ? view.rundown : joined.rundown,
    transcript: joined.transcript && {
      ...joined.transcript,
      lines: joined.transcript.lines.reduce(withLine, view.transcript?.lines ?? []),
      partial: view.transcript?.partial ?? null,
    },
  };
}

/** Takes in comments that may be known already: a tick, a backlog, the echo of our own. */
export function withDanmaku(view: LiveView, items: readonly Danmaku[]): LiveView {
  if (items.length === 0) return view;
  const byId = new Map(view.danmaku.map((line) => [line.id, line]));
  let seq = view.seq;
  for (const item of items) {
    byId.set(item.id, { ...item, fate: 'shown', refusal: null });
    seq = Math.max(seq, item.seq);
  }
  return { ...view, seq, danmaku: ordered(byId.values()) };
}

/** Our own comment is shown before the server has it. */
export function withOwnDanmaku(view: LiveView, line: DanmakuLine): LiveView {
  const known = view.danmaku.find((each) => each.id === line.id);
  if (known?.fate === 'shown') return view;
  return { ...view, danmaku: ordered([...view.danmaku.filter((each) => each.id !== line.id), line]) };
}

export function withoutDanmaku(view: LiveView, id: string): LiveView {
  return {
    ...view,
    danmaku: view.danmaku.filter((line) => line.id !== id),
    pinned: view.pinned?.id === id ? null : view.pinned,
  };
}

/** What a moderator thought of our own comment; when it was let through it comes with the next tick. */
export function withSettled(view: LiveView, id: string, released: boolean): LiveView {
  const refusal = { code: 'danmaku.notReleased' } as const;
  const settle = (line: DanmakuLine): DanmakuLine =>
    line.id === id && line.fate === 'waiting' && !released ? { ...line, fate: 'failed', refusal } : line;
  return { ...view, danmaku: view.danmaku.map(settle) };
}

/** By place in the ledger; what has none yet is the newest. */
function ordered(lines: Iterable<DanmakuLine>): DanmakuLine[] {
  const place = (line: DanmakuLine) => line.seq ?? Number.MAX_SAFE_INTEGER;
  return [...lines].sort((a, b) => place(a) - place(b) || a.atMs - b.atMs).slice(-DANMAKU_KEPT);
}

export function withTrack(view: LiveView, track: PublishedTrack): LiveView {
  return { ...view, tracks: [...withoutTrack(view, track.producerId).tracks, track] };
}

export function withoutTrack(view: LiveView, producerId: string): LiveView {
  return { ...view, tracks: view.tracks.filter((each) => each.producerId !== producerId) };
}

export function withSessionChange(view: LiveView, change: SessionChange): LiveView {
  if (!view.session) return view;
  const { state, startedAtMs, interruptedAtMs, endedAtMs, scoreReleased, layout, crew, speech } = change;
  return {
    ...view,
    // What is shared no longer is not kept either.
    speech: speech.share === 'nobody' || speech.figures === 'off' ? [] : view.speech,
    session: {
      ...view.session,
      speech: { ...view.session.speech, ...speech },
      ...{ state, startedAtMs, interruptedAtMs, endedAtMs, scoreReleased, layout },
      // The same people are the same list: pages ask what they may do only when it is another one.
      crew: sameCrew(view.session.crew, crew) ? view.session.crew : crew,
    },
  };
}

function sameCrew(a: readonly CrewMember[], b: readonly CrewMember[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ job, person }, index) => b[index]?.job === job && b[index]?.person.id === person.id)
  );
}

export function withSpeech(view: LiveView, readings: readonly SpeechReading[]): LiveView {
  const lastMs = view.speech.at(-1)?.atMs ?? 0;
  const newer = readings.filter(({ atMs }) => atMs > lastMs);
  return { ...view, speech: [...view.speech, ...newer].slice(-SPEECH_SECONDS_KEPT) };
}

export function withTalking(view: LiveView, speaker: Person, talking: boolean): LiveView {
  const others = view.talking.filter(({ id }) => id !== speaker.id);
  return { ...view, talking: talking ? [...others, speaker] : others };
}

export function withRecording(
  view: LiveView,
  status: RecordingStatus,
  worry: RecordingWorry | null,
): LiveView {
  if (!view.session) return view;
  return { ...view, recordingWorry: worry, session: { ...view.session, recording: status } };
}

export function withCue(cues: CueRow[], cue: Cue | CueRow): CueRow[] {
  const row: CueRow = { fate: 'sent', refusal: null, ...cue };
  const known = cues.find((each) => each.id === cue.id);
  if (!known) return [...cues, row].sort((a, b) => a.atMs - b.atMs);
  // Times only ever become known; a late echo must not forget them.
  const merged: CueRow = {
    ...row,
    fate: known.fate === 'sent' ? 'sent' : row.fate,
    deliveredAtMs: row.deliveredAtMs ?? known.deliveredAtMs,
    seenAtMs: row.seenAtMs ?? known.seenAtMs,
    actedAtMs: row.actedAtMs ?? known.actedAtMs,
    expiredAtMs: row.expiredAtMs ?? known.expiredAtMs,
  };
  return cues.map((each) => (each.id === cue.id ? merged : each));
}

export function withCueConfirmed(cues: CueRow[], cueId: string, stage: CueStage, atMs: number): CueRow[] {
  return cues.map((cue) => (cue.id === cueId ? withStage(cue, stage, atMs) : cue));
}

export function withViolation(violations: Violation[], changed: Violation): Violation[] {
  return [...violations.filter(({ id }) => id !== changed.id), changed].sort((a, b) => a.seq - b.seq);
}

/** A sentence that is over; what was believed of it before is forgotten. */
export function withSaid(view: LiveView, line: TranscriptLine): LiveView {
  const { transcript } = view;
  if (!transcript) return view;
  const { partial: heard } = transcript;
  const partial = heard && (heard.id === line.id || heard.fromMs <= line.untilMs) ? null : heard;
  return { ...view, transcript: { ...transcript, partial, lines: withLine(transcript.lines, line) } };
}

function withLine(lines: TranscriptLine[], line: TranscriptLine): TranscriptLine[] {
  if (lines.some(({ id }) => id === line.id)) return lines;
  return [...lines, line].sort((a, b) => a.fromMs - b.fromMs).slice(-SENTENCES_KEPT);
}

/** What is being said; news of a sentence that is over come too late. */
export function withHeard(view: LiveView, partial: TranscriptPartial): LiveView {
  const { transcript } = view;
  if (!transcript || transcript.lines.some(({ id }) => id === partial.id)) return view;
  return { ...view, transcript: { ...transcript, partial } };
}

interface ShelfNews {
  shelf?: ShelfOnAir;
  desk?: ShelfDesk | undefined;
}

/** Facts overtake each other, and the answer to joining; an older shelf is no news. */
export function withShelf(view: LiveView, news: ShelfNews): LiveView {
  return { ...view, ...newerShelf(view, news) };
}

function newerShelf(view: LiveView, { shelf, desk }: ShelfNews): Pick<LiveView, 'shelf' | 'shelfDesk'> {
  const isNewer = (known: { version: number } | null, now: { version: number } | undefined) =>
    now !== undefined && now.version >= (known?.version ?? 0);
  return {
    shelf: shelf && isNewer(view.shelf, shelf) ? shelf : view.shelf,
    shelfDesk: desk && isNewer(view.shelfDesk, desk) ? desk : view.shelfDesk,
  };
}

/** One mark for each rater and criterion: the newest judgement. */
export function withMark(marks: Mark[], mark: Mark): Mark[] {
  const same = (each: Mark) => each.criterionId === mark.criterionId && each.rater.id === mark.rater.id;
  const known = marks.find(same);
  if (!known) return [...marks, mark];
  if (tappedAtMs(known) > tappedAtMs(mark)) return marks;
  return marks.map((each) => (same(each) ? mark : each));
}
