import type { Hit } from '../compliance/types.ts';
import type { RunningSegment } from '../domain/rundown.ts';
import type { ErrorCode } from '../errors/codes.ts';
import type { Person } from '../schemas/common.ts';
import type { CrewMember } from '../schemas/crew.ts';
import type { Cue, CueStage } from '../schemas/cue.ts';
import type { Danmaku } from '../schemas/danmaku.ts';
import type { Feed, TrackSource } from '../schemas/media.ts';
import type { HeldDanmaku, HoldMode, Moderation, Mute, MuteReason, Question } from '../schemas/moderation.ts';
import type { Mark } from '../schemas/rubric.ts';
import type { LiveRundown, RundownChange } from '../schemas/rundown.ts';
import type { Layout, RecordingStatus, SessionDetail } from '../schemas/session.ts';
import type { ShelfDesk, ShelfOnAir } from '../schemas/shelf.ts';
import type { SpeechReading } from '../schemas/speech.ts';
import type { LiveTranscript, TranscriptLine, TranscriptPartial } from '../schemas/transcript.ts';
import type { Violation } from '../schemas/violation.ts';
import type { RequestInput, RequestName, RequestValues } from './requests.ts';
import type { Result } from './result.ts';

export interface PublishedTrack {
  producerId: string;
  publisherId: string;
  feed: Feed;
  source: TrackSource;
}

export interface Presence {
  /** People watching: tabs of one person count once, whoever is in the studio not at all. */
  viewers: number;
  anchorConnected: boolean;
}

/** All that a page needs to draw itself after joining, and to catch up after a break. */
export interface JoinedSession {
  session: SessionDetail;
  /** What worries about the recording, as in `recording:changed`. */
  recordingCode: Extract<ErrorCode, `recording.${string}`> | null;
  serverNowMs: number;
  /** The newest ledger position contained in this answer. */
  seq: number;
  presence: Presence;
  /** Without those that the reader may not receive. */
  tracks: PublishedTrack[];
  /** Who talks into the crew's ears now; empty for those who may not hear it. */
  talking: Person[];
  rtpCapabilities: Record<string, unknown>;
  danmaku: Danmaku[];
  removedDanmakuIds: string[];
  /** Only for the stage and coaches, otherwise empty. */
  cues: Cue[];
  /** The rundown's own prompts wait until somebody lets them go; false for the audience. */
  cuesHeld: boolean;
  /** Only for the crew and coaches, otherwise empty. */
  violations: Violation[];
  /** The stream is cut, as a platform would. */
  cut: boolean;
  /** The reader's own marks; for coaches everyone's. */
  marks: Mark[];
  /** Only filled for the reader while they are muted here. */
  mutedUntilMs: number | null;
  /** Seconds between two comments of one viewer; 0 for no slow mode. */
  slowModeSeconds: number;
  pinned: Danmaku | null;
  /** The reader's own comments that wait for a moderator. */
  waiting: Omit<Danmaku, 'seq'>[];
  /** Open ones, and those answered lately; empty for those who do not work here. */
  questions: Question[];
  /** Null for those who do not moderate, and on the audience's page. */
  moderation: Moderation | null;
  /** Null for the audience. */
  rundown: LiveRundown | null;
  /** The product on everybody's screen. */
  shelf: ShelfOnAir;
  /** Coupons that the reader has used: each is for one order of a person. */
  usedCouponIds: string[];
  /** Null for those who do not see orders. */
  shelfDesk: ShelfDesk | null;
  /** Null for the audience. */
  transcript: LiveTranscript | null;
}

export interface SessionChange {
  state: SessionDetail['state'];
  startedAtMs: number | null;
  interruptedAtMs: number | null;
  endedAtMs: number | null;
  scoreReleased: boolean;
  layout: Layout;
  crew: CrewMember[];
  speech: Pick<SessionDetail['speech'], 'figures' | 'language' | 'share'>;
}

/**
 * Facts that the server tells. Those under `cue`, `mark` and `talkback`, and the tracks that are only for the
 * crew, reach only the sockets that may know them.
 */
export interface ServerFacts {
  'session:changed': (fact: { sessionId: string } & SessionChange) => void;
  'session:takenOver': (fact: { sessionId: string }) => void;
  'presence:changed': (fact: { sessionId: string } & Presence) => void;
  'recording:changed': (fact: {
    sessionId: string;
    status: RecordingStatus;
    /** Set when there is a worry, only for the anchor's studio and the coaches; others get null. */
    code: Extract<ErrorCode, `recording.${string}`> | null;
  }) => void;
  'media:published': (fact: { sessionId: string } & PublishedTrack) => void;
  'media:unpublished': (fact: { sessionId: string; producerId: string }) => void;
  /** Somebody holds the key to talk into the crew's ears, or has let go of it. */
  'talkback:changed': (fact: { sessionId: string; speaker: Person; talking: boolean }) => void;
  /** The media room is gone: drop all transports, join again. */
  'media:reset': (fact: { sessionId: string }) => void;
  /** One tick of comments, oldest first. */
  'danmaku:ticked': (fact: { sessionId: string; items: Danmaku[] }) => void;
  'danmaku:removed': (fact: { sessionId: string; danmakuId: string }) => void;
  'member:muted': (fact: { sessionId: string; untilMs: number; reason: MuteReason }) => void;
  'danmaku:pinned': (fact: { sessionId: string; danmaku: Danmaku | null }) => void;
  'slowMode:changed': (fact: { sessionId: string; seconds: number }) => void;
  /** Only to moderators. */
  'danmaku:held': (fact: { sessionId: string; danmaku: HeldDanmaku }) => void;
  /** Only to moderators: where the wording of a comment is risky. */
  'danmaku:flagged': (fact: { sessionId: string; danmakuId: string; flags: Hit[] }) => void;
  /** To moderators and to who wrote it. What was released comes with the next tick. */
  'danmaku:settled': (fact: { sessionId: string; danmakuId: string; released: boolean }) => void;
  /** Only to moderators. */
  'hold:changed': (fact: { sessionId: string; hold: HoldMode }) => void;
  /** Only to moderators. */
  'mutes:changed': (fact: { sessionId: string; mutes: Mute[] }) => void;
  /** To the crew and coaches: answered, opened again, or (null) no question after all. */
  'question:changed': (fact: { sessionId: string; danmakuId: string; question: Question | null }) => void;
  'cue:sent': (fact: { sessionId: string; cue: Cue }) => void;
  'cue:confirmed': (fact: { sessionId: string; cueId: string; stage: CueStage; atMs: number }) => void;
  /** To the crew and coaches. */
  'cue:held': (fact: { sessionId: string; held: boolean }) => void;
  /** How the anchor spoke in the last seconds, to those with whom they share it. */
  'speech:measured': (fact: { sessionId: string; readings: SpeechReading[] }) => void;
  /** A rung of the ladder, new or changed; only for the crew and the coaches. */
  'violation:changed': (fact: { sessionId: string; violation: Violation }) => void;
  /** The audience sees that the stream was cut, or that it goes on. */
  'stream:cut': (fact: { sessionId: string; cut: boolean }) => void;
  'shelf:changed': (fact: { sessionId: string; shelf: ShelfOnAir }) => void;
  /** The whole shelf and its orders, for the crew and coaches. */
  'shelf:deskChanged': (fact: { sessionId: string; desk: ShelfDesk }) => void;
  /** To its user, at whatever page they are. */
  'coupon:used': (fact: { sessionId: string; couponId: string }) => void;
  'mark:saved': (fact: { sessionId: string; mark: Mark }) => void;

  // To the crew and the coaches.
  'segment:started': (fact: { sessionId: string; running: RunningSegment }) => void;
  'rundown:changed': (fact: { sessionId: string } & RundownChange) => void;
  /** A sentence is over; what the rules have against it only for the anchor and the coaches. */
  'transcript:said': (fact: { sessionId: string; line: TranscriptLine }) => void;
  'transcript:heard': (fact: { sessionId: string; partial: TranscriptPartial }) => void;
  'rundown:editing': (fact: { sessionId: string; editor: Person; segmentId: string | null }) => void;
}

export type ClientRequests = {
  [N in RequestName]: (
    input: RequestInput<N>,
    acknowledge: (result: Result<RequestValues[N]>) => void,
  ) => void;
};
