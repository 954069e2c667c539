import { z } from 'zod';

/** For which norms of pace a voice is read. */
export const speechLanguageSchema = z.enum(['zh', 'en']);
export type SpeechLanguage = z.infer<typeof speechLanguageSchema>;

const lufs = z.number().min(-120).max(40).nullable();
const pauseMs = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const hz = z.number().positive().max(2_000).nullable();
const semitones = z.number().nonnegative().max(60).nullable();
/** Estimated from the sound alone, by syllable nuclei; a character of Chinese is a syllable. */
const syllablesPerMin = z.number().nonnegative().max(6_000).nullable();

/** Ten a second, for the overlay on the anchor's own stage. Null is what cannot be said: silence, or too little sound. */
export const speechFrameSchema = z.object({
  /** From the beginning of the sound. */
  atMs: z.number().nonnegative(),
  momentaryLufs: lufs,
  shortTermLufs: lufs,
  /** Of this tenth of a second. */
  truePeakDbtp: z.number().nullable(),
  speaking: z.boolean(),
  voiced: z.boolean(),
  pitchHz: hz,
  syllablesPerMin,
  /** Of the last ten seconds of voice. */
  pitchSdSemitones: semitones,
  /** How long nobody has spoken; 0 within gaps shorter than a pause. */
  pauseMs,
  /** Of the last minute. */
  talkShare: share,
});
export type SpeechFrame = z.infer<typeof speechFrameSchema>;

/** One a second, for the ledger; rounded to what can be told apart. */
export const speechSecondSchema = z.object({
  /** End of the second, from the beginning of the sound. */
  atMs: z.number().int().nonnegative(),
  shortTermLufs: lufs,
  /** Highest of this second. */
  truePeakDbtp: z.number().nullable(),
  /** Of this second. */
  syllables: z.number().int().nonnegative().max(60),
  /** Of the last ten. */
  syllablesPerMin,
  pitchHz: hz,
  pitchSdSemitones: semitones,
  pauseMs,
  talkShare: share,
});
export type SpeechSecond = z.infer<typeof speechSecondSchema>;

export const speechPauseSchema = z.object({
  startMs: z.number().int().nonnegative(),
  durationMs: z.number().int().nonnegative(),
});
export type SpeechPause = z.infer<typeof speechPauseSchema>;

export const speechSummarySchema = z.object({
  durationMs: z.number().int().nonnegative(),
  integratedLufs: lufs,
  rangeLu: z.number().nonnegative().nullable(),
  maxMomentaryLufs: lufs,
  maxShortTermLufs: lufs,
  truePeakDbtp: z.number().nullable(),
  syllables: z.number().int().nonnegative(),
  syllablesPerMin,
  /** Pauses of 0.3 s and longer. */
  pauses: z.number().int().nonnegative(),
  pausedMs: pauseMs,
  longestPauseMs: pauseMs,
  talkShare: share,
  pitchMedianHz: hz,
  pitchRangeSemitones: semitones,
  pitchSdSemitones: semitones,
});
export type SpeechSummary = z.infer<typeof speechSummarySchema>;

/** What is kept beside a finished recording; times are media time. Whose voice it is decides who may read it. */
export const recordingSpeechSchema = z.object({
  version: z.literal(1),
  summary: speechSummarySchema,
  seconds: z.array(speechSecondSchema),
  pauses: z.array(speechPauseSchema),
});
export type RecordingSpeech = z.infer<typeof recordingSpeechSchema>;
