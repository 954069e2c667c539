import type { SessionState } from '@caipai/shared/domain/session-machine';
import { useTranslation } from 'react-i18next';
import styles from './status-badge.module.css';

/** Where a session stands, in one word; the only badge that may glow. */
export function StatusBadge({ state, large = false }: { state: SessionState; large?: boolean }) {
  const { t } = useTranslation();
  return (
    <span
      className={styles.badge}
      data-state={state}
      data-large={large || undefined}
      data-testid="status-badge"
    >
      <span className={styles.dot} aria-hidden />
      {t(`state.${state}`)}
    </span>
  );
}
