import { useTranslation } from 'react-i18next';
import { Bone } from '../../ui/skeleton.tsx';
import styles from './replay-page.module.css';

/** The room with its lights down: the layout to come, and a word while the recording is finished. */
export function ReplaySkeleton({
  waiting = false,
  headless = false,
}: {
  waiting?: boolean;
  headless?: boolean;
}) {
  const { t } = useTranslation(['replay', 'common']);
  return (
    <div
      className={styles.page}
      role="status"
      aria-label={waiting ? t('notReady.title') : t('common:loading')}
    >
      {!headless && (
        <header className={styles.head}>
          <Bone height={34} width="38%" />
        </header>
      )}
      <div className={styles.top}>
        <div className={styles.dark}>
          {waiting && (
            <div className={styles.waiting} data-testid="replay-not-ready">
              <span className={styles.reel} aria-hidden />
              <strong>{t('notReady.title')}</strong>
              <p>{t('notReady.text')}</p>
            </div>
          )}
        </div>
        <div className={styles.side}>
          <Bone height="100%" />
        </div>
      </div>
      <Bone height={190} />
    </div>
  );
}
