import { z } from 'zod';
import { autoCueCauses, voiceCauses } from '../domain/auto-cues.ts';
import { CUE_PALETTE_MAX_KEYS, CUE_TEXT_MAX_CHARS, PLANNED_CUES_PER_SEGMENT } from '../limits.ts';
import { idSchema, lineOfText, personSchema } from './common.ts';
import { crewJobs } from './crew.ts';

export const cueKinds = [
  'slowDown',
  'louder',
  'smile',
  'showProduct',
  'answerQuestion',
  'callToAction',
  'time',
  'stop',
  'keepTalking',
  'varyTone',
  'invite',
  'rephrase',
  'text',
] as const;
export type CueKind = (typeof cueKinds)[number];

export const cuePrioritySchema = z.enum(['normal', 'important', 'urgent']);
export type CuePriority = z.infer<typeof cuePrioritySchema>;

/** To whom a prompt speaks: one on the crew, or everybody on it. */
export const cueTargetSchema = z.enum(['all', 'anchor', ...crewJobs]);
export type CueTarget = z.infer<typeof cueTargetSchema>;

/** One key of a class's own deck. Its letter sends it; digits give marks. */
export const cueKeySchema = z
  .object({
    kind: z.enum(cueKinds),
    text: lineOfText(CUE_TEXT_MAX_CHARS).nullable(),
    priority: cuePrioritySchema,
    letter: z.string().regex(/^[A-Z]$/),
  })
  .refine((key) => (key.kind === 'text') === (key.text !== null), 'text keys need text, others have none');
export type CueKey = z.infer<typeof cueKeySchema>;

/** Empty for the deck that everybody begins with. */
export const cuePaletteSchema = z
  .array(cueKeySchema)
  .max(CUE_PALETTE_MAX_KEYS)
  .refine((keys) => new Set(keys.map(({ letter }) => letter)).size === keys.length, 'a letter stands twice');

/** A prompt that the rundown sends by itself. */
export const plannedCueSchema = z
  .object({
    id: z.string().min(1).max(40),
    /** Into its segment; 0 at the start. */
    atSeconds: z.number().int().min(0).max(14_400),
    kind: z.enum(cueKinds),
    text: lineOfText(CUE_TEXT_MAX_CHARS).nullable(),
    priority: cuePrioritySchema,
    to: cueTargetSchema,
  })
  .refine((cue) => (cue.kind === 'text') === (cue.text !== null), {
    path: ['text'],
    message: 'text cues need text, others have none',
  });
export type PlannedCue = z.infer<typeof plannedCueSchema>;

export const plannedCuesSchema = z
  .array(plannedCueSchema)
  .max(PLANNED_CUES_PER_SEGMENT)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'duplicate cue id');

export const holdCuesSchema = z.object({ sessionId: idSchema, held: z.boolean() });

export const sendCueSchema = z
  .object({
    sessionId: idSchema,
    id: idSchema,
    kind: z.enum(cueKinds),
    /** Words of a free-text cue; palette cues are worded by the anchor's own language. */
    text: lineOfText(CUE_TEXT_MAX_CHARS).nullable().default(null),
    priority: cuePrioritySchema,
    to: cueTargetSchema.default('anchor'),
  })
  .refine((cue) => (cue.kind === 'text') === (cue.text !== null), {
    path: ['text'],
    message: 'text cues need text, others have none',
  });

/** `acted`: they said by a tap that it is done; `expired`: it came too late, or found no place, and was never drawn. */
export const cueStageSchema = z.enum(['delivered', 'seen', 'acted', 'expired']);
export type CueStage = z.infer<typeof cueStageSchema>;

export const confirmCueSchema = z.object({ sessionId: idSchema, cueId: idSchema, stage: cueStageSchema });

export const cueSchema = z.object({
  id: idSchema,
  seq: z.number().int(),
  kind: z.enum(cueKinds),
  text: z.string().nullable(),
  priority: cuePrioritySchema,
  atMs: z.number(),
  from: personSchema,
  to: cueTargetSchema,
  /** Sent by the rundown and not by a person. */
  planned: z.literal(true).optional(),
  deliveredAtMs: z.number().nullable(),
  seenAtMs: z.number().nullable(),
  actedAtMs: z.number().nullable(),
  expiredAtMs: z.number().nullable(),
});
export type Cue = z.infer<typeof cueSchema>;

/** What the anchor's own studio noticed and put before them. What it hears in their voice is not told here. */
export const noticeCueSchema = z.object({
  sessionId: idSchema,
  id: idSchema,
  cause: z.enum(autoCueCauses).exclude([...voiceCauses]),
});
