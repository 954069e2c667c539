import type { Mark } from '@caipai/shared/schemas/rubric';
import { useTranslation } from 'react-i18next';
import type { CriterionRow } from './criterion-rows.ts';
import styles from './criterion-table.module.css';

export function CriterionTable({ rows }: { rows: CriterionRow[] }) {
  const { t } = useTranslation('results');
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('criterion')}</th>
          <th scope="col" className={styles.weight}>
            {t('weight')}
          </th>
          <th scope="col">{t('level')}</th>
          <th scope="col">{t('notes')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-testid="criterion-row">
            <th scope="row">{row.title}</th>
            <td className={`${styles.weight} num`}>{Math.round(row.weightShare * 100)}%</td>
            <td>
              {row.instructors.length + row.peers.length === 0 && (
                <span className={styles.unjudged}>{t('unjudged')}</span>
              )}
              {row.instructors.map((mark) => (
                <Level key={mark.id} row={row} mark={mark} />
              ))}
              {row.peers.map((mark) => (
                <Level key={mark.id} row={row} mark={mark} peer />
              ))}
            </td>
            <td className={styles.notes}>
              {row.notes.map((mark) => (
                <p key={mark.id}>
                  {mark.note} <span className={styles.by}>{mark.rater.name}</span>
                </p>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One judgement on the criterion's own scale, with the word for it. */
function Level({ row, mark, peer = false }: { row: CriterionRow; mark: Mark; peer?: boolean }) {
  const { t } = useTranslation('results');
  const level = mark.level ?? 0;
  return (
    <span className={styles.level} data-peer={peer || undefined}>
      <span className={styles.scale} aria-hidden>
        {row.levels.map((each, index) => (
          <i key={each.label} data-on={index <= level || undefined} />
        ))}
      </span>
      <span className={styles.label}>{row.levels[level]?.label}</span>
      <span className={styles.by}>
        {mark.rater.name}
        {peer && ` (${t('peer')})`}
      </span>
    </span>
  );
}
