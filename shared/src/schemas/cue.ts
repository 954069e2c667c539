import { z } from 'zod';
import { CUE_TEXT_MAX_CHARS } from '../limits.ts';
import { idSchema, lineOfText, personSchema } from './common.ts';

export const cueKinds = [
  'slowDown',
  'louder',
  'smile',
  'showProduct',
  'answerQuestion',
  'callToAction',
  'time',
  'stop',
  'text',
] as const;
export type CueKind = (typeof cueKinds)[number];

export const cuePrioritySchema = z.enum(['normal', 'important', 'urgent']);
export type CuePriority = z.infer<typeof cuePrioritySchema>;

export const sendCueSchema = z
  .object({
    sessionId: idSchema,
    id: idSchema,
    kind: z.enum(cueKinds),
    /** Words of a free-text cue; palette cues are worded by the anchor's own language. */
    text: lineOfText(CUE_TEXT_MAX_CHARS).nullable().default(null),
    priority: cuePrioritySchema,
  })
  .refine((cue) => (cue.kind === 'text') === (cue.text !== null), {
    path: ['text'],
    message: 'text cues need text, others have none',
  });

export const cueStageSchema = z.enum(['delivered', 'seen']);
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
  deliveredAtMs: z.number().nullable(),
  seenAtMs: z.number().nullable(),
});
export type Cue = z.infer<typeof cueSchema>;
