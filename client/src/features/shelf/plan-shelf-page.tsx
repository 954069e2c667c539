import { isOnAir } from '@caipai/shared/domain/session-machine';
import { SHELF_MAX_PRODUCTS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import type { ShelfDesk } from '@caipai/shared/schemas/shelf';
import { Button } from '@mantine/core';
import { IconArrowLeft, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productsQuery, queryClient, sessionQuery, shelfQuery } from '../../net/queries.ts';
import { call, toRefusal } from '../../net/rest.ts';
import { yuan } from '../../ui/money.ts';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { ErrorState, InlineError } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { ProductPicture } from '../products/product-picture.tsx';
import { PlanConflict } from './plan-conflict.tsx';
import { itemOf, newRow, type PlannedRow, plannedOf, rowOf } from './plan-draft.ts';
import { PlanRow } from './plan-row.tsx';
import styles from './plan-shelf.module.css';

const route = getRouteApi('/member/shell/sessions/$sessionId/shelf');

export function PlanShelfPage() {
  const { t } = useTranslation('shelf');
  const { sessionId } = route.useParams();
  const session = useQuery(sessionQuery(sessionId));
  const shelf = useQuery({ ...shelfQuery(sessionId), refetchOnWindowFocus: false });
  const cohortId = session.data?.cohortId ?? '';
  const products = useQuery({ ...productsQuery(cohortId), enabled: cohortId !== '' });
  usePageTitle(t('plan.page'));
  const failed = [session, shelf, products].find((each) => each.isError);
  if (failed) return <ErrorState refusal={toRefusal(failed.error)} onRetry={() => void failed.refetch()} />;
  if (!session.data || !shelf.data || !products.data) return <PageSkeleton cards={3} />;
  if (!session.data.access.planShelf) return <ErrorState refusal={{ code: 'auth.forbidden' }} />;
  return <Planner key={sessionId} session={session.data} shelf={shelf.data} products={products.data} />;
}

function Planner({
  session,
  shelf,
  products,
}: {
  session: SessionDetail;
  shelf: ShelfDesk;
  products: ProductSheet[];
}) {
  const { t } = useTranslation('shelf');
  const [rows, setRows] = useState<PlannedRow[]>(() => shelf.items.map(rowOf));
  /** The shelf that the rows were made from: others may be planning it meanwhile. */
  const [seen, setSeen] = useState(shelf);
  const [newer, setNewer] = useState<ShelfDesk | null>(null);
  const [checked, setChecked] = useState(false);
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const onAir = isOnAir(session.state);
  const stands = new Set(seen.items.map(({ productId }) => productId));
  const sheetOf = (productId: string) => products.find(({ id }) => id === productId);
  const left = products.filter(({ id }) => !rows.some(({ productId }) => productId === id));
  const planned = session.rundown.flatMap(({ productId }) => productId ?? []);
  const fromRundown = left.filter(({ id }) => planned.includes(id));
  const full = rows.length >= SHELF_MAX_PRODUCTS;

  const change = (next: PlannedRow[]) => {
    setState('idle');
    setRows(next);
  };
  const add = (sheets: ProductSheet[]) =>
    change([...rows, ...sheets.map(({ id, priceFen }) => newRow(id, priceFen))]);
  const move = (index: number, by: -1 | 1) => {
    const next = [...rows];
    const [row] = next.splice(index, 1);
    if (row) next.splice(index + by, 0, row);
    change(next);
  };
  const show = (desk: ShelfDesk) => {
    queryClient.setQueryData(shelfQuery(session.id).queryKey, desk);
    setSeen(desk);
    setRows(desk.items.map(rowOf));
  };
  const settle = (desk: ShelfDesk, theirs: boolean) => {
    if (theirs) show(desk);
    else setSeen(desk);
    setNewer(null);
    setRefusal(null);
  };
  const save = async () => {
    setChecked(true);
    const items = rows.flatMap(
      (row) => itemOf(row, sheetOf(row.productId)?.floorPriceFen ?? null).item ?? [],
    );
    if (items.length < rows.length) return;
    setState('busy');
    setRefusal(null);
    const answer = await call('PUT /sessions/:sessionId/shelf', {
      ...{ sessionId: session.id, items, seen: plannedOf(seen) },
    });
    if (!answer.ok) {
      const stale = answer.error.code === 'shelf.plannedMeanwhile';
      const now = stale ? await call('GET /sessions/:sessionId/shelf', { sessionId: session.id }) : null;
      if (now?.ok) setNewer(now.value);
      setState('idle');
      return setRefusal(answer.error);
    }
    setState('saved');
    show(answer.value);
  };

  return (
    <div className={styles.page}>
      <header>
        <nav className={styles.ways} aria-label={t('plan.back')}>
          <Link to="/sessions/$sessionId" params={{ sessionId: session.id }} className={styles.back}>
            <IconArrowLeft size={16} stroke={1.8} aria-hidden />
            {session.title}
          </Link>
          {session.access.publish && (
            <Link
              to="/sessions/$sessionId/studio"
              params={{ sessionId: session.id }}
              className={styles.back}
              data-testid="back-to-studio"
            >
              {t('plan.studio')}
            </Link>
          )}
        </nav>
        <h1>{t('plan.page')}</h1>
        <p className={styles.lead}>{onAir ? t('plan.locked') : t('plan.lead')}</p>
      </header>
      <div className={styles.columns}>
        <section aria-label={t('tool.title')}>
          {rows.length === 0 && <p className={styles.quiet}>{t('plan.empty')}</p>}
          <ol className={styles.rows} data-testid="planned-shelf">
            {rows.map((row, index) => (
              <PlanRow
                key={row.productId}
                row={row}
                sheet={sheetOf(row.productId)}
                fixed={onAir && stands.has(row.productId)}
                checked={checked}
                first={index === 0}
                last={index === rows.length - 1}
                onChange={(changes) =>
                  change(rows.map((each) => (each === row ? { ...each, ...changes } : each)))
                }
                onMove={(by) => move(index, by)}
                onRemove={() => change(rows.filter((each) => each !== row))}
              />
            ))}
          </ol>
          {fromRundown.length > 0 && (
            <Button variant="default" disabled={full} onClick={() => add(fromRundown)}>
              {t('plan.fromRundown')}
            </Button>
          )}
        </section>
        <section aria-labelledby="goods-title">
          <h2 id="goods-title">{t('plan.goods')}</h2>
          {left.length === 0 && <p className={styles.quiet}>{t('plan.noGoods')}</p>}
          <ul className={styles.goods}>
            {left.map((sheet) => (
              <li key={sheet.id}>
                <span className={styles.thumb}>
                  <ProductPicture url={sheet.pictureUrl} />
                </span>
                <span className={styles.name}>
                  <strong>{sheet.title}</strong>
                  <span className="num">{yuan(sheet.priceFen)}</span>
                </span>
                <Button
                  variant="default"
                  disabled={full}
                  leftSection={<IconPlus size={18} stroke={1.8} />}
                  onClick={() => add([sheet])}
                >
                  {t('plan.add')}
                </Button>
              </li>
            ))}
          </ul>
          <Link
            to="/cohorts/$cohortId/products"
            params={{ cohortId: session.cohortId }}
            className={styles.back}
          >
            {t('plan.open')}
          </Link>
        </section>
      </div>
      <footer className={styles.foot}>
        {newer ? (
          <PlanConflict newer={newer} onSettle={(theirs) => settle(newer, theirs)} />
        ) : (
          <>
            <div>
              <InlineError refusal={refusal} />
              {state === 'saved' && (
                <p className={styles.saved} role="status">
                  {t('plan.saved')}
                </p>
              )}
            </div>
            <Button size="lg" loading={state === 'busy'} onClick={() => void save()} data-testid="shelf-save">
              {t('plan.save')}
            </Button>
          </>
        )}
      </footer>
    </div>
  );
}
