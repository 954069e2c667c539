import { isOnAir } from '@caipai/shared/domain/session-machine';
import { useTranslation } from 'react-i18next';
import { HoldButton } from '../../ui/hold-button.tsx';
import { useRefusalText } from '../../ui/states.tsx';
import { useAccess, useSession } from '../live/room-context.tsx';
import styles from './air-button.module.css';
import { mayGoLive } from './check-states.ts';
import { JoinSwitch } from './join-switch.tsx';
import { useDirector, useStudio } from './studio-context.tsx';

/** The one button: before air it goes live, on air it ends when held; the assistant's joins the picture. */
export function AirButton() {
  const { t } = useTranslation('studio');
  const director = useDirector();
  const { state } = useSession();
  const ready = useStudio(mayGoLive);
  const starting = useStudio((view) => view.starting);
  const { goLive: anchors } = useAccess();
  if (!anchors) return <JoinSwitch />;
  if (isOnAir(state))
    return (
      <HoldButton onHeld={() => void director.end()} testId="end-session">
        {t('air.end')}
      </HoldButton>
    );
  return (
    <button
      type="button"
      className={styles.live}
      disabled={!ready || starting}
      aria-busy={starting}
      onClick={() => void director.goLive()}
      data-testid="go-live"
    >
      <span className={styles.dot} aria-hidden />
      {starting ? t('air.starting') : t('air.goLive')}
    </button>
  );
}

/** What went wrong with going live or ending; nothing when all is well. */
export function AirNote() {
  const refusal = useStudio((view) => view.refusal);
  const sentence = useRefusalText();
  if (!refusal) return null;
  return (
    <p className={styles.note} data-bad role="alert" data-testid="air-problem">
      {sentence(refusal)}
    </p>
  );
}
