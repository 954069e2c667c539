import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import { yuan } from '../../ui/money.ts';
import { useLiveView } from '../live/room-context.tsx';
import styles from './orders-tool.module.css';

/** What was ordered so far, and by whom. Nothing of it is paid. */
export function OrdersTool() {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const desk = useLiveView((view) => view.shelfDesk);
  if (!desk) return null;
  const { count, buyers, pieces, totalFen } = desk.orders;
  return (
    <section className={styles.orders} aria-label={t('orders.title')} data-testid="orders">
      <dl className={styles.sums}>
        <div>
          <dt>{t('orders.count')}</dt>
          <dd className="num" data-testid="orders-count">
            {count}
          </dd>
        </div>
        <div>
          <dt>{t('orders.buyers')}</dt>
          <dd className="num">{buyers}</dd>
        </div>
        <div>
          <dt>{t('orders.pieces')}</dt>
          <dd className="num">{pieces}</dd>
        </div>
        <div>
          <dt>{t('orders.total')}</dt>
          <dd className="num">{yuan(totalFen)}</dd>
        </div>
      </dl>
      {desk.newestOrders.length === 0 && <p className={styles.none}>{t('orders.none')}</p>}
      <ol className={styles.list}>
        {desk.newestOrders.map((order) => (
          <li key={order.id} data-testid="order">
            <time className="num">{format.time(order.atMs)}</time>
            <span>
              <strong>{order.by.name}</strong>
              {t('orders.line', { title: order.title, quantity: order.quantity })}
            </span>
            <b className="num">{yuan(order.totalFen)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}
