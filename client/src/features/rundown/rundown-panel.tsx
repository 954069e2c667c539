import type { LiveSegment } from '@caipai/shared/domain/rundown';
import { IconChevronDown, IconChevronUp, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../ui/format.ts';
import { InlineError } from '../../ui/states.tsx';
import { useAccess, useSession } from '../live/room-context.tsx';
import type { RundownNow } from './rundown-clock.ts';
import styles from './rundown-panel.module.css';
import { useRundownNow, useSegments, useStartSegment } from './use-rundown.ts';

/** Below this a show is on time. */
const ON_TIME_MS = 15_000;

/** Where one is in the plan: the running segment large, the rest around it quiet. */
export function RundownPanel() {
  const { t } = useTranslation('rundown');
  const segments = useSegments();
  const now = useRundownNow();
  const { startSegment } = useAccess();
  if (segments.length === 0)
    return (
      <section className={styles.panel} aria-label={t('title')}>
        <p className={styles.empty}>{t('empty')}</p>
      </section>
    );
  return (
    <section className={styles.panel} aria-label={t('title')} data-testid="rundown">
      {now && <Running now={now} count={segments.length} />}
      {startSegment && <Turn now={now} segments={segments} />}
      <ol className={styles.list}>
        {segments.map((segment, index) => (
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

function Running({ now, count }: { now: RundownNow; count: number }) {
  const { t } = useTranslation('rundown');
  const { products } = useSession();
  const { segment, behindMs } = now;
  const product = products.find((each) => each.id === segment.productId);
  const over = now.leftMs < 0;
  return (
    <div className={styles.now} data-over={over || undefined} data-segment={segment.id}>
      <p className={styles.kind}>
        {t(`segment.${segment.kind}`)}
        <span className="num">
          {now.index + 1}/{count}
        </span>
      </p>
      <h2>{segment.title}</h2>
      <p className={`${styles.left} num`} role="timer" data-testid="segment-left">
        {over ? `+${clockText(-now.leftMs)}` : clockText(now.leftMs + 999)}
        <small>{over ? t('over') : t('left')}</small>
      </p>
      <div className={styles.progress} aria-hidden>
        <i style={{ transform: `scaleX(${now.used})` }} />
      </div>
      <p className={styles.facts}>
        <span className="num">{t('used', { time: clockText(now.usedMs) })}</span>
        {Math.abs(behindMs) >= ON_TIME_MS && (
          <span className="num">
            {behindMs > 0
              ? t('behind', { time: clockText(behindMs) })
              : t('ahead', { time: clockText(-behindMs) })}
          </span>
        )}
      </p>
      {product && (
        <p className={styles.product}>
          {product.title} <b className="num">¥{(product.priceFen / 100).toFixed(2)}</b>
        </p>
      )}
      {segment.script && <p className={styles.script}>{segment.script}</p>}
    </div>
  );
}

/** Over its time a segment proposes the next one; turning to it stays with people. */
function Turn({ now, segments }: { now: RundownNow | null; segments: LiveSegment[] }) {
  const { t } = useTranslation('rundown');
  const { start, refusal } = useStartSegment();
  const before = now ? segments[now.index - 1] : undefined;
  const next = now ? now.next : segments[0];
  const over = now !== null && now.leftMs < 0;
  return (
    <div className={styles.turn}>
      {now && (
        <button
          type="button"
          onClick={() => before && void start(before.id)}
          disabled={!before}
          aria-label={t('previous')}
          title={t('previous')}
        >
          <IconChevronUp size={18} aria-hidden />
        </button>
      )}
      <button
        type="button"
        className={styles.next}
        onClick={() => next && void start(next.id)}
        disabled={!next}
        data-due={(over && next !== null) || undefined}
        data-testid="segment-next"
      >
        {now ? <IconChevronDown size={18} aria-hidden /> : <IconPlayerPlay size={18} aria-hidden />}
        <span>{next ? t(now ? 'next' : 'begin', { title: next.title }) : t('last')}</span>
      </button>
      <InlineError refusal={refusal} />
    </div>
  );
}

/** One line of it, where there is room for no more. */
export function RundownChip() {
  const now = useRundownNow();
  if (!now) return null;
  const over = now.leftMs < 0;
  return (
    <p className={styles.chip} data-over={over || undefined} data-testid="segment-chip">
      <span>{now.segment.title}</span>
      <b className="num">{over ? `+${clockText(-now.leftMs)}` : clockText(now.leftMs + 999)}</b>
    </p>
  );
}
