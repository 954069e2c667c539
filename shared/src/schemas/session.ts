import { z } from 'zod';
import { sessionStates } from '../domain/session-machine.ts';
import { RUNDOWN_MAX_SEGMENTS, SCRIPT_MAX_CHARS } from '../limits.ts';
import { cohortRoleSchema } from './account.ts';
import { idSchema, paragraph, personSchema, titleSchema, wallMsSchema } from './common.ts';
import { crewChangeSchema, crewJobSchema, crewMemberSchema } from './crew.ts';
import { cuePaletteSchema, plannedCuesSchema } from './cue.ts';
import { rubricContentSchema } from './rubric.ts';
import { speechStandingSchema } from './speech.ts';

export const productSchema = z.object({
  id: idSchema,
  title: z.string(),
  /** Price in fen (1/100 yuan): money is never a fraction. */
  priceFen: z.number().int().nonnegative(),
  sellingPoints: z.array(z.string()),
});
export type Product = z.infer<typeof productSchema>;

export const segmentIdSchema = z.string().min(1).max(40);

export const segmentSchema = z.object({
  id: segmentIdSchema,
  kind: z.enum(['opening', 'product', 'interaction', 'closing']),
  title: titleSchema,
  targetSeconds: z.number().int().min(5).max(14_400),
  productId: idSchema.nullable().default(null),
  script: paragraph(SCRIPT_MAX_CHARS).default(''),
  /** Prompts that come by themselves while it runs; only for those who may read cues. */
  cues: plannedCuesSchema.optional(),
});
export type Segment = z.infer<typeof segmentSchema>;

export const rundownSchema = z
  .array(segmentSchema)
  .max(RUNDOWN_MAX_SEGMENTS)
  .refine((list) => new Set(list.map((segment) => segment.id)).size === list.length, 'duplicate segment id');

export const orientationSchema = z.enum(['portrait', 'landscape']);
export type Orientation = z.infer<typeof orientationSchema>;

export const layoutSchema = z.enum(['pictureInPicture', 'sideBySide']);
/** How the pictures of anchor and assistant share the stage while both send one. */
export type Layout = z.infer<typeof layoutSchema>;
export const firstLayout: Layout = 'pictureInPicture';

export const createSessionSchema = z.object({
  cohortId: idSchema,
  title: titleSchema,
  rubricId: idSchema,
  orientation: orientationSchema.default('portrait'),
  rundown: rundownSchema.default([]),
  scheduledAtMs: wallMsSchema.nullable().default(null),
  crew: crewChangeSchema.default({}),
});

export const updateSessionSchema = z
  .object({
    title: titleSchema,
    rubricId: idSchema,
    orientation: orientationSchema,
    rundown: rundownSchema,
    /** The revision that the rundown was read at: others may be editing it live. Goes with `rundown`. */
    rundownRevision: z.number().int().min(0),
    scheduledAtMs: wallMsSchema.nullable(),
    crew: crewChangeSchema,
  })
  .partial();

export const recordingStatusSchema = z.enum(['idle', 'recording', 'restarting', 'stopped', 'failed']);
export type RecordingStatus = z.infer<typeof recordingStatusSchema>;

export const sessionSummarySchema = z.object({
  id: idSchema,
  cohortId: idSchema,
  cohortName: z.string(),
  title: z.string(),
  anchor: personSchema,
  crew: z.array(crewMemberSchema),
  state: z.enum(sessionStates),
  orientation: orientationSchema,
  scheduledAtMs: z.number().nullable(),
  startedAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
  createdAtMs: z.number(),
  /** Length of the recording; null until there is one. */
  recordedMs: z.number().nullable(),
  posterUrl: z.string().nullable(),
  /** Instructors' weighted score from 0 to 100, for those who may see it. */
  score: z.number().nullable(),
  scoreReleased: z.boolean(),
});
export type SessionSummary = z.infer<typeof sessionSummarySchema>;

/** What the reader may do in this session; the page shows and hides by it, the server enforces it. */
export const sessionAccessSchema = z.object({
  cohortRole: cohortRoleSchema.nullable(),
  edit: z.boolean(),
  /** Give jobs of the crew to people. */
  assign: z.boolean(),
  /** Their own jobs: each has a console, and may be handed over. */
  jobs: z.array(crewJobSchema),
  publish: z.boolean(),
  goLive: z.boolean(),
  setLayout: z.boolean(),
  talk: z.boolean(),
  hearTalkback: z.boolean(),
  end: z.boolean(),
  comment: z.boolean(),
  moderate: z.boolean(),
  /** Mark questions as answered, or as no questions. */
  answer: z.boolean(),
  cue: z.boolean(),
  seeCues: z.boolean(),
  /** See how the anchor speaks. */
  seeSpeech: z.boolean(),
  /** Decide who else sees it. */
  shareSpeech: z.boolean(),
  raiseViolation: z.boolean(),
  score: z.boolean(),
  release: z.boolean(),
  /** Try the finish job of the recording again. */
  finish: z.boolean(),
  seeResults: z.boolean(),
  startSegment: z.boolean(),
  editRundown: z.boolean(),
  /** Put products on the shelf before and during the session. */
  planShelf: z.boolean(),
  /** Pin, explain, price and stock while it is on. */
  controlShelf: z.boolean(),
  order: z.boolean(),
  seeOrders: z.boolean(),
});
export type SessionAccess = z.infer<typeof sessionAccessSchema>;

export const sessionDetailSchema = sessionSummarySchema.extend({
  rubricId: idSchema,
  rubric: rubricContentSchema,
  rundown: z.array(segmentSchema),
  rundownRevision: z.number().int(),
  products: z.array(productSchema),
  interruptedAtMs: z.number().nullable(),
  layout: layoutSchema,
  cuePalette: cuePaletteSchema,
  speech: speechStandingSchema,
  recording: recordingStatusSchema,
  access: sessionAccessSchema,
});
export type SessionDetail = z.infer<typeof sessionDetailSchema>;
