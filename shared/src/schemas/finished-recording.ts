import { z } from 'zod';

const finishedSegmentSchema = z.object({
  /** Relative to the recording's folder. */
  file: z.string(),
  durationMs: z.number(),
  /** Wall clock of the segment's first frame. */
  startWallMs: z.number(),
});

const renditionSchema = z.object({
  /** `top` is the capture's own size, a number the short side in pixels, `audio` has no picture. */
  name: z.string(),
  widthPx: z.number().int().nullable(),
  heightPx: z.number().int().nullable(),
  /** RFC 6381. */
  codecs: z.string(),
  peakBps: z.number().int(),
  averageBps: z.number().int(),
  /** One list for each take; between two lies a discontinuity. */
  takes: z.array(z.object({ name: z.string(), segments: z.array(finishedSegmentSchema) })),
});
export type Rendition = z.infer<typeof renditionSchema>;

const storyboardSheetSchema = z.object({
  file: z.string(),
  startMediaMs: z.number(),
  durationMs: z.number(),
});

/** What the finish job made of a recording; times are media time, all takes laid end to end. */
export const finishedRecordingSchema = z.object({
  version: z.literal(1),
  /** Of which takes and segments it was made; empty where that was not written down. */
  madeOf: z.string().default(''),
  durationMs: z.number(),
  /** The assistant is in the picture and in the sound; otherwise their recording stands beside it. */
  composed: z.boolean().default(false),
  renditions: z.array(renditionSchema),
  storyboard: z
    .object({
      intervalMs: z.number(),
      columns: z.number().int(),
      rows: z.number().int(),
      widthPx: z.number().int(),
      heightPx: z.number().int(),
      sheets: z.array(storyboardSheetSchema),
    })
    .nullable(),
  sound: z
    .object({
      /** Holds a `RecordingSound`. */
      file: z.string(),
      integratedLufs: z.number().nullable(),
      rangeLu: z.number().nullable(),
    })
    .nullable(),
  download: z.object({ file: z.string(), bytes: z.number().int() }).nullable(),
  /** What was said, as WebVTT; null when nobody wrote it down. */
  captions: z
    .object({ file: z.string(), language: z.enum(['zh', 'en']) })
    .nullable()
    .default(null),
  /** Faults that a decoder found in the capture; those parts were encoded anew. */
  decodeErrors: z.number().int(),
});
export type FinishedRecording = z.infer<typeof finishedRecordingSchema>;

export const recordingSoundSchema = z.object({
  /** Highest amplitude of each tenth of a second, 0 to 255. */
  peaks: z.array(z.number().int().min(0).max(255)),
  /** Short-term loudness at the end of each second in LUFS, null for silence. */
  shortTermLufs: z.array(z.number().nullable()),
});
export type RecordingSound = z.infer<typeof recordingSoundSchema>;
