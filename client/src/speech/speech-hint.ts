import type { SpeechFrame } from '@caipai/shared/schemas/speech';
import type { SpeechSettings } from '@caipai/shared/speech/settings';

export type SpeechHint = 'pause' | 'deadAir' | 'tooLoud' | 'tooQuiet' | 'tooFast' | 'monotone';

/** Voices swing around the good loudness; only who is farther from it than this is told. */
const LOUD_TOLERANCE_LU = 4;
const QUIET_TOLERANCE_LU = 8;

/** The one thing worth saying now, the most urgent first; null is fine. */
export function speechHint(frame: SpeechFrame, settings: SpeechSettings): SpeechHint | null {
  const { loudness, pace, monotoneBelowSemitones, pauseShownMs, deadAirMs } = settings;
  const { pauseMs, shortTermLufs, truePeakDbtp, syllablesPerMin, pitchSdSemitones } = frame;
  if (pauseMs >= deadAirMs) return 'deadAir';
  if (pauseMs >= pauseShownMs) return 'pause';
  if (truePeakDbtp !== null && truePeakDbtp > loudness.truePeakDbtp) return 'tooLoud';
  if (shortTermLufs !== null && shortTermLufs > loudness.goodToLufs + LOUD_TOLERANCE_LU) return 'tooLoud';
  if (shortTermLufs !== null && shortTermLufs < loudness.goodFromLufs - QUIET_TOLERANCE_LU) return 'tooQuiet';
  if (paceOf(syllablesPerMin, settings) > pace.fastFrom) return 'tooFast';
  if (pitchSdSemitones !== null && pitchSdSemitones < monotoneBelowSemitones) return 'monotone';
  return null;
}

/** In characters or words a minute, as the language counts; 0 when it cannot be said. */
export function paceOf(syllablesPerMin: number | null, { pace }: SpeechSettings): number {
  return (syllablesPerMin ?? 0) / pace.syllablesPerUnit;
}
