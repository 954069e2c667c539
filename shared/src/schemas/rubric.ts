import { z } from 'zod';
import { NOTE_MAX_CHARS, RUBRIC_MAX_CRITERIA } from '../limits.ts';
import { cohortRoleSchema } from './account.ts';
import { idSchema, lineOfText, paragraph, personSchema, titleSchema, wallMsSchema } from './common.ts';

export const levelSchema = z.object({
  label: lineOfText(30),
  /** Share of the criterion's weight that this level earns, 0 to 1. */
  share: z.number().min(0).max(1),
});

export const criterionSchema = z.object({
  id: z.string().min(1).max(40),
  title: titleSchema,
  hint: paragraph(300).default(''),
  weight: z.number().positive().max(1000),
  levels: z.array(levelSchema).min(2).max(10),
});
export type Criterion = z.infer<typeof criterionSchema>;

export const rubricContentSchema = z.object({
  title: titleSchema,
  criteria: z
    .array(criterionSchema)
    .min(1)
    .max(RUBRIC_MAX_CRITERIA)
    .refine(
      (list) => new Set(list.map((criterion) => criterion.id)).size === list.length,
      'duplicate criterion id',
    ),
});
export type RubricContent = z.infer<typeof rubricContentSchema>;

export const rubricSchema = rubricContentSchema.extend({ id: idSchema, version: z.number().int() });
export type Rubric = z.infer<typeof rubricSchema>;

export const saveMarkSchema = z.object({
  sessionId: idSchema,
  /** Made by the rater's browser, so that a mark sent twice is stored once. */
  id: idSchema,
  criterionId: z.string().min(1).max(40),
  /** Index into the criterion's levels; null withdraws the level and keeps the note. */
  level: z.number().int().min(0).max(9).nullable(),
  note: paragraph(NOTE_MAX_CHARS).default(''),
  /** The moment that the mark is about, in server time: of what the rater saw, which may be behind. */
  atMs: wallMsSchema,
  /** When the rater tapped, where that is another moment: the last tap counts, also one that waited offline. */
  tappedAtMs: wallMsSchema.optional(),
});

export const markSchema = z.object({
  id: idSchema,
  criterionId: z.string(),
  level: z.number().int().nullable(),
  note: z.string(),
  atMs: z.number(),
  tappedAtMs: z.number().optional(),
  rater: personSchema.extend({ role: cohortRoleSchema }),
});
/** The newest judgement of one rater on one criterion. */
export type Mark = z.infer<typeof markSchema>;

export const scoreSheetSchema = z.object({
  rubric: rubricContentSchema,
  releasedAtMs: z.number().nullable(),
  /** Only the marks that the reader may see. */
  marks: z.array(markSchema),
});
export type ScoreSheet = z.infer<typeof scoreSheetSchema>;
