import { isOnAir } from '@caipai/shared/domain/session-machine';
import type { Refusal } from '@caipai/shared/protocol/result';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HoldButton } from '../../ui/hold-button.tsx';
import { useRefusalText } from '../../ui/states.tsx';
import { useAccess, useRoom, useSession } from '../live/room-context.tsx';
import styles from './end-control.module.css';

/** Ends the session for everyone; held for a second. */
export function EndControl() {
  const { t } = useTranslation('coach');
  const room = useRoom();
  const { state } = useSession();
  const { end } = useAccess();
  const sentence = useRefusalText();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  if (!end || !isOnAir(state)) return null;
  const finish = async () => {
    const answer = await room.session.ask('session:end', {});
    setRefusal(answer.ok ? null : answer.error);
  };
  return (
    <span className={styles.end}>
      {refusal && <span role="alert">{sentence(refusal)}</span>}
      <HoldButton onHeld={() => void finish()} testId="end-session">
        {t('end')}
      </HoldButton>
    </span>
  );
}
