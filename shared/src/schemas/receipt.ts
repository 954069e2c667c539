import { z } from 'zod';
import { companionSchema } from './media.ts';

const gapSchema = z.object({
  fromWallMs: z.number(),
  durationMs: z.number(),
  /**
   * Why nothing was recorded: the anchor was away, the recorder failed or began anew, the disk was full, or the
   * first picture was still on its way.
   */
  cause: z.enum(['interrupted', 'encoderFailed', 'restarted', 'diskFull', 'starting']),
});
export type RecordingGap = z.infer<typeof gapSchema>;

const takeReceiptSchema = z.object({
  name: z.string(),
  /** `copy`: out of what the anchor's browser kept; a hole was filled with it. */
  origin: z.enum(['stream', 'copy']),
  startWallMs: z.number(),
  durationMs: z.number(),
  segments: z.number().int(),
  picture: z.boolean(),
  sound: z.boolean(),
  /** Sound against picture in milliseconds, positive when sound comes late; null when it was not measured. */
  avOffsetMs: z.number().nullable(),
});

/** Picture or sound for itself: takes with one of them only are holes in the other. */
const trackReceiptSchema = z.object({
  kind: z.enum(['picture', 'sound']),
  recordedMs: z.number(),
  gaps: z.array(z.object({ fromWallMs: z.number(), durationMs: z.number() })),
});

const companionReceiptSchema = z.object({
  name: companionSchema,
  recordedMs: z.number(),
  takes: z.number().int(),
});

/** What happened to a recording, written down when the session ends and completed by the finish job. */
export const receiptSchema = z.object({
  version: z.literal(1),
  onAirMs: z.number(),
  recordedMs: z.number(),
  takes: z.array(takeReceiptSchema),
  gaps: z.array(gapSchema),
  /** Missing, like what follows, in receipts from before there was such a thing. */
  tracks: z.array(trackReceiptSchema).optional(),
  /** Recordings beside the anchor's; missing in receipts from before there were any. */
  companions: z.array(companionReceiptSchema).optional(),
  /** Null until the whole recording has been decoded. */
  decodeErrors: z.number().int().nullable(),
  counts: z.object({
    danmaku: z.number().int(),
    /** Null to those who may not read them. */
    cues: z.number().int().nullable(),
    marks: z.number().int().nullable(),
    interruptions: z.number().int(),
    restarts: z.number().int(),
  }),
});
export type Receipt = z.infer<typeof receiptSchema>;
