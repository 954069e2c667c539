import { keepsOffScreen } from '@caipai/shared/domain/claim-proofs';
import { missingEvidenceOf, missingFactsOf, requiredEvidenceOf } from '@caipai/shared/domain/product-rules';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { productQuery, productsQuery, queryClient } from '../../net/queries.ts';
import { toRefusal } from '../../net/rest.ts';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { UnprovedClaims } from '../compliance/unproved-claims.tsx';
import { Checklist } from './checklist.tsx';
import { DeleteProduct } from './delete-product.tsx';
import { ProductFiles } from './product-files.tsx';
import { ProductForm } from './product-form.tsx';
import styles from './product-page.module.css';
import { RequiredPapers } from './required-papers.tsx';
import { usePapers } from './use-papers.ts';

const route = getRouteApi('/member/shell/products/$productId');

export function ProductPage() {
  const { productId } = route.useParams();
  const product = useQuery(productQuery(productId));
  usePageTitle(product.data?.title);
  if (product.isError)
    return <ErrorState refusal={toRefusal(product.error)} onRetry={() => void product.refetch()} />;
  if (!product.data) return <PageSkeleton cards={2} />;
  return <Product key={productId} sheet={product.data} />;
}

function Product({ sheet }: { sheet: ProductSheet }) {
  const { t } = useTranslation('product');
  const show = (next: ProductSheet) => {
    queryClient.setQueryData(productQuery(sheet.id).queryKey, next);
    void queryClient.invalidateQueries({ queryKey: productsQuery(sheet.cohortId).queryKey });
  };
  return (
    <div className={styles.page}>
      <header>
        <Link to="/cohorts/$cohortId/products" params={{ cohortId: sheet.cohortId }} className={styles.back}>
          {t('page.title')}
        </Link>
        <h1>{sheet.title}</h1>
        <p className={styles.quiet}>
          {sheet.createdBy && t('sheet.madeBy', { name: sheet.createdBy.name })}
          {!sheet.may.edit && <span>{t('sheet.locked')}</span>}
        </p>
        <Readiness sheet={sheet} />
      </header>
      <div className={styles.columns}>
        <ProductForm sheet={sheet} onSaved={show} />
        <div className={styles.side}>
          <ProductFiles sheet={sheet} onChange={show} />
          <Checklist sheet={sheet} onChange={show} />
          <RequiredPapers sheet={sheet} onChange={show} />
          {sheet.may.edit && <DeleteProduct sheet={sheet} />}
        </div>
      </div>
    </div>
  );
}

/** What it still lacks before anybody may pin it. */
function Readiness({ sheet }: { sheet: ProductSheet }) {
  const { t, i18n } = useTranslation('product');
  const papers = usePapers();
  const missing = missingEvidenceOf(sheet, sheet.files);
  const facts = missingFactsOf(sheet);
  const required = requiredEvidenceOf(sheet);
  const stopping = sheet.unprovedClaims.filter(keepsOffScreen);
  return (
    <div
      className={styles.ready}
      data-missing={missing.length + stopping.length > 0 || undefined}
      data-testid="readiness"
    >
      <strong>
        {missing.length > 0
          ? t('ready.no', { papers: papers(missing) })
          : t(stopping.length > 0 ? 'ready.noClaims' : 'ready.yes')}
      </strong>
      {(required.length === 0 || missing.length > 0) && sheet.requiredEvidence === null && (
        <p>{t(`reason.${sheet.category}`)}</p>
      )}
      {facts.length > 0 && (
        <p>
          {t('ready.facts', {
            facts: new Intl.ListFormat(i18n.language, { style: 'narrow' }).format(
              facts.map((fact) => t(`field.${fact}`)),
            ),
          })}
        </p>
      )}
      <UnprovedClaims claims={stopping} />
    </div>
  );
}
