import {
  IconArrowBackUp,
  IconCheck,
  IconCircleCheck,
  IconHelp,
  IconPin,
  IconTrash,
  IconUser,
  IconVolumeOff,
} from '@tabler/icons-react';
import { type ComponentType, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { TextWithHits } from '../compliance/text-with-hits.tsx';
import { type Action, actions } from './actions.ts';
import styles from './comment-row.module.css';
import type { Item } from './items.ts';

const icons: Record<Action, ComponentType<{ size: number; 'aria-hidden': boolean }>> = {
  release: IconCheck,
  reply: IconArrowBackUp,
  answered: IconCircleCheck,
  question: IconHelp,
  pin: IconPin,
  person: IconUser,
  mute: IconVolumeOff,
  remove: IconTrash,
};

/** What the key does to this comment as it stands. */
function wordOf(action: Action, { held, question, pinned }: Item) {
  if (action === 'answered') return question?.answeredAfterMs == null ? 'answered' : 'open';
  if (action === 'question') return question ? 'noQuestion' : 'question';
  if (action === 'pin') return pinned ? 'unpin' : 'pin';
  if (action === 'remove') return held ? 'refuse' : 'remove';
  return action;
}

/** One comment; chosen, it shows what can be done about it. */
export const CommentRow = memo(function CommentRow({
  item,
  chosen,
  offered,
  onChoose,
  onAct,
}: {
  item: Item;
  chosen: boolean;
  offered: readonly Action[];
  onChoose: (id: string) => void;
  onAct: (action: Action, item: Item) => void;
}) {
  const { t } = useTranslation(['moderation', 'live', 'violation']);
  const { line, held, flags, question, pinned } = item;
  const [worst] = flags.toSorted((a, b) => Number(b.severity === 'block') - Number(a.severity === 'block'));
  const answered = question !== null && question.answeredAfterMs !== null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it moves by keys
    <li
      className={styles.row}
      data-chosen={chosen || undefined}
      data-held={held ? true : undefined}
      data-id={line.id}
      aria-current={chosen || undefined}
      onClick={() => onChoose(line.id)}
      data-testid={held ? 'held-item' : 'danmaku-item'}
    >
      <p className={styles.line}>
        <span className={styles.name} data-job={line.by.job}>
          {line.by.name}
        </span>
        {line.by.job !== 'peer' && <span className={styles.tag}>{t(`live:job.${line.by.job}`)}</span>}
        {held && (
          <span className={styles.tag} data-tone="amber">
            {t(`tag.held.${held}`)}
          </span>
        )}
        {worst && (
          <span className={styles.tag} data-tone="live" data-testid="tag-flag">
            {t(`violation:category.${worst.category}`)}
          </span>
        )}
        {question && !answered && (
          <span className={styles.tag} data-tone="cool" data-testid="tag-question">
            {t('tag.question')}
          </span>
        )}
        {answered && (
          <span className={styles.tag} data-tone="good" data-testid="tag-answered">
            {t('tag.answered')}
          </span>
        )}
        {pinned && <span className={styles.tag}>{t('tag.pinned')}</span>}
        {line.replyTo && <span className={styles.to}>@{line.replyTo.name}</span>}
        <span className={styles.text}>
          <TextWithHits text={line.text} hits={flags} />
        </span>
      </p>
      {chosen && offered.length > 0 && (
        <div className={styles.actions}>
          {offered.map((action) => {
            const Icon = icons[action];
            return (
              <button
                key={action}
                type="button"
                data-main={action === 'release' || undefined}
                onClick={(event) => {
                  event.stopPropagation();
                  onAct(action, item);
                }}
                aria-keyshortcuts={actions[action]}
                data-testid={`act-${action}`}
              >
                <Icon size={16} aria-hidden />
                {t(`act.${wordOf(action, item)}`)}
              </button>
            );
          })}
        </div>
      )}
    </li>
  );
});
