import { z } from 'zod';
import { categories } from '../compliance/types.ts';
import { violationSteps } from '../domain/violation-ladder.ts';
import { VIOLATION_WORDS_MAX_CHARS } from '../limits.ts';
import { idSchema, lineOfText, paragraph, personSchema } from './common.ts';

const inSession = z.object({ sessionId: idSchema });

export const raiseViolationSchema = inSession.extend({
  /** Made by the sender's browser, so that a violation sent twice is one. */
  id: idSchema,
  category: z.enum(categories),
  /** What was said; null where it is not about words. */
  words: lineOfText(VIOLATION_WORDS_MAX_CHARS).nullable().default(null),
  /** How many there were in the eyes of who presses: two coaches who press at the same sight mean one rung. */
  seen: z.number().int().min(0),
});

export const appealSchema = inSession.extend({
  violationId: idSchema,
  text: paragraph(500).refine((text) => text.length > 0, 'empty'),
});

export const violationSchema = z.object({
  id: idSchema,
  seq: z.number().int(),
  atMs: z.number(),
  step: z.enum(violationSteps),
  category: z.enum(categories),
  words: z.string().nullable(),
  by: personSchema,
  appeal: z.object({ text: z.string(), atMs: z.number() }).nullable(),
  /** The anchor has read the rule. */
  acknowledgedAtMs: z.number().nullable(),
  /** A coach took it back. */
  lifted: z.boolean(),
});
/** One rung of the ladder that the anchor had to climb. */
export type Violation = z.infer<typeof violationSchema>;
