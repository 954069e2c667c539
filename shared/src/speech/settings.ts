import type { SpeechLanguage } from '../schemas/speech.ts';

/** What a cohort calls good. Norms for people who sell are not published: these are read from those for speakers. */
export interface SpeechSettings {
  pace: {
    /** How many syllables are one of what the language counts in: characters in Chinese, words in English. */
    syllablesPerUnit: number;
    /** Slower than this an audience waits: a rule of thumb of ours. */
    slowBelow: number;
    /** Easy to follow, in units a minute. */
    easyFrom: number;
    easyTo: number;
    /** Faster than this is too fast. */
    fastFrom: number;
  };
  loudness: {
    /** Of the short-term loudness. Streaming services ask for programmes between these two. */
    goodFromLufs: number;
    goodToLufs: number;
    /** Above it players and encoders distort. */
    truePeakDbtp: number;
  };
  /** A voice that moves less than this is called monotonous: a rule of thumb of ours. */
  monotoneBelowSemitones: number;
  /** Silence that the anchor is shown, and silence that an audience takes for a fault. */
  pauseShownMs: number;
  deadAirMs: number;
}

const common = {
  loudness: { goodFromLufs: -16, goodToLufs: -14, truePeakDbtp: -1 },
  pauseShownMs: 1_000,
  deadAirMs: 5_000,
};

/** By whose norms somebody is read whose class says nothing: those of the page's language. */
export function speechLanguageOf(locale: string): SpeechLanguage {
  return locale.startsWith('zh') ? 'zh' : 'en';
}

/** Where a cohort sets nothing else. English is taken to have one and a half syllables a word in speech. */
export const defaultSpeechSettings: Record<SpeechLanguage, SpeechSettings> = {
  zh: {
    ...common,
    pace: { syllablesPerUnit: 1, slowBelow: 180, easyFrom: 240, easyTo: 250, fastFrom: 300 },
    monotoneBelowSemitones: 1.8,
  },
  en: {
    ...common,
    pace: { syllablesPerUnit: 1.5, slowBelow: 90, easyFrom: 120, easyTo: 150, fastFrom: 160 },
    monotoneBelowSemitones: 1.5,
  },
};
