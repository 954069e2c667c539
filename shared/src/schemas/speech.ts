import { z } from 'zod';
import { SPEECH_BATCH_MAX } from '../limits.ts';
import { idSchema, wallMsSchema } from './common.ts';

/** For which norms of pace a voice is read. */
export const speechLanguageSchema = z.enum(['zh', 'en']);
export type SpeechLanguage = z.infer<typeof speechLanguageSchema>;

/** Whether a class keeps what the meter says: not at all, or of those who consent. */
export const speechFiguresSchema = z.enum(['off', 'withConsent']);
export type SpeechFigures = z.infer<typeof speechFiguresSchema>;
/** To whom somebody shows how they spoke in a session. They themselves see it always. */
export const speechShareSchema = z.enum(['nobody', 'coaches', 'class']);
export type SpeechShare = z.infer<typeof speechShareSchema>;

/** What a class decided about the figures of its voices. */
export const speechPolicySchema = z.object({
  figures: speechFiguresSchema,
  /** For which norms of pace; null for those of the reader's own page. */
  language: speechLanguageSchema.nullable(),
});
export type SpeechPolicy = z.infer<typeof speechPolicySchema>;

/** How it stands with the figures of one session's anchor. */
export const speechStandingSchema = speechPolicySchema.extend({
  share: speechShareSchema,
  /** What the anchor answered when asked; null before that, and for everybody else. */
  consent: z.boolean().nullable(),
});
export type SpeechStanding = z.infer<typeof speechStandingSchema>;

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

/** A second of somebody's voice as it goes into the ledger: on the server's wall clock. */
export const speechReadingSchema = speechSecondSchema.extend({
  atMs: wallMsSchema,
  truePeakDbtp: z.number().min(-400).max(40).nullable(),
  pauseMs: pauseMs.max(86_400_000),
});
export type SpeechReading = z.infer<typeof speechReadingSchema>;

/**
 * How the anchor of a session spoke. `recording` says what there is beside the ledger's readings; only asked for where
 * there are none of those.
 */
export interface SpokenSession {
  readings: SpeechReading[];
  recording: 'none' | 'measuring' | 'measured';
}

/** The same id is the same batch, however often it comes. */
export const reportSpeechSchema = z.object({
  sessionId: idSchema,
  id: idSchema,
  readings: z
    .array(speechReadingSchema)
    .min(1)
    .max(SPEECH_BATCH_MAX)
    .refine(
      (list) => list.every(({ atMs }, index) => index === 0 || atMs > (list[index - 1]?.atMs ?? 0)),
      'not in order of time',
    ),
});

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
