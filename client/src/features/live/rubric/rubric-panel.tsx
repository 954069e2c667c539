import { isOnAir, isOver } from '@caipai/shared/domain/session-machine';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccess, useRoom, useSession } from '../room-context.tsx';
import { CriterionCard } from './criterion-card.tsx';
import styles from './rubric-panel.module.css';
import { useMarkSheet } from './use-mark-sheet.ts';

/**
 * The score sheet while it happens: digits choose a level of the criterion in focus, the arrow keys walk,
 * and every change is kept in the browser until the server has it.
 */
export function RubricPanel() {
  const { t } = useTranslation('live');
  const { rubric, state } = useSession();
  const { score } = useAccess();
  const room = useRoom();
  const { marked, waiting, failed } = useMarkSheet();
  const list = useRef<HTMLOListElement>(null);
  const timely = isOnAir(state) || isOver(state);

  const walk = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const cards = [...(list.current?.querySelectorAll<HTMLElement>('[data-criterion]') ?? [])];
    const here = cards.findIndex((card) => card.contains(document.activeElement));
    if (step !== 0) {
      event.preventDefault();
      cards[Math.min(Math.max(0, here + step), cards.length - 1)]?.focus();
      return;
    }
    const criterion = rubric.criteria[here];
    const level = Number(event.key) - 1;
    if (!criterion || !score || event.ctrlKey || event.metaKey || event.altKey) return;
    if (Number.isInteger(level) && criterion.levels[level]) {
      event.preventDefault();
      room.marks.setLevel(criterion.id, level);
    }
  };

  return (
    <section className={styles.panel} aria-label={t('rubric.title')} data-testid="rubric-panel">
      <header className={styles.head}>
        <h3>{rubric.title}</h3>
        <p className={`${styles.state} num`} role="status" data-testid="rubric-state">
          {failed > 0
            ? t('rubric.failed', { count: failed })
            : waiting > 0
              ? t('rubric.waiting', { count: waiting })
              : t('rubric.marked', { marked, total: rubric.criteria.length })}
        </p>
      </header>
      {!timely && <p className={styles.early}>{t('rubric.early')}</p>}
      <ol ref={list} className={styles.list} onKeyDown={walk}>
        {rubric.criteria.map((criterion) => (
          <CriterionCard key={criterion.id} criterion={criterion} disabled={!score} />
        ))}
      </ol>
    </section>
  );
}
