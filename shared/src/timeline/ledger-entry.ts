import type { Category, Hit } from '../compliance/types.ts';
import type { AutoCueCause } from '../domain/auto-cues.ts';
import type { RundownEditKind } from '../domain/rundown.ts';
import type { LifecycleEntry } from '../domain/session-machine.ts';
import type { ViolationStep } from '../domain/violation-ladder.ts';
import type { CohortRole } from '../schemas/account.ts';
import type { CrewJob } from '../schemas/crew.ts';
import type { CueKind, CuePriority, CueStage, CueTarget } from '../schemas/cue.ts';
import type { Danmaku } from '../schemas/danmaku.ts';
import type { HealthFigures, HealthGrade, HealthReason } from '../schemas/health.ts';
import type { HeldWhy, HoldMode, MuteReason } from '../schemas/moderation.ts';
import type { Layout, Segment } from '../schemas/session.ts';
import type { SpeechReading } from '../schemas/speech.ts';

/**
 * Everything that happened in a session, as one append-only timeline. `atMs` is the server's wall
 * clock; recordings carry the same clock, so an entry and a picture meet by arithmetic.
 */
export type LedgerEntry =
  | LifecycleEntry
  | DanmakuEntry
  | ModerationEntry
  | CueEntry
  | ViolationEntry
  | MarkEntry
  | PresenceEntry
  | RecordingEntry
  | StageEntry
  | TalkbackEntry
  | HealthEntry
  | SpeechEntry
  | RundownEntry
  | ShelfEntry
  | OrderEntry
  | TranscriptEntry;

/** A comment as it was written. */
interface Written {
  atMs: number;
  id: string;
  text: string;
  job: Danmaku['by']['job'];
  /** Looks like a question. */
  question?: true;
  /** The comment it answers, and whose that was. */
  replyTo?: { id: string; userId: string };
}

export type DanmakuEntry =
  | ({ kind: 'danmaku.sent' } & Written)
  /** Waits for a moderator; once released there is a `danmaku.sent` with the same id. */
  | ({ kind: 'danmaku.held'; why: HeldWhy } & Written);

export type ModerationEntry =
  | { kind: 'danmaku.removed'; atMs: number; danmakuId: string }
  | { kind: 'danmaku.released'; atMs: number; danmakuId: string }
  /** `danmakuId` is null when nothing is pinned any more. */
  | { kind: 'danmaku.pinned'; atMs: number; danmakuId: string | null }
  /** `delayMs` after it was asked; `answered` is false when the question was opened again. */
  | { kind: 'danmaku.answered'; atMs: number; danmakuId: string; answered: boolean; delayMs: number }
  /** Somebody corrected the guess. */
  | { kind: 'danmaku.classified'; atMs: number; danmakuId: string; question: boolean }
  | { kind: 'slowMode.changed'; atMs: number; seconds: number }
  | { kind: 'hold.changed'; atMs: number; hold: HoldMode }
  /** Until it was made (0 seconds) lifts an earlier one. Mutes from before there were reasons have none. */
  | { kind: 'member.muted'; atMs: number; userId: string; untilMs: number; reason?: MuteReason };

export type CueEntry =
  | {
      kind: 'cue.sent';
      atMs: number;
      id: string;
      cueKind: CueKind;
      text: string | null;
      priority: CuePriority;
      /** The anchor when it is missing: entries from before there were others. */
      to?: CueTarget;
      /** By the rundown and not by a person. */
      planned?: true;
    }
  | { kind: 'cue.confirmed'; atMs: number; cueId: string; stage: CueStage }
  /** The studio prompted by itself. */
  | { kind: 'cue.noticed'; atMs: number; cause: AutoCueCause };

export type ViolationEntry =
  | {
      kind: 'violation.raised';
      atMs: number;
      id: string;
      step: ViolationStep;
      category: Category;
      words: string | null;
    }
  | { kind: 'violation.appealed'; atMs: number; violationId: string; text: string }
  | { kind: 'violation.acknowledged'; atMs: number; violationId: string }
  | { kind: 'violation.lifted'; atMs: number; violationId: string };

export type MarkEntry =
  | {
      kind: 'mark.saved';
      atMs: number;
      /** When the rater tapped, if that was later than what they saw. */
      tappedAtMs?: number;
      id: string;
      criterionId: string;
      level: number | null;
      note: string;
      raterRole: CohortRole;
    }
  | { kind: 'score.released'; atMs: number };

export type PresenceEntry = { kind: 'viewer.joined'; atMs: number } | { kind: 'viewer.left'; atMs: number };

export type RecordingEntry =
  | { kind: 'recording.started'; atMs: number; take: string }
  | {
      kind: 'recording.stopped';
      atMs: number;
      take: string;
      cause: 'ended' | 'diskFull' | 'encoderFailed' | 'mediaLost';
    };

export type StageEntry =
  | { kind: 'layout.changed'; atMs: number; layout: Layout }
  /** `userId` is null when nobody has the job any more. */
  | { kind: 'crew.changed'; atMs: number; job: CrewJob; userId: string | null };

/** From pressing the key to letting go of it; the actor speaks. */
export type TalkbackEntry =
  | { kind: 'talkback.began'; atMs: number }
  | { kind: 'talkback.ended'; atMs: number };

/** How somebody's connection was doing, in the words and numbers of their own browser. */
export interface HealthEntry {
  kind: 'media.health';
  atMs: number;
  /** The studio sends, everybody else receives. */
  direction: 'sending' | 'receiving';
  grade: HealthGrade;
  reason: HealthReason;
  figures: HealthFigures;
}

/**
 * Some ten seconds of how somebody spoke, one reading a second. Only with their consent: when they take it back these
 * entries are deleted, the one exception to a ledger that only grows.
 */
export interface SpeechEntry {
  kind: 'speech.measured';
  /** Of the first reading. */
  atMs: number;
  readings: SpeechReading[];
}

/** With the names of that moment: a segment that is renamed later was called this when it ran. */
export type RundownEntry =
  | {
      kind: 'segment.started';
      atMs: number;
      segmentId: string;
      segmentKind: Segment['kind'];
      title: string;
      targetSeconds: number;
    }
  | { kind: 'rundown.changed'; atMs: number; segmentId: string; title: string; change: RundownEditKind };
/** What was done at the shelf. The title stays readable when the product is gone. */
export type ShelfEntry = { atMs: number; productId: string; title: string } & (
  | { kind: 'shelf.pinned'; priceFen: number }
  | { kind: 'shelf.unpinned' }
  | { kind: 'shelf.explained' }
  | { kind: 'shelf.flashPrice'; flash: { priceFen: number; untilMs: number } | null }
  | { kind: 'shelf.coupon'; coupon: { offFen: number; thresholdFen: number; count: number } | null }
  | { kind: 'shelf.stock'; stock: number }
  /** Something was ordered, by nobody in particular: who it was says `order.placed`. */
  | { kind: 'shelf.sold'; quantity: number }
);

export interface OrderEntry {
  kind: 'order.placed';
  atMs: number;
  id: string;
  productId: string;
  title: string;
  quantity: number;
  totalFen: number;
}

export type TranscriptEntry =
  /** A sentence, from when it was begun; the anchor is its actor, whoever wrote it down. */
  | { kind: 'transcript.said'; atMs: number; id: string; untilMs: number; text: string }
  /** What the rules of advertising had against it, by the lexicon of that day. */
  | { kind: 'transcript.flagged'; atMs: number; saidId: string; hits: Hit[] };

export type LedgerKind = LedgerEntry['kind'];

/** An entry as stored and as read back: with its place in the ledger and who caused it. */
export interface StoredEntry<T extends LedgerEntry = LedgerEntry> {
  seq: number;
  sessionId: string;
  /** Null when the system itself did it. */
  actorId: string | null;
  entry: T;
}

/** Who may read an entry of this kind, beside the person who caused it. */
export type Audience =
  | 'cohort'
  | 'crewAndCoaches'
  /** Crew and coaches while it is on, the class when it is over. */
  | 'crewThenCohort'
  | 'moderators'
  | 'coaches'
  | 'speechSharers';

const audiences: Record<LedgerKind, Audience> = {
  'session.wentLive': 'cohort',
  'session.interrupted': 'cohort',
  'session.resumed': 'cohort',
  'session.ended': 'cohort',
  'danmaku.sent': 'cohort',
  'danmaku.removed': 'cohort',
  'danmaku.held': 'moderators',
  'danmaku.released': 'moderators',
  'danmaku.pinned': 'cohort',
  'danmaku.answered': 'crewAndCoaches',
  'danmaku.classified': 'crewAndCoaches',
  'slowMode.changed': 'cohort',
  'hold.changed': 'moderators',
  'member.muted': 'moderators',
  'cue.sent': 'crewAndCoaches',
  'cue.confirmed': 'crewAndCoaches',
  'cue.noticed': 'crewAndCoaches',
  'violation.raised': 'crewAndCoaches',
  'violation.appealed': 'crewAndCoaches',
  'violation.acknowledged': 'crewAndCoaches',
  'violation.lifted': 'crewAndCoaches',
  'mark.saved': 'coaches',
  'score.released': 'cohort',
  'viewer.joined': 'cohort',
  'viewer.left': 'cohort',
  'recording.started': 'cohort',
  'recording.stopped': 'cohort',
  'layout.changed': 'cohort',
  'crew.changed': 'cohort',
  'talkback.began': 'crewAndCoaches',
  'talkback.ended': 'crewAndCoaches',
  'media.health': 'coaches',
  'speech.measured': 'speechSharers',
  'segment.started': 'cohort',
  'rundown.changed': 'crewAndCoaches',
  'shelf.pinned': 'cohort',
  'shelf.unpinned': 'cohort',
  'shelf.explained': 'cohort',
  'shelf.flashPrice': 'cohort',
  'shelf.coupon': 'cohort',
  'shelf.stock': 'cohort',
  'shelf.sold': 'cohort',
  'order.placed': 'crewAndCoaches',
  'transcript.said': 'crewThenCohort',
  'transcript.flagged': 'coaches',
};

export function audienceOf(kind: LedgerKind): Audience {
  return audiences[kind];
}
