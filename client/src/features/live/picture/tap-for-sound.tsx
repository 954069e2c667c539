import { IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './tap-for-sound.module.css';

/** Browsers give sound to nobody who has not touched the page yet. */
export function TapForSound({ onTap }: { onTap: () => void }) {
  const { t } = useTranslation('live');
  return (
    <button type="button" className={styles.tap} onClick={onTap} data-testid="tap-for-sound">
      <IconVolumeOff size={18} aria-hidden />
      {t('player.tapForSound')}
    </button>
  );
}
