import { countFillers } from '@caipai/shared/speech/fillers';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveView } from '../live/room-context.tsx';
import styles from './speech-meter.module.css';

const WINDOW_MS = 60_000;
const NAMED = 2;

/** Fillers of the last minute that was written down; where nobody writes, nothing. */
export function FillerLine() {
  const { t } = useTranslation('transcript');
  const lines = useLiveView((view) => view.transcript?.lines);
  const counts = useMemo(() => {
    const sinceMs = (lines?.at(-1)?.untilMs ?? 0) - WINDOW_MS;
    return countFillers((lines ?? []).filter(({ fromMs }) => fromMs >= sinceMs).map(({ text }) => text));
  }, [lines]);
  if (!lines || lines.length === 0) return null;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={styles.fillers} data-testid="speech-fillers">
      <div className={styles.row}>
        <span>{t('fillers.label')}</span>
        <b className="num">{total}</b>
      </div>
      <p>
        {counts
          .slice(0, NAMED)
          .map(({ word, count }) => `${word} ${count}`)
          .join(' · ')}
      </p>
    </div>
  );
}
