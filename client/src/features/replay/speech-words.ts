import type { SpeechLanguage } from '@caipai/shared/schemas/speech';
import { defaultSpeechSettings } from '@caipai/shared/speech/settings';
import { useTranslation } from 'react-i18next';
import { paceBandOf, type SpokenSecond } from './speech-series.ts';

/** The estimate is no more exact than this. */
const PACE_STEP = 10;

/** What a second of the ribbon says, in words. */
export function useSpeechWords(language: SpeechLanguage) {
  const { t } = useTranslation('replay');
  const settings = defaultSpeechSettings[language];
  return ({ shortTermLufs, syllablesPerMin, pauseMs, talkShare }: SpokenSecond) => {
    const band = paceBandOf(syllablesPerMin, settings);
    const units = (syllablesPerMin ?? 0) / settings.pace.syllablesPerUnit;
    const value = Math.round(units / PACE_STEP) * PACE_STEP;
    return {
      band,
      loudness: shortTermLufs === null ? '–' : `${shortTermLufs.toFixed(1).replace('-', '−')} LUFS`,
      pace:
        band === null ? '–' : `${t(`speech.perMin.${language}`, { value })} · ${t(`speech.band.${band}`)}`,
      pause: pauseMs === 0 ? null : t('speech.pauseOf', { seconds: (pauseMs / 1_000).toFixed(1) }),
      talk: t('speech.talkOf', { percent: Math.round(talkShare * 100) }),
    };
  };
}
