import { z } from 'zod';
import type { LiveSegment, RunningSegment } from '../domain/rundown.ts';
import { SCRIPT_MAX_CHARS } from '../limits.ts';
import { idSchema, paragraph } from './common.ts';
import { plannedCuesSchema } from './cue.ts';
import { segmentIdSchema, segmentSchema } from './session.ts';

const revisionSchema = z.number().int().min(0).max(1_000_000_000);
/** Made by the sender: a request that comes twice is done once. */
const request = z.object({ sessionId: idSchema, id: idSchema });
/** Null for the first place. */
const afterIdSchema = segmentIdSchema.nullable();
const { kind, title, targetSeconds } = segmentSchema.shape;

export const startSegmentSchema = request.extend({ segmentId: segmentIdSchema });

export const editSegmentSchema = request.extend({
  segmentId: segmentIdSchema,
  /** The revision of the segment that the editor had before their eyes. */
  baseRevision: revisionSchema,
  // Without the defaults of a planned segment: what is not named stays as it is.
  patch: z
    .object({
      kind,
      title,
      targetSeconds,
      productId: idSchema.nullable(),
      script: paragraph(SCRIPT_MAX_CHARS),
      cues: plannedCuesSchema,
    })
    .partial()
    .refine((patch) => Object.keys(patch).length > 0, 'nothing to change'),
});
export type SegmentPatch = z.infer<typeof editSegmentSchema>['patch'];

export const insertSegmentSchema = request.extend({ afterId: afterIdSchema, segment: segmentSchema });
export const moveSegmentSchema = request.extend({ segmentId: segmentIdSchema, afterId: afterIdSchema });
export const removeSegmentSchema = request.extend({
  segmentId: segmentIdSchema,
  baseRevision: revisionSchema,
});
/** Which segment the sender is writing in; null when they have left it. */
export const showEditingSchema = z.object({ sessionId: idSchema, segmentId: segmentIdSchema.nullable() });

/** The rundown as those who work on it have it. Facts may overtake each other: see `withRundownChange`. */
export interface LiveRundown {
  /** Raised by every edit. */
  revision: number;
  order: readonly string[];
  /** In no order; `order` says which count and where. */
  segments: readonly LiveSegment[];
  running: RunningSegment | null;
}

/** What one edit did: the order as it is now, and the segments that are new or different. */
export type RundownChange = Pick<LiveRundown, 'revision' | 'order' | 'segments'>;
