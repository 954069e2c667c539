import { z } from 'zod';
import { DANMAKU_MAX_CHARS } from '../limits.ts';
import { idSchema, lineOfText } from './common.ts';

export const sendDanmakuSchema = z.object({
  sessionId: idSchema,
  /** Made by the sender's browser, so that a comment sent twice is stored once. */
  id: idSchema,
  text: lineOfText(DANMAKU_MAX_CHARS),
  /** The comment that this one answers. */
  replyToId: idSchema.optional(),
});

export const danmakuSchema = z.object({
  id: idSchema,
  /** Position in the session's ledger. */
  seq: z.number().int(),
  atMs: z.number(),
  text: z.string(),
  by: z.object({
    id: z.string(),
    name: z.string(),
    job: z.enum(['anchor', 'assistant', 'crew', 'instructor', 'peer']),
  }),
  /** Looks like a question, or somebody said that it is one. */
  question: z.literal(true).optional(),
  /** Whom it answers. Not what was said: that may be taken down, and stands in the list if it is not. */
  replyTo: z.object({ id: idSchema, name: z.string() }).optional(),
});
export type Danmaku = z.infer<typeof danmakuSchema>;
