import { TITLE_MAX_CHARS } from '@caipai/shared/limits';
import type { Product, Segment } from '@caipai/shared/schemas/session';
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../../ui/select-field.tsx';
import { WithHits } from '../compliance/with-hits.tsx';
import { useProductFacts } from '../products/use-product-facts.ts';
import { type SegmentKind, segmentKinds } from './plan-draft.ts';
import styles from './segment-row.module.css';

export function SegmentRow({
  segment,
  position,
  last,
  products,
  open,
  faulty,
  onToggle,
  onChange,
  onMove,
  onRemove,
}: {
  segment: Segment;
  position: number;
  last: boolean;
  products: Product[];
  open: boolean;
  faulty: boolean;
  onToggle: () => void;
  onChange: (changes: Partial<Segment>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('plan');
  const scriptId = useId();
  const facts = useProductFacts(open ? segment.productId : null);
  const title = segment.title || t('segment.untitled');
  return (
    <li className={styles.row} data-kind={segment.kind} data-testid="segment">
      <div className={styles.line}>
        <span className={`${styles.position} num`} aria-hidden>
          {position}
        </span>
        <div className={styles.name}>
          <WithHits text={segment.title}>
            <input
              className={styles.title}
              aria-label={t('segment.title', { position })}
              aria-invalid={faulty || undefined}
              placeholder={t(`segment.${segment.kind}`)}
              maxLength={TITLE_MAX_CHARS}
              value={segment.title}
              onChange={(event) => onChange({ title: event.currentTarget.value })}
              data-testid="segment-title"
            />
          </WithHits>
        </div>
        <label className={styles.minutes}>
          <input
            type="number"
            className="num"
            inputMode="decimal"
            min={0.5}
            max={240}
            step={0.5}
            aria-label={t('segment.minutesLabel', { position })}
            value={segment.targetSeconds / 60}
            onChange={(event) => {
              const minutes = event.currentTarget.valueAsNumber;
              if (Number.isFinite(minutes))
                onChange({ targetSeconds: Math.min(Math.max(Math.round(minutes * 60), 5), 14_400) });
            }}
          />
          <span aria-hidden>{t('segment.minutes')}</span>
        </label>
        <span className={styles.tools}>
          <ActionIcon
            aria-label={t('segment.up', { title })}
            disabled={position === 1}
            data-move={`${segment.id}-1`}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size={18} stroke={1.6} />
          </ActionIcon>
          <ActionIcon
            aria-label={t('segment.down', { title })}
            disabled={last}
            data-move={`${segment.id}1`}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={18} stroke={1.6} />
          </ActionIcon>
          <ActionIcon
            aria-label={t(open ? 'segment.less' : 'segment.more', { title })}
            aria-expanded={open}
            onClick={onToggle}
          >
            <IconChevronDown size={18} stroke={1.6} className={styles.arrow} data-open={open || undefined} />
          </ActionIcon>
        </span>
      </div>
      {open && (
        <div className={styles.more}>
          <SelectField
            label={t('segment.kind')}
            value={segment.kind}
            options={segmentKinds.map((kind) => ({ value: kind, label: t(`segment.${kind}`) }))}
            onChange={(kind) => onChange({ kind: kind as SegmentKind })}
          />
          {products.length > 0 && (
            <SelectField
              label={t('segment.product.label')}
              value={segment.productId ?? ''}
              options={[
                { value: '', label: t('segment.product.none') },
                ...products.map((product) => ({ value: product.id, label: product.title })),
              ]}
              onChange={(productId) => onChange({ productId: productId || null })}
            />
          )}
          <div className={styles.script}>
            <label htmlFor={scriptId}>{t('segment.script')}</label>
            <WithHits text={segment.script} facts={facts}>
              <textarea
                id={scriptId}
                rows={4}
                maxLength={5_000}
                placeholder={t('segment.scriptExample')}
                value={segment.script}
                onChange={(event) => onChange({ script: event.currentTarget.value })}
              />
            </WithHits>
          </div>
          <button type="button" className={styles.remove} onClick={onRemove}>
            <IconTrash size={18} stroke={1.6} aria-hidden />
            {t('segment.remove', { title })}
          </button>
        </div>
      )}
    </li>
  );
}
