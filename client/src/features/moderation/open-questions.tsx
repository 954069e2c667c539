import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAccess, useLiveView } from '../live/room-context.tsx';
import { CommentWords } from './comment-words.tsx';
import styles from './open-questions.module.css';
import { useModeration } from './use-moderation.ts';

const SHOWN = 3;

/** What the audience still waits to hear, oldest first; one touch and it is answered. */
export function OpenQuestions() {
  const { t } = useTranslation('moderation');
  const desk = useModeration();
  const { answer } = useAccess();
  const questions = useLiveView((view) => view.questions);
  const open = questions.filter(({ answeredAfterMs }) => answeredAfterMs === null);
  if (open.length === 0) return null;
  return (
    <section className={styles.questions} data-testid="open-questions">
      <h4>{t('questions.title', { count: open.length })}</h4>
      <ul>
        {open.slice(0, SHOWN).map(({ danmaku }) => (
          <li key={danmaku.id}>
            <CommentWords danmaku={danmaku} />
            {answer && (
              <button
                type="button"
                onClick={() => void desk.act('danmaku:answer', { danmakuId: danmaku.id, answered: true })}
                aria-label={t('act.answered')}
                title={t('act.answered')}
                data-testid="question-answered"
              >
                <IconCheck size={18} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
