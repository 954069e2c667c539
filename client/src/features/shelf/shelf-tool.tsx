import { priceOf } from '@caipai/shared/domain/shelf-price';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { ShelfItem } from '@caipai/shared/schemas/shelf';
import { IconChevronDown, IconPin, IconPinnedOff, IconSpeakerphone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText, useFormat } from '../../ui/format.ts';
import { yuan } from '../../ui/money.ts';
import { UnprovedClaims } from '../compliance/unproved-claims.tsx';
import { useAccess, useLiveView, useRoom, useServerClock, useSession } from '../live/room-context.tsx';
import { ProductPicture } from '../products/product-picture.tsx';
import { usePapers } from '../products/use-papers.ts';
import { ItemTerms } from './item-terms.tsx';
import { ShelfRefusal } from './shelf-refusal.tsx';
import styles from './shelf-tool.module.css';
import { useShelfDesk } from './use-shelf-desk.ts';

/** The shelf for those who run it. Compact beside the stage: what the anchor needs, and no forms. */
export function ShelfTool({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation('shelf');
  const desk = useLiveView((view) => view.shelfDesk);
  const { controlShelf, planShelf } = useAccess();
  const { id } = useSession();
  if (!desk) return null;
  const plan = planShelf && (
    <Link to="/sessions/$sessionId/shelf" params={{ sessionId: id }} target="_blank" className={styles.plan}>
      {t('tool.plan')}
    </Link>
  );
  if (desk.items.length === 0)
    return (
      <div className={styles.empty}>
        <strong>{t('tool.empty')}</strong>
        {!compact && <p>{t('tool.emptyText')}</p>}
        {plan}
      </div>
    );
  return (
    <section className={styles.shelf} data-compact={compact || undefined} aria-label={t('tool.title')}>
      <ol className={styles.items} data-testid="shelf">
        {desk.items.map((item) => (
          <Row
            key={item.productId}
            item={item}
            pinned={desk.pinnedProductId === item.productId}
            compact={compact}
            controls={controlShelf}
          />
        ))}
      </ol>
      {plan}
    </section>
  );
}

function Row({
  item,
  pinned,
  compact,
  controls,
}: {
  item: ShelfItem;
  pinned: boolean;
  compact: boolean;
  controls: boolean;
}) {
  const { t } = useTranslation('shelf');
  const papers = usePapers();
  const format = useFormat();
  const desk = useShelfDesk();
  const { session } = useRoom();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const nowMs = useServerClock(item.flash ? 500 : null);
  const { unitFen } = priceOf(item, 1, nowMs);
  const flashLeftMs = item.flash ? item.flash.untilMs - nowMs : 0;
  const { productId } = item;

  const press = async (ask: () => ReturnType<typeof desk.press>) => {
    setBusy(true);
    setRefusal(null);
    const answer = await ask();
    setBusy(false);
    if (!answer.ok) setRefusal(answer.error);
  };
  const pin = () =>
    press(() =>
      desk.press('shelf:pin', () => ({
        productId: pinned ? null : productId,
        instead: session.view.shelfDesk?.pinnedProductId ?? null,
      })),
    );
  const explain = () => press(() => desk.press('shelf:explain', () => ({ productId })));

  return (
    <li
      className={styles.item}
      data-pinned={pinned || undefined}
      data-testid="shelf-item"
      data-product={productId}
    >
      <div className={styles.line}>
        <span className={styles.thumb}>
          <ProductPicture url={item.pictureUrl} />
        </span>
        <div className={styles.words}>
          <strong title={item.title}>{item.title}</strong>
          <span className={styles.facts}>
            <b className="num">{yuan(unitFen)}</b>
            {flashLeftMs > 0 && (
              <em className="num">
                {t('card.flash')} {clockText(flashLeftMs + 999)}
              </em>
            )}
            <span className="num">{t('tool.stock', { stock: item.stock })}</span>
            <span className="num">{t('tool.sold', { sold: item.sold })}</span>
            {pinned && <i>{t('tool.pinned')}</i>}
            {item.explainedAtMs !== null && !compact && (
              <span>{t('tool.explained', { time: format.time(item.explainedAtMs) })}</span>
            )}
          </span>
          {item.missingEvidence.length > 0 && !refusal?.missingEvidence && (
            <span className={styles.missing}>
              {t('tool.missing', { papers: papers(item.missingEvidence) })}
            </span>
          )}
          {!refusal?.unprovedClaims && <UnprovedClaims claims={item.unprovedClaims} />}
        </div>
        {controls && (
          <div className={styles.keys}>
            <button
              type="button"
              className={styles.pin}
              aria-pressed={pinned}
              aria-label={compact ? (pinned ? t('tool.unpin') : t('tool.pin')) : undefined}
              onClick={() => void pin()}
              disabled={busy}
              data-testid="shelf-pin"
            >
              {pinned ? (
                <IconPinnedOff size={18} stroke={1.8} aria-hidden />
              ) : (
                <IconPin size={18} stroke={1.8} aria-hidden />
              )}
              {!compact && <span>{pinned ? t('tool.unpin') : t('tool.pin')}</span>}
            </button>
            {!compact && (
              <>
                <button
                  type="button"
                  onClick={() => void explain()}
                  disabled={busy}
                  data-testid="shelf-explain"
                >
                  <IconSpeakerphone size={18} stroke={1.8} aria-hidden />
                  <span>{t('tool.explain')}</span>
                </button>
                <button
                  type="button"
                  aria-expanded={open}
                  aria-label={t('tool.more', { title: item.title })}
                  onClick={() => setOpen(!open)}
                  data-testid="shelf-more"
                >
                  <IconChevronDown size={18} stroke={1.8} aria-hidden />
                </button>
              </>
            )}
          </div>
        )}
      </div>
      <ShelfRefusal refusal={refusal} />
      {open && controls && <ItemTerms item={item} desk={desk} onRefused={setRefusal} />}
    </li>
  );
}
