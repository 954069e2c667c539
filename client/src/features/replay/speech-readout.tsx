import type { SpeechLanguage } from '@caipai/shared/schemas/speech';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../ui/format.ts';
import styles from './speech-ribbon.module.css';
import { type SpokenSecond, spokenAt } from './speech-series.ts';
import { useSpeechWords } from './speech-words.ts';

/** The figures under the pointer, or at the playhead. Its line is always there: nothing jumps. */
export function SpeechReadout({
  series,
  atMs,
  language,
}: {
  series: readonly SpokenSecond[];
  atMs: number;
  language: SpeechLanguage;
}) {
  const { t } = useTranslation('replay');
  const words = useSpeechWords(language);
  const second = spokenAt(series, atMs);
  const said = second && words(second);
  return (
    <p className={`${styles.readout} num`} data-testid="speech-readout">
      <b>{clockText(atMs)}</b>
      {said ? (
        <>
          <span>
            {t('speech.loudness')} <b>{said.loudness}</b>
          </span>
          <span>
            <i data-band={said.band ?? undefined} aria-hidden />
            {t('speech.pace')} <b>{said.pace}</b>
          </span>
          <span>{said.talk}</span>
          {said.pause && <span>{said.pause}</span>}
        </>
      ) : (
        <span>{t('speech.nothingHere')}</span>
      )}
    </p>
  );
}
