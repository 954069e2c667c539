import { INTERRUPTION_GRACE_MS } from '@caipai/shared/limits';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../net/use-connection.ts';
import { useAccess, useServerClock, useSession } from '../live/room-context.tsx';
import styles from './interrupted-notice.module.css';
import { useStudio } from './studio-context.tsx';

/** The anchor sees by themselves that the audience does not: what is wrong and how long it may last. */
export function InterruptedNotice() {
  const { t } = useTranslation('studio');
  const { state, interruptedAtMs } = useSession();
  const link = useStudio((view) => view.link);
  const connected = useConnection((each) => each.status === 'connected');
  // That the anchor is away is not the assistant's trouble.
  const { goLive: anchors } = useAccess();
  const away =
    (anchors && state === 'interrupted') || (state === 'live' && (!connected || link === 'reconnecting'));
  const nowMs = useServerClock(away ? 500 : null);
  if (!away) return null;
  const leftMs = Math.max(0, (interruptedAtMs ?? nowMs) + INTERRUPTION_GRACE_MS - nowMs);
  return (
    <div className={styles.notice} role="alert" data-testid="studio-interrupted">
      <strong>{t('interrupted.title')}</strong>
      <span className="num">
        {state === 'interrupted' && interruptedAtMs !== null
          ? t('interrupted.left', { count: Math.ceil(leftMs / 1_000) })
          : t('interrupted.trying')}
      </span>
    </div>
  );
}
