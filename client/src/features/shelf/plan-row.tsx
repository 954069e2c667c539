import { missingEvidenceOf } from '@caipai/shared/domain/product-rules';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { yuan } from '../../ui/money.ts';
import { UnprovedClaims } from '../compliance/unproved-claims.tsx';
import { ProductPicture } from '../products/product-picture.tsx';
import { usePapers } from '../products/use-papers.ts';
import { itemOf, type PlannedRow } from './plan-draft.ts';
import styles from './plan-shelf.module.css';

export function PlanRow({
  row,
  sheet,
  fixed,
  checked,
  first,
  last,
  onChange,
  onMove,
  onRemove,
}: {
  row: PlannedRow;
  sheet: ProductSheet | undefined;
  /** On air: price and stock are changed at the console. */
  fixed: boolean;
  checked: boolean;
  first: boolean;
  last: boolean;
  onChange: (changes: Partial<PlannedRow>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('shelf');
  const papers = usePapers();
  const title = sheet?.title ?? '';
  const floor = sheet?.floorPriceFen ?? null;
  const missing = sheet ? missingEvidenceOf(sheet, sheet.files) : [];
  const { faults } = itemOf(row, floor);
  return (
    <li data-testid="planned-item">
      <span className={styles.thumb}>
        <ProductPicture url={sheet?.pictureUrl ?? null} />
      </span>
      <span className={styles.name}>
        <strong>{title}</strong>
        {floor !== null && <span className="num">{t('flash.floor', { price: yuan(floor) })}</span>}
        {missing.length > 0 && (
          <span className={styles.missing}>{t('tool.missing', { papers: papers(missing) })}</span>
        )}
        {sheet && <UnprovedClaims claims={sheet.unprovedClaims} />}
      </span>
      <span className={styles.moves}>
        <ActionIcon aria-label={t('plan.up', { title })} disabled={first} onClick={() => onMove(-1)}>
          <IconArrowUp size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon aria-label={t('plan.down', { title })} disabled={last} onClick={() => onMove(1)}>
          <IconArrowDown size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon aria-label={t('plan.remove', { title })} onClick={onRemove}>
          <IconX size={18} stroke={1.6} />
        </ActionIcon>
      </span>
      <div className={styles.terms}>
        {fixed ? (
          <>
            <Fixed label={t('plan.price')} value={row.price} />
            <Fixed label={t('plan.stock')} value={row.stock} />
          </>
        ) : (
          <>
            <TextInput
              label={t('plan.price')}
              inputMode="decimal"
              value={row.price}
              onChange={(event) => onChange({ price: event.currentTarget.value })}
              error={checked && faults.price && (floor === null ? t('amount.invalid') : t('amount.below'))}
            />
            <TextInput
              label={t('plan.stock')}
              inputMode="numeric"
              value={row.stock}
              onChange={(event) => onChange({ stock: event.currentTarget.value })}
              error={checked && faults.stock && t('amount.whole')}
            />
          </>
        )}
        <TextInput
          label={t('plan.limit')}
          inputMode="numeric"
          value={row.limit}
          onChange={(event) => onChange({ limit: event.currentTarget.value })}
          error={checked && faults.limit && t('amount.whole')}
        />
      </div>
    </li>
  );
}

function Fixed({ label, value }: { label: string; value: string }) {
  return (
    <p className={styles.fixed}>
      <span>{label}</span>
      <b className="num">{value}</b>
    </p>
  );
}
