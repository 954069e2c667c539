import { SPEECH_BATCH_SECONDS } from '@caipai/shared/limits';
import { defaultSpeechSettings, speechLanguageOf } from '@caipai/shared/speech/settings';
import { useTranslation } from 'react-i18next';
import { paceOf } from '../../speech/speech-hint.ts';
import { useAccess, useLiveView, useServerClock, useSession } from '../live/room-context.tsx';
import styles from './room-panel.module.css';

/** How the anchor spoke in the last seconds, if they share it. */
export function VoicePanel() {
  const { t, i18n } = useTranslation('coach');
  const { speech } = useSession();
  const { seeSpeech } = useAccess();
  const last = useLiveView((view) => view.speech.at(-1));
  const nowMs = useServerClock(last ? 1_000 : null);
  if (speech.figures === 'off') return null;
  if (!seeSpeech) return <p className={styles.quiet}>{t('voice.notShared')}</p>;
  // Two batches that did not come: the microphone is off, or the connection.
  if (!last || nowMs - last.atMs > 2 * SPEECH_BATCH_SECONDS * 1_000)
    return <p className={styles.quiet}>{t('voice.waiting')}</p>;
  const language = speech.language ?? speechLanguageOf(i18n.language);
  const settings = defaultSpeechSettings[language];
  const perMin = Math.round(paceOf(last.syllablesPerMin, settings) / 10) * 10;
  const { goodFromLufs, goodToLufs } = settings.loudness;
  const lufs = last.shortTermLufs;
  return (
    <dl className={styles.room} aria-label={t('voice.title')} data-testid="voice-panel">
      <div>
        <dt>
          <i data-good={(lufs !== null && lufs >= goodFromLufs - 4 && lufs <= goodToLufs + 4) || undefined} />
          {t('voice.loudness')}
        </dt>
        <dd className="num">{lufs === null ? '–' : `${lufs.toFixed(0).replace('-', '−')} LUFS`}</dd>
      </div>
      <div>
        <dt>
          <i
            data-good={(perMin >= settings.pace.slowBelow && perMin <= settings.pace.fastFrom) || undefined}
          />
          {t('voice.pace')}
        </dt>
        <dd className="num">{perMin === 0 ? '–' : t(`voice.perMin.${language}`, { value: perMin })}</dd>
      </div>
      <div>
        <dt>
          <i data-good={last.pauseMs < settings.deadAirMs || undefined} />
          {t('voice.talk')}
        </dt>
        <dd className="num">{Math.round(last.talkShare * 100)} %</dd>
      </div>
    </dl>
  );
}
