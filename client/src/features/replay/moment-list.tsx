import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Playback } from '../../player/playback.ts';
import { clockText } from '../../ui/format.ts';
import { currentIndex } from './moments.ts';
import styles from './moments-panel.module.css';

/** After a reader scrolled by hand the list stays put for so long. */
const HANDS_OFF_MS = 4_000;

export function MomentList<M extends { seq: number; mediaMs: number }>({
  playback,
  moments,
  empty,
  children,
}: {
  playback: Playback;
  moments: M[];
  empty: string;
  children: (moment: M) => ReactNode;
}) {
  const list = useRef<HTMLOListElement>(null);
  const touchedAtMs = useRef(Number.NEGATIVE_INFINITY);
  const current = useStore(playback.store, (state) => currentIndex(moments, state.positionMs));

  useEffect(() => {
    const scroller = list.current;
    if (!scroller || current < 0 || performance.now() - touchedAtMs.current < HANDS_OFF_MS) return;
    const row = scroller.children[current];
    if (!(row instanceof HTMLElement)) return;
    // Scrolls the list only; scrollIntoView would move the page too.
    scroller.scrollTo({ top: row.offsetTop - scroller.clientHeight * 0.6, behavior: 'smooth' });
  }, [current]);

  const touch = () => {
    touchedAtMs.current = performance.now();
  };
  if (moments.length === 0) return <p className={styles.empty}>{empty}</p>;
  return (
    <ol ref={list} className={styles.list} onWheel={touch} onTouchMove={touch}>
      {moments.map((moment, index) => (
        <li key={moment.seq}>
          <button
            type="button"
            className={styles.row}
            data-past={index <= current || undefined}
            aria-current={index === current ? 'true' : undefined}
            onClick={() => playback.seek(moment.mediaMs)}
            data-testid="timeline-item"
          >
            <span className={`${styles.time} num`}>{clockText(moment.mediaMs)}</span>
            <span className={styles.words}>{children(moment)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
