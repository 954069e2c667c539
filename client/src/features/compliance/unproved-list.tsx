import type { UnprovedClaim } from '@caipai/shared/schemas/product';
import { useTranslation } from 'react-i18next';
import marks from './hit-marks.module.css';
import styles from './unproved-list.module.css';

/** No list by its elements: it stands in rows of other lists, which have ideas of their own about theirs. */
export function UnprovedList({ claims }: { claims: readonly UnprovedClaim[] }) {
  const { t } = useTranslation(['compliance', 'violation']);
  return (
    <div className={styles.claims}>
      {claims.map(({ words, category, severity, permittedBy }) => (
        <div key={`${words} ${category} ${permittedBy}`} data-testid="unproved-claim">
          <b className={marks.mark} data-tone={severity}>
            {words}
          </b>{' '}
          <small>
            {t(`violation:category.${category}`)} ·{' '}
            {permittedBy ? t('unproved.needs', { paper: t(`paper.${permittedBy}`) }) : t('unproved.never')}
          </small>
        </div>
      ))}
    </div>
  );
}
