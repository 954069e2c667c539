import type { ErrorCode } from '../errors/codes.ts';
import type { Cue, CueStage } from '../schemas/cue.ts';
import type { Danmaku } from '../schemas/danmaku.ts';
import type { TrackSource } from '../schemas/media.ts';
import type { Mark } from '../schemas/rubric.ts';
import type { RecordingStatus, SessionDetail } from '../schemas/session.ts';
import type { RequestInput, RequestName, RequestValues } from './requests.ts';
import type { Result } from './result.ts';

export interface PublishedTrack {
  producerId: string;
  publisherId: string;
  source: TrackSource;
}

export interface Presence {
  /** People watching: tabs of one person count once, the anchor not at all. */
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
  tracks: PublishedTrack[];
  rtpCapabilities: Record<string, unknown>;
  danmaku: Danmaku[];
  removedDanmakuIds: string[];
  /** Only for the anchor and coaches, otherwise empty. */
  cues: Cue[];
  /** The reader's own marks; for coaches everyone's. */
  marks: Mark[];
  /** Only filled for the reader while they are muted here. */
  mutedUntilMs: number | null;
}

export interface SessionChange {
  state: SessionDetail['state'];
  startedAtMs: number | null;
  interruptedAtMs: number | null;
  endedAtMs: number | null;
  scoreReleased: boolean;
}

/** Facts that the server tells. Those under `cue` and `mark` reach only the sockets that may know them. */
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
  /** The media room is gone: drop all transports, join again. */
  'media:reset': (fact: { sessionId: string }) => void;
  /** One tick of comments, oldest first. */
  'danmaku:ticked': (fact: { sessionId: string; items: Danmaku[] }) => void;
  'danmaku:removed': (fact: { sessionId: string; danmakuId: string }) => void;
  'member:muted': (fact: { sessionId: string; untilMs: number }) => void;
  'cue:sent': (fact: { sessionId: string; cue: Cue }) => void;
  'cue:confirmed': (fact: { sessionId: string; cueId: string; stage: CueStage; atMs: number }) => void;
  'mark:saved': (fact: { sessionId: string; mark: Mark }) => void;
}

export type ClientRequests = {
  [N in RequestName]: (
    input: RequestInput<N>,
    acknowledge: (result: Result<RequestValues[N]>) => void,
  ) => void;
};
