import type { Refusal } from '@caipai/shared/protocol/result';
import { useTranslation } from 'react-i18next';
import { InlineError } from '../../ui/states.tsx';
import { UnprovedClaims } from '../compliance/unproved-claims.tsx';
import { usePapers } from '../products/use-papers.ts';
import styles from './shelf-tool.module.css';

/** Why not, and which papers are missing. */
export function ShelfRefusal({ refusal }: { refusal: Refusal | null }) {
  const { t } = useTranslation('shelf');
  const papers = usePapers();
  if (!refusal) return null;
  return (
    <div className={styles.refusal} data-testid="shelf-refused">
      <InlineError refusal={refusal} />
      {refusal.missingEvidence && (
        <p className={styles.missing}>{t('tool.missing', { papers: papers(refusal.missingEvidence) })}</p>
      )}
      <UnprovedClaims claims={refusal.unprovedClaims ?? []} />
    </div>
  );
}
