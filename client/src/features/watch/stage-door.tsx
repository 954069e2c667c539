import { IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAccess, useSession } from '../live/room-context.tsx';
import styles from './stage-door.module.css';

/** For whoever was called onto the stage while they were watching. */
export function StageDoor() {
  const { t } = useTranslation('watch');
  const { id } = useSession();
  const { publish } = useAccess();
  if (!publish) return null;
  return (
    <Link
      to="/sessions/$sessionId/studio"
      params={{ sessionId: id }}
      className={styles.door}
      data-testid="stage-door"
    >
      <IconUserPlus size={18} aria-hidden />
      {t('stage.enter')}
    </Link>
  );
}
