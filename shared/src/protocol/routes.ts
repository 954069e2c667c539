import { z } from 'zod';
import {
  type CohortMember,
  type CohortSummary,
  createCohortSchema,
  createInvitationSchema,
  type Invitation,
  type InvitationPreview,
  type Me,
  type Site,
  signUpSchema,
} from '../schemas/account.ts';
import { idSchema, localeSchema } from '../schemas/common.ts';
import { type CopyStanding, spliceCopySchema } from '../schemas/copy.ts';
import { type CueKey, cuePaletteSchema } from '../schemas/cue.ts';
import {
  createProductSchema,
  type ProductSheet,
  setProductCheckSchema,
  setRequiredEvidenceSchema,
  updateProductSchema,
} from '../schemas/product.ts';
import type { Replay, TimelineItem } from '../schemas/replay.ts';
import { type Rubric, rubricContentSchema, type ScoreSheet } from '../schemas/rubric.ts';
import {
  createSessionSchema,
  type Product,
  type SessionDetail,
  type SessionSummary,
  updateSessionSchema,
} from '../schemas/session.ts';
import { type ShelfDesk, setShelfSchema } from '../schemas/shelf.ts';
import {
  type SpeechPolicy,
  type SpeechStanding,
  type SpokenSession,
  speechPolicySchema,
  speechShareSchema,
} from '../schemas/speech.ts';

export const ROUTE_PREFIX = '/api';

/** Input of a route comes from path parameters, the query (GET) and the JSON body, merged. */
export const routeSchemas = {
  'GET /site': z.object({}),
  'POST /sign-up': signUpSchema,
  'POST /sign-in': z.object({ email: z.email().max(200), password: z.string().min(1).max(128) }),
  'POST /sign-out': z.object({}),
  'POST /demo/sign-in': z.object({ persona: z.string().max(40) }),
  'PATCH /me': z.object({ locale: localeSchema }),

  'POST /cohorts': createCohortSchema,
  'GET /cohorts/:cohortId': z.object({ cohortId: idSchema }),
  'POST /cohorts/:cohortId/invitations': createInvitationSchema.extend({ cohortId: idSchema }),
  'PUT /cohorts/:cohortId/block-words': z.object({
    cohortId: idSchema,
    words: z.array(z.string().trim().min(1).max(30)).max(500),
  }),
  /** The keys with which this class's coaches and crews prompt; none for those that everybody begins with. */
  'PUT /cohorts/:cohortId/cue-palette': z.object({ cohortId: idSchema, keys: cuePaletteSchema }),
  'PUT /cohorts/:cohortId/speech-policy': speechPolicySchema.extend({ cohortId: idSchema }),
  /** For oneself: whether this class may keep how one speaks. Taking it back deletes what was kept. */
  'PUT /cohorts/:cohortId/speech-consent': z.object({ cohortId: idSchema, given: z.boolean() }),
  'POST /cohorts/:cohortId/rubrics': rubricContentSchema.extend({ cohortId: idSchema }),

  'GET /invitations/:token': z.object({ token: z.string().min(10).max(200) }),
  'POST /invitations/:token/accept': z.object({ token: z.string().min(10).max(200) }),

  'GET /sessions': z.object({ cohortId: idSchema.optional() }),
  'POST /sessions': createSessionSchema,
  'GET /sessions/:sessionId': z.object({ sessionId: idSchema }),
  'PATCH /sessions/:sessionId': updateSessionSchema.extend({ sessionId: idSchema }),
  'DELETE /sessions/:sessionId': z.object({ sessionId: idSchema }),
  'GET /sessions/:sessionId/replay': z.object({ sessionId: idSchema }),
  /** Tries the finish job again after it failed. */
  'POST /sessions/:sessionId/replay/finish': z.object({ sessionId: idSchema }),
  /** Which chunks of the anchor's own copy are wanted. They come by PUT …/copies/:copyId/chunks/:index as plain bytes. */
  'GET /sessions/:sessionId/copies': z.object({ sessionId: idSchema }),
  /** All wanted chunks are there: fill the holes with them. */
  'POST /sessions/:sessionId/copies/:copyId/splice': spliceCopySchema,
  'GET /sessions/:sessionId/timeline': z.object({ sessionId: idSchema }),
  /** How the anchor spoke, as far as the ledger has it; on the server's wall clock. */
  'GET /sessions/:sessionId/speech': z.object({ sessionId: idSchema }),
  'PUT /sessions/:sessionId/speech-share': z.object({ sessionId: idSchema, share: speechShareSchema }),
  'GET /sessions/:sessionId/score': z.object({ sessionId: idSchema }),

  'GET /cohorts/:cohortId/products': z.object({ cohortId: idSchema }),
  'POST /cohorts/:cohortId/products': createProductSchema,
  /** Files come by PUT …/products/:productId/files/:fileId?kind=…&name=… as plain bytes, and go out by GET of the same. */
  'GET /products/:productId': z.object({ productId: idSchema }),
  'PUT /products/:productId': updateProductSchema,
  'DELETE /products/:productId': z.object({ productId: idSchema }),
  'PUT /products/:productId/required-evidence': setRequiredEvidenceSchema,
  'PUT /products/:productId/checks/:check': setProductCheckSchema,
  'DELETE /products/:productId/files/:fileId': z.object({ productId: idSchema, fileId: idSchema }),
  'GET /sessions/:sessionId/shelf': z.object({ sessionId: idSchema }),
  'PUT /sessions/:sessionId/shelf': setShelfSchema,
} as const;

export type RouteName = keyof typeof routeSchemas;
export type RouteInput<N extends RouteName> = z.input<(typeof routeSchemas)[N]>;
export type ParsedRoute<N extends RouteName> = z.output<(typeof routeSchemas)[N]>;

export interface CohortDetail extends CohortSummary {
  members: CohortMember[];
  rubrics: Rubric[];
  products: Product[];
  /** Empty for those who may not manage the cohort. */
  blockWords: string[];
  cuePalette: CueKey[];
  speech: SpeechPolicy;
}

export interface RouteValues {
  'GET /site': Site;
  'POST /sign-up': Me;
  'POST /sign-in': Me;
  'POST /sign-out': null;
  'POST /demo/sign-in': Me;
  'PATCH /me': Me;
  'POST /cohorts': CohortSummary;
  'GET /cohorts/:cohortId': CohortDetail;
  'POST /cohorts/:cohortId/invitations': Invitation;
  'PUT /cohorts/:cohortId/block-words': { words: string[] };
  'PUT /cohorts/:cohortId/cue-palette': { keys: CueKey[] };
  'PUT /cohorts/:cohortId/speech-policy': SpeechPolicy;
  'PUT /cohorts/:cohortId/speech-consent': null;
  'POST /cohorts/:cohortId/rubrics': Rubric;
  'GET /invitations/:token': InvitationPreview;
  'POST /invitations/:token/accept': CohortSummary;
  'GET /sessions': SessionSummary[];
  'POST /sessions': SessionDetail;
  'GET /sessions/:sessionId': SessionDetail;
  'PATCH /sessions/:sessionId': SessionDetail;
  'DELETE /sessions/:sessionId': null;
  'GET /sessions/:sessionId/replay': Replay;
  'POST /sessions/:sessionId/replay/finish': null;
  'GET /sessions/:sessionId/copies': CopyStanding;
  'POST /sessions/:sessionId/copies/:copyId/splice': null;
  'GET /sessions/:sessionId/timeline': TimelineItem[];
  'GET /sessions/:sessionId/speech': SpokenSession;
  'PUT /sessions/:sessionId/speech-share': SpeechStanding;
  'GET /sessions/:sessionId/score': ScoreSheet;
  'GET /cohorts/:cohortId/products': ProductSheet[];
  'POST /cohorts/:cohortId/products': ProductSheet;
  'GET /products/:productId': ProductSheet;
  'PUT /products/:productId': ProductSheet;
  'DELETE /products/:productId': null;
  'PUT /products/:productId/required-evidence': ProductSheet;
  'PUT /products/:productId/checks/:check': ProductSheet;
  'DELETE /products/:productId/files/:fileId': ProductSheet;
  'GET /sessions/:sessionId/shelf': ShelfDesk;
  'PUT /sessions/:sessionId/shelf': ShelfDesk;
}
