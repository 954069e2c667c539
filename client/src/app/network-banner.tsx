import { useTranslation } from 'react-i18next';
import { useConnection } from '../net/use-connection.ts';
import styles from './network-banner.module.css';

/** Says that the network is away and what still works. A blink of a second is not worth a word. */
export function NetworkBanner() {
  const { t } = useTranslation();
  const online = useConnection((state) => state.online);
  const status = useConnection((state) => state.status);
  if (status === 'outdated')
    return (
      <div className={styles.banner} role="alert" data-testid="outdated-banner">
        <span>{t('outdated.text')}</span>
        <button type="button" className={styles.action} onClick={() => location.reload()}>
          {t('action.reload')}
        </button>
      </div>
    );
  if (!online)
    return (
      <div className={styles.banner} role="status" data-testid="offline-banner">
        <strong>{t('offline.title')}</strong>
        <span>{t('offline.text')}</span>
      </div>
    );
  if (status === 'reconnecting')
    return (
      <div className={styles.banner} data-late role="status" data-testid="reconnecting-banner">
        <span>{t('reconnecting.text')}</span>
      </div>
    );
  return null;
}
