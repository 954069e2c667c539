import { z } from 'zod';
import { DANMAKU_MAX_CHARS } from '../limits.ts';
import { idSchema, lineOfText } from './common.ts';

export const sendDanmakuSchema = z.object({
  sessionId: idSchema,
  /** Made by the sender's browser, so that a comment sent twice is stored once. */
  id: idSchema,
  text: lineOfText(DANMAKU_MAX_CHARS),
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
});
export type Danmaku = z.infer<typeof danmakuSchema>;

export const removeDanmakuSchema = z.object({ sessionId: idSchema, danmakuId: idSchema });

export const muteMemberSchema = z.object({
  sessionId: idSchema,
  userId: z.string().min(1).max(100),
  /** How long from now, in seconds; 0 lifts the mute. */
  seconds: z.number().int().min(0).max(86_400),
});
