import { offerFor, priceOf } from '@caipai/shared/domain/shelf-price';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { ShelfCard as Card } from '@caipai/shared/schemas/shelf';
import { IconCheck, IconMinus, IconPackage, IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../ui/format.ts';
import { yuan } from '../../ui/money.ts';
import { useRefusalText } from '../../ui/states.tsx';
import { useAccess, useLiveView, useServerClock } from '../live/room-context.tsx';
import styles from './shelf-card.module.css';
import { useShelfDesk } from './use-shelf-desk.ts';

/** How long "ordered" stays. */
const THANKS_MS = 4_000;

/** The pinned product in the corner of the picture. One tap opens it, a second one orders. */
export default function ShelfCard() {
  const pinned = useLiveView((view) => view.shelf.pinned);
  const used = useLiveView((view) => view.usedCouponIds);
  const card = pinned && offerFor(pinned, used);
  const { order } = useAccess();
  const [open, setOpen] = useState(false);
  const [thanks, setThanks] = useState<{ quantity: number; totalFen: number } | null>(null);
  const { t } = useTranslation('shelf');
  useEffect(() => {
    if (!thanks) return;
    const timer = setTimeout(() => setThanks(null), THANKS_MS);
    return () => clearTimeout(timer);
  }, [thanks]);
  if (!card) return null;
  return (
    <section className={styles.card} aria-label={card.title} data-testid="shelf-card" data-shelf-card>
      {open && order ? (
        <OrderSheet
          card={card}
          onClose={() => setOpen(false)}
          onPlaced={(placed) => {
            setOpen(false);
            setThanks(placed);
          }}
        />
      ) : (
        <button
          type="button"
          className={styles.face}
          disabled={!order}
          onClick={() => setOpen(true)}
          aria-label={t('card.open', { title: card.title })}
          data-testid="shelf-open"
        >
          <Face card={card} />
        </button>
      )}
      <p className={styles.thanks} role="status" data-testid="order-placed">
        {thanks && (
          <>
            <IconCheck size={16} aria-hidden />
            {t('order.placed', { quantity: thanks.quantity, total: yuan(thanks.totalFen) })}
          </>
        )}
      </p>
    </section>
  );
}

function Face({ card }: { card: Card }) {
  const { t } = useTranslation('shelf');
  const nowMs = useServerClock(card.flash ? 250 : null);
  const { unitFen } = priceOf(card, 1, nowMs);
  const flashLeftMs = card.flash ? card.flash.untilMs - nowMs : 0;
  return (
    <>
      <Picture url={card.pictureUrl} />
      <span className={styles.words}>
        <span className={styles.title} title={card.title}>
          {card.title}
        </span>
        <span className={styles.price}>
          <b className="num" data-testid="shelf-price">
            {yuan(unitFen)}
          </b>
          {flashLeftMs > 0 && <s className="num">{yuan(card.priceFen)}</s>}
        </span>
        <span className={styles.notes}>
          {card.explainedAtMs !== null && <em className={styles.now}>{t('card.now')}</em>}
          {flashLeftMs > 0 && (
            <em className="num" data-testid="flash-left">
              {t('card.flash')} {clockText(flashLeftMs + 999)}
            </em>
          )}
          {card.coupon && card.coupon.left > 0 && (
            <em className="num">
              {t('card.coupon', { threshold: yuan(card.coupon.thresholdFen), off: yuan(card.coupon.offFen) })}
            </em>
          )}
          <span className="num" data-testid="shelf-stock">
            {card.stock === 0 ? t('card.soldOut') : t('card.stock', { stock: card.stock })}
          </span>
        </span>
      </span>
    </>
  );
}

function Picture({ url }: { url: string | null }) {
  return (
    <span className={styles.picture} aria-hidden>
      {url ? <img src={url} alt="" /> : <IconPackage size={28} stroke={1.4} />}
    </span>
  );
}

function OrderSheet({
  card,
  onClose,
  onPlaced,
}: {
  card: Card;
  onClose: () => void;
  onPlaced: (placed: { quantity: number; totalFen: number }) => void;
}) {
  const { t } = useTranslation('shelf');
  const sentence = useRefusalText();
  const desk = useShelfDesk();
  const nowMs = useServerClock(card.flash ? 250 : null);
  const [quantity, setQuantity] = useState(1);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const most = Math.max(1, Math.min(card.limitPerPerson, card.stock));
  const wanted = Math.min(quantity, most);
  const price = priceOf(card, wanted, nowMs);
  const soldOut = card.stock === 0;

  const place = async () => {
    setBusy(true);
    setRefusal(null);
    const { productId } = card;
    const answer = await desk.press('order:place', () => ({
      productId,
      quantity: wanted,
      totalFen: price.totalFen,
    }));
    setBusy(false);
    if (answer.ok) onPlaced({ quantity: wanted, totalFen: answer.value.totalFen });
    else setRefusal(answer.error);
  };
  const press = (event: KeyboardEvent) => {
    // The player listens to keys as well.
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
  };

  return (
    <fieldset className={styles.sheet} aria-label={t('order.title')} onKeyDown={press}>
      <div className={styles.top}>
        <Face card={card} />
        <button type="button" className={styles.close} onClick={onClose} aria-label={t('order.close')}>
          <IconX size={18} aria-hidden />
        </button>
      </div>
      <div className={styles.row}>
        <span className={styles.limit}>{t('order.limit', { limit: card.limitPerPerson })}</span>
        <div className={styles.stepper}>
          <button
            type="button"
            onClick={() => setQuantity(wanted - 1)}
            disabled={wanted <= 1}
            aria-label={t('order.less')}
          >
            <IconMinus size={18} aria-hidden />
          </button>
          <output className="num" aria-label={t('order.quantity')} data-testid="order-quantity">
            {wanted}
          </output>
          <button
            type="button"
            onClick={() => setQuantity(wanted + 1)}
            disabled={wanted >= most}
            aria-label={t('order.more')}
          >
            <IconPlus size={18} aria-hidden />
          </button>
        </div>
      </div>
      {price.couponFen > 0 && (
        <p className={`${styles.off} num`}>{t('order.off', { off: yuan(price.couponFen) })}</p>
      )}
      <button
        ref={button}
        type="button"
        className={styles.place}
        onClick={() => void place()}
        disabled={busy || soldOut}
        data-testid="order-place"
      >
        {soldOut ? t('card.soldOut') : t('order.place', { total: yuan(price.totalFen) })}
      </button>
      <p className={styles.rehearsal}>{t('order.rehearsal')}</p>
      {refusal && (
        <p className={styles.refusal} role="alert" data-testid="order-refused">
          {sentence(refusal)}
        </p>
      )}
    </fieldset>
  );
}
