import { fenText, parseFen } from '@caipai/shared/domain/money';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { ShelfItem } from '@caipai/shared/schemas/shelf';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShelfDesk } from '../../state/live/shelf-desk.ts';
import { useFormat } from '../../ui/format.ts';
import { yuan } from '../../ui/money.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { useRoom, useServerClock } from '../live/room-context.tsx';
import { parseCount, parseStock } from './plan-draft.ts';
import styles from './shelf-tool.module.css';

const flashSeconds = [30, 60, 180, 300, 600];

interface Terms {
  item: ShelfItem;
  desk: ShelfDesk;
  onRefused: (refusal: Refusal | null) => void;
}

/** Flash price, coupon and stock of one product; each is a form of its own. */
export function ItemTerms(terms: Terms) {
  return (
    <div className={styles.terms}>
      <Flash {...terms} />
      <Coupon {...terms} />
      <Stock {...terms} />
    </div>
  );
}

function Term({
  title,
  submit,
  stop,
  onSubmit,
  children,
}: {
  title: string;
  submit: string;
  stop?: { label: string; run: () => Promise<void> } | null;
  onSubmit: () => Promise<void>;
  children: ReactNode;
}) {
  const [busy, setBusy] = useState(false);
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    await act();
    setBusy(false);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    void run(onSubmit);
  };
  return (
    <form className={styles.term} onSubmit={send} aria-label={title} noValidate>
      <h3>{title}</h3>
      <div className={styles.fields}>{children}</div>
      <div className={styles.buttons}>
        {stop && (
          <Button variant="default" disabled={busy} onClick={() => void run(stop.run)}>
            {stop.label}
          </Button>
        )}
        <Button type="submit" loading={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** How the item stands when the press goes out, not when it was drawn. */
function useStanding({ item, onRefused }: Terms) {
  const { session } = useRoom();
  const { productId } = item;
  return {
    on: () => ({
      productId,
      revision:
        session.view.shelfDesk?.items.find((each) => each.productId === productId)?.revision ?? item.revision,
    }),
    settle: (answer: { ok: true } | { ok: false; error: Refusal }) =>
      onRefused(answer.ok ? null : answer.error),
  };
}

function Flash(terms: Terms) {
  const { item, desk } = terms;
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const { on, settle } = useStanding(terms);
  const nowMs = useServerClock(item.flash ? 500 : null);
  const [text, setText] = useState('');
  const [seconds, setSeconds] = useState(60);
  const [fault, setFault] = useState<'amount.invalid' | 'amount.below' | 'amount.above' | null>(null);
  const runs = item.flash !== null && item.flash.untilMs > nowMs;
  const start = async () => {
    const priceFen = parseFen(text);
    const wrong = !priceFen
      ? 'amount.invalid'
      : item.floorPriceFen !== null && priceFen < item.floorPriceFen
        ? 'amount.below'
        : priceFen >= item.priceFen
          ? 'amount.above'
          : null;
    setFault(wrong);
    if (wrong || !priceFen) return;
    settle(await desk.press('shelf:setFlash', () => ({ ...on(), flash: { priceFen, seconds } })));
  };
  const stop = async () => settle(await desk.press('shelf:setFlash', () => ({ ...on(), flash: null })));
  return (
    <Term
      title={t('flash.title')}
      submit={t('flash.start')}
      onSubmit={start}
      stop={runs ? { label: t('flash.stop'), run: stop } : null}
    >
      <TextInput
        label={t('flash.price')}
        inputMode="decimal"
        placeholder={item.floorPriceFen === null ? fenText(item.priceFen) : fenText(item.floorPriceFen)}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={fault && t(fault)}
        data-testid="flash-price"
      />
      <SelectField
        label={t('flash.seconds')}
        value={String(seconds)}
        options={flashSeconds.map((each) => ({ value: String(each), label: format.length(each * 1_000) }))}
        onChange={(value) => setSeconds(Number(value))}
      />
      {item.floorPriceFen !== null && (
        <p className={styles.note}>{t('flash.floor', { price: yuan(item.floorPriceFen) })}</p>
      )}
    </Term>
  );
}

function Coupon(terms: Terms) {
  const { item, desk } = terms;
  const { t } = useTranslation('shelf');
  const { on, settle } = useStanding(terms);
  const [threshold, setThreshold] = useState(fenText(item.priceFen));
  const [off, setOff] = useState('');
  const [count, setCount] = useState('20');
  const [faults, setFaults] = useState({ threshold: false, off: false, count: false });
  const start = async () => {
    const thresholdFen = parseFen(threshold);
    const offFen = parseFen(off);
    const pieces = parseCount(count);
    setFaults({
      threshold: thresholdFen === null,
      off: !offFen || (thresholdFen !== null && offFen > thresholdFen),
      count: pieces === null,
    });
    if (thresholdFen === null || !offFen || offFen > thresholdFen || pieces === null) return;
    const coupon = { offFen, thresholdFen, count: pieces };
    settle(await desk.press('shelf:setCoupon', () => ({ ...on(), coupon })));
  };
  const stop = async () => settle(await desk.press('shelf:setCoupon', () => ({ ...on(), coupon: null })));
  return (
    <Term
      title={t('coupon.title')}
      submit={t('coupon.start')}
      onSubmit={start}
      stop={item.coupon ? { label: t('coupon.stop'), run: stop } : null}
    >
      <TextInput
        label={t('coupon.threshold')}
        inputMode="decimal"
        value={threshold}
        onChange={(event) => setThreshold(event.currentTarget.value)}
        error={faults.threshold && t('amount.invalid')}
      />
      <TextInput
        label={t('coupon.off')}
        inputMode="decimal"
        value={off}
        onChange={(event) => setOff(event.currentTarget.value)}
        error={faults.off && t('amount.invalid')}
      />
      <TextInput
        label={t('coupon.count')}
        inputMode="numeric"
        value={count}
        onChange={(event) => setCount(event.currentTarget.value)}
        error={faults.count && t('amount.whole')}
      />
      {item.coupon && (
        <p className={`${styles.note} num`}>
          {t('card.coupon', { threshold: yuan(item.coupon.thresholdFen), off: yuan(item.coupon.offFen) })}
          {' · '}
          {t('card.couponLeft', { left: item.coupon.left })}
        </p>
      )}
    </Term>
  );
}

function Stock(terms: Terms) {
  const { item, desk } = terms;
  const { t } = useTranslation('shelf');
  const { on, settle } = useStanding(terms);
  const [text, setText] = useState('');
  const [fault, setFault] = useState(false);
  const set = async () => {
    const stock = parseStock(text);
    setFault(stock === null);
    if (stock === null) return;
    settle(await desk.press('shelf:setStock', () => ({ ...on(), stock })));
    setText('');
  };
  return (
    <Term title={t('stock.title')} submit={t('stock.set')} onSubmit={set}>
      <TextInput
        label={t('stock.now')}
        inputMode="numeric"
        placeholder={String(item.stock)}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={fault && t('amount.whole')}
        data-testid="stock-left"
      />
    </Term>
  );
}
