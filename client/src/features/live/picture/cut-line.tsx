import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './cut-line.module.css';

/** For those who go on seeing the stage while the audience does not. */
export function CutLine() {
  const { t } = useTranslation('live');
  return (
    <p className={styles.line} role="status" data-testid="cut-line">
      <IconPlugConnectedX size={18} stroke={1.8} aria-hidden />
      <span>{t('cut.line')}</span>
    </p>
  );
}
