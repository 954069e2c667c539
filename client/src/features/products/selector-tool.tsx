import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { productQuery, queryClient } from '../../net/queries.ts';
import { toRefusal } from '../../net/rest.ts';
import { Bone } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useLiveView } from '../live/room-context.tsx';
import { Checklist } from './checklist.tsx';
import styles from './selector-tool.module.css';
import { usePapers } from './use-papers.ts';

/** The goods of this session with the selector's checklist, one below the other. */
export function SelectorTool() {
  const { t } = useTranslation('product');
  const papers = usePapers();
  const items = useLiveView((view) => view.shelfDesk?.items ?? null);
  if (!items || items.length === 0) return <p className={styles.empty}>{t('selector.empty')}</p>;
  return (
    <ul className={styles.goods}>
      {items.map(({ productId, title, missingEvidence, unprovedClaims }) => (
        <li key={productId}>
          <header>
            <h2>{title}</h2>
            <Link to="/products/$productId" params={{ productId }} target="_blank">
              {t('selector.open')}
            </Link>
          </header>
          <p data-missing={missingEvidence.length + unprovedClaims.length > 0 || undefined}>
            {missingEvidence.length > 0
              ? t('ready.no', { papers: papers(missingEvidence) })
              : t(unprovedClaims.length > 0 ? 'ready.noClaims' : 'ready.yes')}
          </p>
          <Goods productId={productId} />
        </li>
      ))}
    </ul>
  );
}

function Goods({ productId }: { productId: string }) {
  const product = useQuery(productQuery(productId));
  if (product.isError)
    return <ErrorState refusal={toRefusal(product.error)} onRetry={() => void product.refetch()} />;
  if (!product.data) return <Bone height={240} />;
  return (
    <Checklist
      sheet={product.data}
      onChange={(sheet) => queryClient.setQueryData(productQuery(productId).queryKey, sheet)}
    />
  );
}
