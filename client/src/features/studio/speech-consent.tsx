import { isOnAir } from '@caipai/shared/domain/session-machine';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InlineError } from '../../ui/states.tsx';
import { useSession } from '../live/room-context.tsx';
import styles from './speech-consent.module.css';
import { useSpeechChoices } from './use-speech-choices.ts';

/**
 * Asks once whether the figures may be kept, before air, where it stands in nobody's face. Afterwards the answer stands
 * in the microphone's menu.
 */
export function SpeechConsent() {
  const { t } = useTranslation('studio');
  const { standing, refusal, answer } = useSpeechChoices();
  const [busy, setBusy] = useState(false);
  const { state } = useSession();
  if (isOnAir(state)) return null;
  if (standing.figures === 'off' || standing.consent !== null) return null;
  const say = async (given: boolean) => {
    setBusy(true);
    await answer(given);
    setBusy(false);
  };
  return (
    <fieldset className={styles.ask} disabled={busy} data-testid="speech-consent">
      <legend className="sr-only">{t('speech.title')}</legend>
      <p>{t('speech.ask')}</p>
      <InlineError refusal={refusal} />
      <div>
        <button type="button" onClick={() => void say(true)} data-testid="speech-yes">
          {t('speech.yes')}
        </button>
        <button type="button" onClick={() => void say(false)} data-testid="speech-no">
          {t('speech.no')}
        </button>
      </div>
    </fieldset>
  );
}
