import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../ui/format.ts';
import { useSession } from '../live/room-context.tsx';
import styles from './rundown-panel.module.css';
import { useRundown } from './use-rundown.ts';

/** Where one is in the plan: the running segment large, the rest around it quiet. */
export function RundownPanel() {
  const { t } = useTranslation('studio');
  const { rundown, products } = useSession();
  const { now, turn } = useRundown();
  if (rundown.length === 0)
    return (
      <section className={styles.panel} aria-label={t('rundown.title')}>
        <p className={styles.empty}>{t('rundown.empty')}</p>
      </section>
    );
  const product = products.find((each) => each.id === now?.segment.productId);
  const over = now !== null && now.leftMs < 0;
  return (
    <section className={styles.panel} aria-label={t('rundown.title')} data-testid="rundown">
      {now && (
        <div className={styles.now} data-over={over || undefined}>
          <p className={styles.kind}>
            {t(`segment.${now.segment.kind}`)}
            <span className="num">
              {now.index + 1}/{rundown.length}
            </span>
          </p>
          <h2>{now.segment.title}</h2>
          <p className={`${styles.left} num`} role="timer" data-testid="segment-left">
            {over ? `+${clockText(-now.leftMs)}` : clockText(now.leftMs + 999)}
            <small>{over ? t('rundown.over') : t('rundown.left')}</small>
          </p>
          <div className={styles.progress} aria-hidden>
            <i style={{ transform: `scaleX(${now.used})` }} />
          </div>
          {product && (
            <p className={styles.product}>
              {product.title} <b className="num">¥{(product.priceFen / 100).toFixed(2)}</b>
            </p>
          )}
          {now.segment.script && <p className={styles.script}>{now.segment.script}</p>}
          <div className={styles.turn}>
            <button
              type="button"
              onClick={() => turn(-1)}
              disabled={now.index === 0}
              aria-label={t('rundown.previous')}
            >
              <IconChevronUp size={18} aria-hidden />
            </button>
            <button
              type="button"
              className={styles.next}
              onClick={() => turn(1)}
              disabled={!now.next}
              data-testid="segment-next"
            >
              <IconChevronDown size={18} aria-hidden />
              <span>{now.next ? t('rundown.next', { title: now.next.title }) : t('rundown.last')}</span>
            </button>
          </div>
        </div>
      )}
      <ol className={styles.list}>
        {rundown.map((segment, index) => (
          <li
            key={segment.id}
            data-past={(now && index < now.index) || undefined}
            aria-current={now?.index === index ? 'step' : undefined}
          >
            <span>{segment.title}</span>
            <time className="num">{clockText(segment.targetSeconds * 1_000)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One line of it for the phone's stage. */
export function RundownChip() {
  const { now } = useRundown();
  if (!now) return null;
  const over = now.leftMs < 0;
  return (
    <p className={styles.chip} data-over={over || undefined}>
      <span>{now.segment.title}</span>
      <b className="num">{over ? `+${clockText(-now.leftMs)}` : clockText(now.leftMs + 999)}</b>
    </p>
  );
}
