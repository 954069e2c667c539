import type { ProvedClaim } from '@caipai/shared/compliance/types';
import { type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldIn, hitAt, keepOver, placeOf, reveal } from './field-mirror.ts';
import { HitCard } from './hit-card.tsx';
import marks from './hit-marks.module.css';
import { HitsList } from './hits-list.tsx';
import { wake } from './lint-client.ts';
import { piecesOf, toneOf } from './pieces.ts';
import { useHits } from './use-hits.ts';
import styles from './with-hits.module.css';

interface Open {
  hit: number;
  /** Pointed at, it closes by itself. */
  by: 'pointer' | 'press';
  anchor: { left: number; top: number; width: number; height: number };
}

export function HitsLayer({
  frame,
  text,
  facts,
}: {
  frame: RefObject<HTMLDivElement | null>;
  text: string;
  facts: readonly ProvedClaim[];
}) {
  const { t } = useTranslation('compliance');
  const { hits, failed, checking } = useHits(text, facts);
  const mirror = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const openHit = open && hits[open.hit];

  /** Beside the words in the field, or beside what stands for them in the list. */
  const show = (hit: number, by: Open['by'], beside?: HTMLElement) => {
    const place = frame.current;
    const target = beside ?? mirror.current?.querySelector<HTMLElement>(`[data-hit="${hit}"]`);
    const anchor = place && target ? placeOf(target, place) : null;
    setOpen(anchor && { hit, by, anchor });
  };
  const goTo = (hit: number) => {
    const field = fieldIn(frame.current);
    const found = hits[hit];
    if (!field || !mirror.current || !found) return;
    field.setSelectionRange(found.start, found.end);
    reveal(field, mirror.current, hit);
    show(hit, 'press');
  };
  const step = (by: 1 | -1) => {
    if (hits.length === 0) return;
    const caret = fieldIn(frame.current)?.selectionStart ?? 0;
    const next = hits.findIndex(({ start }) => start >= caret);
    // With none open the one behind the caret is the next, the one before it the previous.
    const from = open ? open.hit : by === 1 ? (next === -1 ? hits.length : next) - 1 : next === -1 ? 0 : next;
    goTo((from + by + hits.length) % hits.length);
  };

  // Not a layout effect: the frame is the parent's, and known only after those.
  useEffect(() => {
    const field = fieldIn(frame.current);
    if (field && mirror.current && frame.current) return keepOver(field, mirror.current, frame.current);
  }, [frame]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed closes what is open
  useEffect(() => setOpen(null), [text]);

  const latest = useRef({ open, show, step, goTo });
  latest.current = { open, show, step, goTo };
  // A keystroke is painted with the field; the list follows it.
  const listed = useDeferredValue(useMemo(() => ({ text, hits }), [text, hits]));
  const acts = useMemo(
    () => ({
      onStep: (by: 1 | -1) => latest.current.step(by),
      onGo: (hit: number) => latest.current.goTo(hit),
      onShow: (hit: number, chip: HTMLElement) => latest.current.show(hit, 'press', chip),
      onHide: () => setOpen(null),
    }),
    [],
  );
  useEffect(() => {
    const field = fieldIn(frame.current);
    if (!field) return;
    const at = ({ clientX, clientY }: MouseEvent) =>
      mirror.current && hitAt(mirror.current, clientX, clientY);
    const point = (event: Event) => {
      if ((event as PointerEvent).pointerType !== 'mouse') return;
      const { open: shown, show: open } = latest.current;
      const hit = at(event as PointerEvent);
      if (shown?.by === 'press' || shown?.hit === hit) return;
      if (hit === null) setOpen(null);
      else open(hit, 'pointer');
    };
    const leave = () => setOpen((old) => (old?.by === 'pointer' ? null : old));
    const follow = () => {
      const { open: shown, show: open } = latest.current;
      if (shown?.by === 'press') open(shown.hit, 'press');
      else leave();
    };
    const press = (event: Event) => {
      const hit = at(event as MouseEvent);
      if (hit !== null) latest.current.show(hit, 'press');
    };
    const key = (event: Event) => {
      const { key: name, shiftKey } = event as KeyboardEvent;
      if (name === 'Escape') setOpen(null);
      if (name !== 'F8') return;
      event.preventDefault();
      latest.current.step(shiftKey ? -1 : 1);
    };
    const listeners = { pointermove: point, pointerleave: leave, click: press, keydown: key, scroll: follow };
    for (const [name, listener] of Object.entries(listeners)) field.addEventListener(name, listener);
    // The lexicon is fetched for whoever is about to write.
    if (document.activeElement === field) wake();
    field.addEventListener('focus', wake);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) field.removeEventListener(name, listener);
      field.removeEventListener('focus', wake);
    };
  }, [frame]);

  return (
    <>
      <div ref={mirror} className={styles.mirror} aria-hidden>
        <div className={styles.letters}>
          {piecesOf(text, hits).map(({ start, text: letters, hit }) => {
            const found = hit === null ? undefined : hits[hit];
            return found ? (
              <span
                key={start}
                className={marks.mark}
                data-hit={hit}
                data-tone={toneOf(found)}
                data-open={open?.hit === hit || undefined}
              >
                {letters}
              </span>
            ) : (
              letters
            );
          })}
        </div>
      </div>
      {open && openHit && (
        <HitCard
          key={`${open.anchor.left} ${open.anchor.top}`}
          hit={openHit}
          opened
          writing
          onClose={() => setOpen(null)}
        >
          {() => <span className={styles.anchor} style={open.anchor} />}
        </HitCard>
      )}
      {checking && (
        <p className={styles.checking} role="status">
          {t('checking')}
        </p>
      )}
      {failed && <p className={styles.list}>{t('failed')}</p>}
      <HitsList {...listed} openHit={open?.hit ?? null} {...acts} />
    </>
  );
}
