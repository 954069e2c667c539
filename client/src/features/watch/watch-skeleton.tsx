import { useTranslation } from 'react-i18next';
import { Bone } from '../../ui/skeleton.tsx';
import styles from './watch-skeleton.module.css';

/** The picture's place and the list's, in the shape they will have. */
export function WatchSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.page} role="status" aria-label={t('loading')}>
      <div className={styles.stage}>
        <Bone height="100%" />
      </div>
      <div className={styles.side}>
        <Bone height={20} width="40%" />
        <Bone height={14} width="80%" />
        <Bone height={14} width="64%" />
        <Bone height={14} width="72%" />
      </div>
    </div>
  );
}
