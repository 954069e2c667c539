import type { Hit } from '@caipai/shared/compliance/types';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import marks from './hit-marks.module.css';
import { toneOf } from './pieces.ts';
import styles from './with-hits.module.css';

/** Everything that was found in a field, below it: how much, one after the other, and each by itself. */
export function HitsList({
  text,
  hits,
  openHit,
  onStep,
  onGo,
  onShow,
  onHide,
}: {
  text: string;
  hits: readonly Hit[];
  openHit: number | null;
  onStep: (by: 1 | -1) => void;
  onGo: (hit: number) => void;
  onShow: (hit: number, chip: HTMLElement) => void;
  onHide: () => void;
}) {
  const { t } = useTranslation(['compliance', 'violation']);
  const counts = { change: 0, notice: 0, permitted: 0 };
  for (const hit of hits) {
    const tone = toneOf(hit);
    counts[tone === 'block' || tone === 'warn' ? 'change' : tone] += 1;
  }
  const sums = (['change', 'notice', 'permitted'] as const)
    .filter((each) => counts[each] > 0)
    .map((each) => t(`count.${each}`, { count: counts[each] }));
  return (
    <div className={styles.list} data-testid="hits" hidden={hits.length === 0}>
      <span className="num" role="status">
        {sums.join(' · ')}
      </span>
      {hits.length > 1 && (
        <span className={styles.steps}>
          <button
            type="button"
            aria-label={t('previous')}
            title={t('previous')}
            aria-keyshortcuts="Shift+F8"
            onClick={() => onStep(-1)}
            data-testid="hit-previous"
          >
            <IconArrowUp size={16} stroke={1.8} aria-hidden />
          </button>
          <button
            type="button"
            aria-label={t('next')}
            title={t('next')}
            aria-keyshortcuts="F8"
            onClick={() => onStep(1)}
            data-testid="hit-next"
          >
            <IconArrowDown size={16} stroke={1.8} aria-hidden />
          </button>
        </span>
      )}
      <ul className={styles.chips} aria-label={t('list')}>
        {hits.map((hit, index) => {
          const tone = toneOf(hit);
          return (
            <li key={`${hit.start} ${hit.entryId}`}>
              <button
                type="button"
                className={styles.chip}
                aria-expanded={openHit === index}
                aria-label={t('hit', {
                  words: text.slice(hit.start, hit.end),
                  tone: t(`tone.${tone}`),
                  category: t(`violation:category.${hit.category}`),
                })}
                onFocus={({ currentTarget }) => {
                  if (currentTarget.matches(':focus-visible')) onShow(index, currentTarget);
                }}
                onBlur={onHide}
                onKeyDown={({ key }) => key === 'Escape' && onHide()}
                onClick={() => onGo(index)}
                data-tone={tone}
                data-testid="hit-chip"
              >
                <span className={marks.mark} data-tone={tone}>
                  {text.slice(hit.start, hit.end)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
