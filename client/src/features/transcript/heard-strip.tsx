import { IconTextCaption } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TextWithHits } from '../compliance/text-with-hits.tsx';
import { useLiveView } from '../live/room-context.tsx';
import styles from './heard-strip.module.css';

/** The newest words in one place that is always seen; where nobody writes them down it takes no room. */
export function HeardStrip() {
  const { t } = useTranslation('transcript');
  const transcript = useLiveView((view) => view.transcript);
  if (!transcript || transcript.recogniser === 'none') return null;
  const { lines, partial, recogniser } = transcript;
  const last = lines.at(-1);
  return (
    <div className={styles.strip} data-testid="heard-strip">
      <IconTextCaption size={18} aria-hidden />
      <p className={styles.words}>
        {partial ? (
          <span className={styles.partial}>{partial.text}…</span>
        ) : last ? (
          <TextWithHits key={last.id} text={last.text} hits={last.hits} />
        ) : (
          <span className={styles.partial}>{t(`empty.${recogniser}`)}</span>
        )}
      </p>
    </div>
  );
}
