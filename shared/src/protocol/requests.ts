import { z } from 'zod';
import { idSchema } from '../schemas/common.ts';
import { confirmCueSchema, sendCueSchema } from '../schemas/cue.ts';
import { muteMemberSchema, removeDanmakuSchema, sendDanmakuSchema } from '../schemas/danmaku.ts';
import { reportHealthSchema } from '../schemas/health.ts';
import type { ConsumerOffer, ReceiveOffer, TransportOffer } from '../schemas/media.ts';
import {
  dtlsParametersSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
  trackSourceSchema,
} from '../schemas/media.ts';
import type { Mark } from '../schemas/rubric.ts';
import { saveMarkSchema } from '../schemas/rubric.ts';
import { crewJobSchema, holderIdSchema, layoutSchema } from '../schemas/session.ts';
import {
  explainSchema,
  pinSchema,
  placeOrderSchema,
  setCouponSchema,
  setFlashSchema,
  setStockSchema,
} from '../schemas/shelf.ts';
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

  'cue:send': sendCueSchema,
  'cue:confirm': confirmCueSchema,

  'shelf:pin': pinSchema,
  'shelf:explain': explainSchema,
  'shelf:setFlash': setFlashSchema,
  'shelf:setCoupon': setCouponSchema,
  'shelf:setStock': setStockSchema,
  'order:place': placeOrderSchema,

  'mark:save': saveMarkSchema,
  'score:release': inSession,

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
  'media:consume': ConsumerOffer;
  'media:resume': null;
  'media:pause': null;
  'media:preferLayer': null;
  'media:reportHealth': null;
  'danmaku:send': { seq: number; atMs: number };
  'danmaku:remove': null;
  'member:mute': { untilMs: number };
  'cue:send': { seq: number; atMs: number };
  'cue:confirm': null;
  'shelf:pin': null;
  'shelf:explain': null;
  'shelf:setFlash': null;
  'shelf:setCoupon': null;
  'shelf:setStock': null;
  'order:place': { totalFen: number };
  'mark:save': Mark;
  'score:release': { releasedAtMs: number };
  'clock:read': { serverNowMs: number };
}
