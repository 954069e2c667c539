import { countFillers } from '@caipai/shared/speech/fillers';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './filler-counts.module.css';
import type { SentenceMoment } from './transcript-moments.ts';

const MINUTE_MS = 60_000;

/** What was said out of habit, and how often; a press leaves only the sentences in which it was. */
export function FillerCounts({
  sentences,
  chosen,
  onChoose,
}: {
  sentences: readonly SentenceMoment[];
  chosen: string | null;
  onChoose: (word: string | null) => void;
}) {
  const { t } = useTranslation('transcript');
  const { counts, total, perMin } = useMemo(() => {
    const counts = countFillers(sentences.map(({ text }) => text));
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    const spokenMs = sentences.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
    return { counts, total, perMin: spokenMs > 0 ? (total * MINUTE_MS) / spokenMs : 0 };
  }, [sentences]);
  return (
    <div className={styles.counts} data-testid="filler-counts">
      <p>
        {total === 0 ? (
          t('fillers.none')
        ) : (
          <>
            {t('fillers.total', { count: total })}
            {perMin > 0 && <span className="num">{t('fillers.perMinute', { rate: perMin.toFixed(1) })}</span>}
          </>
        )}
      </p>
      {counts.length > 0 && (
        <ul>
          {counts.map(({ word, count }) => (
            <li key={word}>
              <button
                type="button"
                aria-pressed={word === chosen}
                onClick={() => onChoose(word === chosen ? null : word)}
                aria-label={t('fillers.find', { word, count })}
              >
                {word} <b className="num">{count}</b>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
