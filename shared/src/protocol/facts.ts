import type { ErrorCode } from '../errors/codes.ts';
import type { Person } from '../schemas/common.ts';
import type { Cue, CueStage } from '../schemas/cue.ts';
import type { Danmaku } from '../schemas/danmaku.ts';
import type { Feed, TrackSource } from '../schemas/media.ts';
import type { Mark } from '../schemas/rubric.ts';
import type { CrewMember, Layout, RecordingStatus, SessionDetail } from '../schemas/session.ts';
import type { ShelfDesk, ShelfOnAir } from '../schemas/shelf.ts';
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
  /** The reader's own marks; for coaches everyone's. */
  marks: Mark[];
  /** Only filled for the reader while they are muted here. */
  mutedUntilMs: number | null;
  /** The product on everybody's screen. */
  shelf: ShelfOnAir;
  /** Null for those who do not see orders. */
  shelfDesk: ShelfDesk | null;
}

export interface SessionChange {
  state: SessionDetail['state'];
  startedAtMs: number | null;
  interruptedAtMs: number | null;
  endedAtMs: number | null;
  scoreReleased: boolean;
  layout: Layout;
  crew: CrewMember[];
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
    /** Set when the status is a worry, only for the anchor's studio and the coaches; others get null. */
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
  'member:muted': (fact: { sessionId: string; untilMs: number }) => void;
  'cue:sent': (fact: { sessionId: string; cue: Cue }) => void;
  'cue:confirmed': (fact: { sessionId: string; cueId: string; stage: CueStage; atMs: number }) => void;
  'shelf:changed': (fact: { sessionId: string; shelf: ShelfOnAir }) => void;
  /** The whole shelf and its orders, for the crew and coaches. */
  'shelf:deskChanged': (fact: { sessionId: string; desk: ShelfDesk }) => void;
  'mark:saved': (fact: { sessionId: string; mark: Mark }) => void;
}

export type ClientRequests = {
  [N in RequestName]: (
    input: RequestInput<N>,
    acknowledge: (result: Result<RequestValues[N]>) => void,
  ) => void;
};
