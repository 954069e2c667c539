import { z } from 'zod';
import type { RunningSegment } from '../domain/rundown.ts';
import { idSchema } from '../schemas/common.ts';
import { crewJobSchema, holderIdSchema } from '../schemas/crew.ts';
import { confirmCueSchema, holdCuesSchema, noticeCueSchema, sendCueSchema } from '../schemas/cue.ts';
import { sendDanmakuSchema } from '../schemas/danmaku.ts';
import { reportHealthSchema } from '../schemas/health.ts';
import type { ConsumerOffer, ReceiveOffer, TransportOffer } from '../schemas/media.ts';
import {
  dtlsParametersSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
  trackSourceSchema,
} from '../schemas/media.ts';
import {
  answerDanmakuSchema,
  classifyDanmakuSchema,
  muteMemberSchema,
  pinDanmakuSchema,
  releaseDanmakuSchema,
  removeDanmakuSchema,
  setHoldSchema,
  setSlowModeSchema,
} from '../schemas/moderation.ts';
import type { Mark } from '../schemas/rubric.ts';
import { saveMarkSchema } from '../schemas/rubric.ts';
import type { RundownChange } from '../schemas/rundown.ts';
import {
  editSegmentSchema,
  insertSegmentSchema,
  moveSegmentSchema,
  removeSegmentSchema,
  showEditingSchema,
  startSegmentSchema,
} from '../schemas/rundown.ts';
import { layoutSchema } from '../schemas/session.ts';
import {
  explainSchema,
  pinSchema,
  placeOrderSchema,
  setCouponSchema,
  setFlashSchema,
  setStockSchema,
} from '../schemas/shelf.ts';
import { reportSpeechSchema } from '../schemas/speech.ts';
import { sayTranscriptSchema } from '../schemas/transcript.ts';
import { appealSchema, raiseViolationSchema, type Violation } from '../schemas/violation.ts';
import type { JoinedSession } from './facts.ts';

const inSession = z.object({ sessionId: idSchema });
const transportId = z.string().min(1).max(100);

/** Which page of a session a tab shows: the stage's own, the audience's, the coach's or another console of the crew. */
export const sessionParts = ['studio', 'watch', 'coach', 'crew'] as const;
export type SessionPart = (typeof sessionParts)[number];

/**
 * Requests over the socket. Each is parsed by its schema, authorised, run and acknowledged with a
 * `Result`. Names are imperative; facts (see facts.ts) are in the past tense.
 */
export const requestSchemas = {
  /** Enters the session's room and reads what happened since `afterSeq` (0 for all that a live page shows). */
  'session:join': inSession.extend({
    as: z.enum(sessionParts),
    afterSeq: z.number().int().min(0).default(0),
  }),
  /** `as` guards against a page that leaves late, after the tab has joined as something else. */
  'session:leave': inSession.extend({ as: z.enum(sessionParts).optional() }),
  'session:openLobby': inSession,
  'session:goLive': inSession,
  'session:end': inSession,
  'session:setLayout': inSession.extend({ layout: layoutSchema }),

  /** Gives a job of the crew to somebody else, or to nobody. */
  'crew:assign': inSession.extend({ job: crewJobSchema, userId: holderIdSchema }),

  'media:openSend': inSession,
  'media:openReceive': inSession.extend({ rtpCapabilities: rtpCapabilitiesSchema }),
  'media:connect': inSession.extend({ transportId, dtlsParameters: dtlsParametersSchema }),
  'media:restartIce': inSession.extend({ transportId }),
  'media:publish': inSession.extend({
    transportId,
    source: trackSourceSchema,
    kind: z.enum(['audio', 'video']),
    rtpParameters: rtpParametersSchema,
  }),
  'media:setPaused': inSession.extend({ producerId: z.string().max(100), paused: z.boolean() }),
  /** Takes a track away from everybody for good. */
  'media:unpublish': inSession.extend({ producerId: z.string().max(100) }),
  /** Before air: sends a generated picture that nobody gets, to see how much the way to the server carries. */
  'media:openProbe': inSession.extend({ transportId, rtpParameters: rtpParametersSchema }),
  'media:closeProbe': inSession,
  'media:consume': inSession.extend({ producerId: z.string().max(100) }),
  'media:resume': inSession.extend({ consumerIds: z.array(z.string().max(100)).min(1).max(50) }),
  /** Nobody looks or listens for now; `media:resume` brings it back. */
  'media:pause': inSession.extend({ consumerIds: z.array(z.string().max(100)).min(1).max(50) }),
  'media:preferLayer': inSession.extend({
    consumerId: z.string().max(100),
    spatialLayer: z.number().int().min(0).max(3),
  }),
  /** How the sender's own connection is doing. Nobody waits for the answer. */
  'media:reportHealth': reportHealthSchema,

  'danmaku:send': sendDanmakuSchema,
  'danmaku:remove': removeDanmakuSchema,
  'member:mute': muteMemberSchema,
  /** Lets a comment that was held go to everybody. */
  'danmaku:release': releaseDanmakuSchema,
  'danmaku:pin': pinDanmakuSchema,
  'danmaku:answer': answerDanmakuSchema,
  'danmaku:classify': classifyDanmakuSchema,
  'danmaku:setSlowMode': setSlowModeSchema,
  'danmaku:setHold': setHoldSchema,

  'cue:send': sendCueSchema,
  'cue:confirm': confirmCueSchema,
  'cue:notice': noticeCueSchema,
  /** Keeps the rundown's own prompts back, or lets them go again. */
  'cue:hold': holdCuesSchema,

  /** What the anchor's own meter heard. Kept only where class and anchor want it. */
  'speech:report': reportSpeechSchema,

  'violation:raise': raiseViolationSchema,
  'violation:appeal': appealSchema,
  'violation:acknowledge': inSession.extend({ violationId: idSchema }),
  /** Takes it back, as a platform does after an appeal. */
  'violation:lift': inSession.extend({ violationId: idSchema }),

  'shelf:pin': pinSchema,
  'shelf:explain': explainSchema,
  'shelf:setFlash': setFlashSchema,
  'shelf:setCoupon': setCouponSchema,
  'shelf:setStock': setStockSchema,
  'order:place': placeOrderSchema,

  /** What the anchor's own browser heard them say. Of sentences that go on nobody waits for the answer. */
  'transcript:say': sayTranscriptSchema,

  'mark:save': saveMarkSchema,
  'score:release': inSession,

  /** Turns to a segment; nothing turns by itself but the first at going live. */
  'rundown:start': startSegmentSchema,
  'rundown:editSegment': editSegmentSchema,
  'rundown:insert': insertSegmentSchema,
  'rundown:move': moveSegmentSchema,
  'rundown:remove': removeSegmentSchema,
  'rundown:showEditing': showEditingSchema,

  'clock:read': z.object({}),
} as const;

export type RequestName = keyof typeof requestSchemas;
/** What the sender writes. */
export type RequestInput<N extends RequestName> = z.input<(typeof requestSchemas)[N]>;
/** What the handler gets: parsed, with defaults filled in. */
export type ParsedRequest<N extends RequestName> = z.output<(typeof requestSchemas)[N]>;

/** The value of a successful answer. */
export interface RequestValues {
  'session:join': JoinedSession;
  'session:leave': null;
  'session:openLobby': null;
  'session:goLive': { startedAtMs: number };
  'session:end': { endedAtMs: number };
  'session:setLayout': null;
  'crew:assign': null;
  'media:openSend': TransportOffer;
  'media:openReceive': ReceiveOffer;
  'media:connect': null;
  'media:restartIce': { iceParameters: Record<string, unknown> };
  'media:publish': { producerId: string };
  'media:setPaused': null;
  'media:unpublish': null;
  'media:openProbe': { producerId: string };
  'media:closeProbe': null;
  'media:consume': ConsumerOffer;
  'media:resume': null;
  'media:pause': null;
  'media:preferLayer': null;
  'media:reportHealth': null;
  /** `held` when a moderator reads it first. */
  'danmaku:send': { seq: number; atMs: number; held: boolean };
  'danmaku:remove': null;
  'member:mute': { untilMs: number };
  'danmaku:release': null;
  'danmaku:pin': null;
  'danmaku:answer': null;
  'danmaku:classify': null;
  'danmaku:setSlowMode': null;
  'danmaku:setHold': null;
  'cue:send': { seq: number; atMs: number };
  'cue:confirm': null;
  'cue:notice': null;
  'cue:hold': null;
  'speech:report': null;
  'violation:raise': Violation;
  'violation:appeal': null;
  'violation:acknowledge': null;
  'violation:lift': null;
  'shelf:pin': null;
  'shelf:explain': null;
  'shelf:setFlash': null;
  'shelf:setCoupon': null;
  'shelf:setStock': null;
  'order:place': { totalFen: number };
  'transcript:say': null;
  'mark:save': Mark;
  'score:release': { releasedAtMs: number };
  'rundown:start': RunningSegment;
  'rundown:editSegment': RundownChange;
  'rundown:insert': RundownChange;
  'rundown:move': RundownChange;
  'rundown:remove': RundownChange;
  'rundown:showEditing': null;
  'clock:read': { serverNowMs: number };
}
