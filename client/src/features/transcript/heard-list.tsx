import type { TranscriptLine } from '@caipai/shared/schemas/transcript';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../ui/format.ts';
import { TextWithHits } from '../compliance/text-with-hits.tsx';
import { useLiveView, useSession } from '../live/room-context.tsx';
import { worstHit } from './flagged.ts';
import styles from './heard-list.module.css';

/** As many as can be taken in at a glance; the replay has them all. */
const SHOWN = 8;

/** What the anchor said last, newest on top, with what the rules have against it; or why there is nothing to read. */
export function HeardList({ action }: { action?: (line: TranscriptLine) => ReactNode }) {
  const { t } = useTranslation('transcript');
  const transcript = useLiveView((view) => view.transcript);
  if (!transcript) return null;
  const { recogniser, lines, partial } = transcript;
  return (
    <section className={styles.panel} aria-label={t('title')} data-testid="heard">
      <h3 className={styles.title}>{t('title')}</h3>
      {lines.length === 0 && !partial && <p className={styles.empty}>{t(`empty.${recogniser}`)}</p>}
      <ol className={styles.list}>
        {partial && (
          <li data-partial>
            <Time ms={partial.fromMs} />
            <p className={styles.words}>{partial.text}…</p>
          </li>
        )}
        {lines
          .slice(-SHOWN)
          .reverse()
          .map((line) => (
            <li key={line.id} data-flagged={worstHit(line) ? true : undefined} data-testid="heard-line">
              <Time ms={line.fromMs} />
              <p className={styles.words}>
                <TextWithHits text={line.text} hits={line.hits} />
              </p>
              {action?.(line)}
            </li>
          ))}
      </ol>
    </section>
  );
}

function Time({ ms }: { ms: number }) {
  const { startedAtMs } = useSession();
  return (
    <time className={`${styles.time} num`}>{startedAtMs === null ? '' : clockText(ms - startedAtMs)}</time>
  );
}
