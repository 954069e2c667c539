import { useTranslation } from 'react-i18next';
import styles from './skeleton.module.css';

/** One grey block of the layout to come. */
export function Bone({ height = 16, width = '100%' }: { height?: number | string; width?: number | string }) {
  return <span className={styles.bone} style={{ height, width }} aria-hidden />;
}

/** A head and cards in the place where they will stand. */
export function PageSkeleton({ cards = 3 }: { cards?: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles.page} role="status" aria-label={t('loading')}>
      <Bone height={34} width="42%" />
      <Bone height={168} />
      <div className={styles.cards}>
        {Array.from({ length: cards }, (_, index) => (
          <div key={`card-${index.toString()}`} className={styles.card}>
            <Bone height={150} />
            <Bone width="70%" />
            <Bone width="40%" height={12} />
          </div>
        ))}
      </div>
    </div>
  );
}
