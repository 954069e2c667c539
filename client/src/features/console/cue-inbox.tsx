import { useTranslation } from 'react-i18next';
import { useCueWords } from '../../ui/cue-words.ts';
import { CuePictogram } from '../live/cue/cue-kinds.tsx';
import { useLiveView } from '../live/room-context.tsx';
import styles from './cue-inbox.module.css';

const SHOWN = 3;

/** What the stage is being told right now: the crew reads along. */
export function CueInbox() {
  const { t } = useTranslation(['console', 'coach']);
  const words = useCueWords();
  const cues = useLiveView((view) => view.cues);
  if (cues.length === 0) return null;
  return (
    <section className={styles.inbox} aria-label={t('inbox.title')} aria-live="polite">
      {cues
        .slice(-SHOWN)
        .reverse()
        .map((cue) => (
          <p key={cue.id} data-priority={cue.priority}>
            <CuePictogram kind={cue.kind} size={16} />
            <span>{words(cue)}</span>
            <small>{cue.planned ? t('coach:planned.by') : cue.from.name}</small>
          </p>
        ))}
    </section>
  );
}
