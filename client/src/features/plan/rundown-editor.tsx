import type { Product, Segment } from '@caipai/shared/schemas/session';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import { canAdd, moved, newSegment, totalMs } from './plan-draft.ts';
import styles from './rundown-editor.module.css';
import { SegmentRow } from './segment-row.tsx';

export function RundownEditor({
  rundown,
  products,
  faulty,
  onChange,
}: {
  rundown: Segment[];
  products: Product[];
  faulty: string[];
  onChange: (rundown: Segment[]) => void;
}) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const [openId, setOpenId] = useState<string | null>(null);

  const fillTemplate = () =>
    onChange([
      newSegment('opening', t('template.opening'), 120),
      newSegment('product', t('template.product'), 480),
      newSegment('interaction', t('template.interaction'), 180),
      newSegment('closing', t('template.closing'), 120),
    ]);
  const add = () => {
    const segment = newSegment(rundown.length === 0 ? 'opening' : 'product');
    onChange([...rundown, segment]);
    setOpenId(segment.id);
  };
  const move = (index: number, by: -1 | 1) => {
    onChange(moved(rundown, index, by));
    const id = rundown[index]?.id;
    // The row moves under the finger or the keyboard; the focus goes along.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-move="${id}${by}"]:not(:disabled)`)?.focus(),
    );
  };

  return (
    <section className={styles.rundown} aria-labelledby="rundown-title">
      <header className={styles.head}>
        <h2 id="rundown-title">{t('rundown.title')}</h2>
        {rundown.length > 0 && (
          <span className={styles.total} data-testid="rundown-total">
            {t('rundown.total', { length: format.length(totalMs(rundown)) })}
          </span>
        )}
      </header>
      <p className={styles.lead}>{t('rundown.lead')}</p>
      {rundown.length > 0 && <Strip rundown={rundown} />}
      <ol className={styles.list}>
        {rundown.map((segment, index) => (
          <SegmentRow
            key={segment.id}
            segment={segment}
            position={index + 1}
            last={index === rundown.length - 1}
            products={products}
            open={openId === segment.id}
            faulty={faulty.includes(segment.id)}
            onToggle={() => setOpenId(openId === segment.id ? null : segment.id)}
            onChange={(changes) =>
              onChange(rundown.map((each) => (each.id === segment.id ? { ...each, ...changes } : each)))
            }
            onMove={(by) => move(index, by)}
            onRemove={() => onChange(rundown.filter((each) => each.id !== segment.id))}
          />
        ))}
      </ol>
      {rundown.length === 0 && <p className={styles.empty}>{t('rundown.empty')}</p>}
      <div className={styles.actions}>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} stroke={1.8} />}
          onClick={add}
          disabled={!canAdd(rundown)}
          data-testid="rundown-add"
        >
          {t('rundown.add')}
        </Button>
        {rundown.length === 0 ? (
          <Button variant="default" onClick={fillTemplate} data-testid="rundown-template">
            {t('rundown.template')}
          </Button>
        ) : (
          <Button variant="subtle" color="gray" onClick={() => onChange([])}>
            {t('rundown.clear')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** The whole rundown at one glance: each segment as wide as it is long. */
function Strip({ rundown }: { rundown: Segment[] }) {
  return (
    <div className={styles.strip} aria-hidden>
      {rundown.map((segment) => (
        <span key={segment.id} data-kind={segment.kind} style={{ flexGrow: segment.targetSeconds }} />
      ))}
    </div>
  );
}
