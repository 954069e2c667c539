import { z } from 'zod';
import type { Hit } from '../compliance/types.ts';
import { TRANSCRIPT_MAX_CHARS, TRANSCRIPT_MAX_MS } from '../limits.ts';
import { idSchema, lineOfText, wallMsSchema } from './common.ts';

/**
 * What writes down what the anchor says: nothing, their own browser, a model on the media node, or (for tests and
 * demonstrations) a file of sentences.
 */
export const recogniserSchema = z.enum(['none', 'browser', 'sherpa', 'fixture']);
export type RecogniserName = z.infer<typeof recogniserSchema>;

export const heardSegmentSchema = z
  .object({
    /** Of the sentence: what is believed of it so far and what it was in the end carry the same. */
    id: idSchema,
    fromMs: wallMsSchema,
    untilMs: wallMsSchema,
    text: lineOfText(TRANSCRIPT_MAX_CHARS),
    /** The sentence is over. Until then its text may still change, and is kept nowhere. */
    final: z.boolean(),
  })
  .refine(({ fromMs, untilMs }) => untilMs >= fromMs && untilMs - fromMs <= TRANSCRIPT_MAX_MS, {
    path: ['untilMs'],
    message: 'ends before it begins, or is too long',
  });
/** The one shape in which every recogniser tells what it heard; times are the server's wall clock. */
export type HeardSegment = z.infer<typeof heardSegmentSchema>;

export const sayTranscriptSchema = heardSegmentSchema.safeExtend({ sessionId: idSchema });

/** A sentence that was said, as the pages show it. */
export interface TranscriptLine extends Omit<HeardSegment, 'final'> {
  /** Only for the anchor and the coaches, otherwise empty. */
  hits: Hit[];
}

/** What is believed so far of the sentence that is being said. */
export type TranscriptPartial = Pick<HeardSegment, 'id' | 'fromMs' | 'text'>;

export interface LiveTranscript {
  recogniser: RecogniserName;
  /** The last ones, oldest first. */
  lines: TranscriptLine[];
}
