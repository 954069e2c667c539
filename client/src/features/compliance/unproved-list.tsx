import type { UnprovedClaim } from '@caipai/shared/schemas/product';
import { useTranslation } from 'react-i18next';
import marks from './hit-marks.module.css';
import styles from './unproved-list.module.css';

export function UnprovedList({ claims }: { claims: readonly UnprovedClaim[] }) {
  const { t } = useTranslation(['compliance', 'violation']);
  return (
    <ul className={styles.claims} aria-label={t('unproved.title')}>
      {claims.map(({ words, category, severity, permittedBy }) => (
        <li key={`${words} ${category} ${permittedBy}`} data-testid="unproved-claim">
          <span className={marks.mark} data-tone={severity}>
            {words}
          </span>{' '}
          <small>
            {t(`violation:category.${category}`)} ·{' '}
            {permittedBy ? t('unproved.needs', { paper: t(`paper.${permittedBy}`) }) : t('unproved.never')}
          </small>
        </li>
      ))}
    </ul>
  );
}
