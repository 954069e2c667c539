import type { ShelfDesk } from '@caipai/shared/schemas/shelf';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { yuan } from '../../ui/money.ts';
import styles from './plan-conflict.module.css';

/** Somebody else has planned this shelf meanwhile: both plans are kept until a person decides. */
export function PlanConflict({ newer, onSettle }: { newer: ShelfDesk; onSettle: (theirs: boolean) => void }) {
  const { t } = useTranslation('shelf');
  return (
    <section className={styles.conflict} role="alert" data-testid="shelf-conflict">
      <p>{t('conflict.lead')}</p>
      <ol>
        {newer.items.map(({ productId, title, priceFen, stock }) => (
          <li key={productId}>
            {title} <span className="num">{yuan(priceFen)}</span>{' '}
            <span className="num">{t('tool.stock', { stock })}</span>
          </li>
        ))}
      </ol>
      <div>
        <Button variant="default" onClick={() => onSettle(false)} data-testid="shelf-keep-mine">
          {t('conflict.mine')}
        </Button>
        <Button variant="default" onClick={() => onSettle(true)} data-testid="shelf-take-theirs">
          {t('conflict.theirs')}
        </Button>
      </div>
    </section>
  );
}
