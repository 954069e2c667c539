import { z } from 'zod';
import { idSchema } from './common.ts';

export const healthGradeSchema = z.enum(['good', 'fair', 'poor']);
export type HealthGrade = z.infer<typeof healthGradeSchema>;

/** Why a connection looks as it does; the page holds one sentence for each. */
export const healthReasonSchema = z.enum([
  'none',
  'loss',
  'delay',
  'bandwidth',
  'processor',
  'smaller',
  'frozen',
  'pictureOff',
  'silent',
]);
export type HealthReason = z.infer<typeof healthReasonSchema>;

const whole = (max: number) => z.number().int().min(0).max(max).nullable();

/** A few seconds of one connection, as its own browser measured them; null where it does not tell. */
export const healthFiguresSchema = z.object({
  bitrateBps: whole(1_000_000_000),
  lossShare: z.number().min(0).max(1).nullable(),
  roundTripMs: whole(600_000),
  jitterMs: whole(600_000),
  width: whole(16_384),
  height: whole(16_384),
  framesPerSecond: whole(1_000),
  /** Which of the `layers` flows, 0 for the smallest. */
  layer: whole(7),
  layers: whole(8),
  codec: z
    .string()
    .regex(/^[A-Za-z0-9.+-]{1,20}$/)
    .nullable(),
});
export type HealthFigures = z.infer<typeof healthFiguresSchema>;

export const reportHealthSchema = z.object({
  sessionId: idSchema,
  grade: healthGradeSchema,
  reason: healthReasonSchema,
  figures: healthFiguresSchema,
});
