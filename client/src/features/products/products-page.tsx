import { keepsOffScreen } from '@caipai/shared/domain/claim-proofs';
import { missingEvidenceOf } from '@caipai/shared/domain/product-rules';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cohortQuery, productsQuery } from '../../net/queries.ts';
import { toRefusal } from '../../net/rest.ts';
import { yuan } from '../../ui/money.ts';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { NewProduct } from './new-product.tsx';
import { ProductPicture } from './product-picture.tsx';
import styles from './products-page.module.css';

const route = getRouteApi('/member/shell/cohorts/$cohortId/products');

/** The goods of a class, each with what it still lacks. */
export function ProductsPage() {
  const { t } = useTranslation('product');
  const { cohortId } = route.useParams();
  const products = useQuery(productsQuery(cohortId));
  const cohort = useQuery(cohortQuery(cohortId));
  usePageTitle(t('page.title'));
  if (products.isError)
    return <ErrorState refusal={toRefusal(products.error)} onRetry={() => void products.refetch()} />;
  if (!products.data) return <PageSkeleton cards={4} />;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <Link to="/cohorts/$cohortId" params={{ cohortId }} className={styles.back}>
            {cohort.data?.name ?? t('page.back')}
          </Link>
          <h1>{t('page.title')}</h1>
          <p className={styles.lead}>{t('page.lead')}</p>
        </div>
        <NewProduct cohortId={cohortId} />
      </header>
      {products.data.length === 0 ? (
        <EmptyState title={t('page.empty')} text={t('page.emptyText')} />
      ) : (
        <ul className={styles.cards}>
          {products.data.map((product) => (
            <li key={product.id}>
              <ProductCard product={product} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ProductCard({ product }: { product: ProductSheet }) {
  const { t } = useTranslation('product');
  const missing = missingEvidenceOf(product, product.files);
  const unproved = product.unprovedClaims.filter(keepsOffScreen);
  return (
    <Link
      to="/products/$productId"
      params={{ productId: product.id }}
      className={styles.card}
      data-testid="product"
    >
      <ProductPicture url={product.pictureUrl} />
      <strong className={styles.title}>{product.title}</strong>
      <span className={styles.facts}>
        <b className="num">{yuan(product.priceFen)}</b>
        {t(`category.${product.category}`)}
      </span>
      <span className={styles.ready} data-missing={missing.length + unproved.length > 0 || undefined}>
        {missing.length > 0
          ? t('ready.short', { count: missing.length })
          : unproved.length > 0
            ? t('ready.shortClaims', { count: unproved.length })
            : t('ready.yes')}
      </span>
    </Link>
  );
}
