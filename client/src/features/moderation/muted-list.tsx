import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../ui/format.ts';
import { useLiveView, useServerClock } from '../live/room-context.tsx';
import styles from './moderation-tool.module.css';
import { useModeration } from './use-moderation.ts';

/** Who may not comment now, why, and for how long yet. */
export function MutedList() {
  const { t } = useTranslation('moderation');
  const desk = useModeration();
  const all = useLiveView((view) => view.moderation?.mutes);
  const nowMs = useServerClock(1_000);
  const mutes = (all ?? []).filter(({ untilMs }) => untilMs > nowMs);
  if (mutes.length === 0) return <p className={styles.empty}>{t('list.empty.muted')}</p>;
  return (
    <ul className={styles.muted}>
      {mutes.map(({ person, untilMs, reason, by }) => (
        <li key={person.id} data-testid="muted-person">
          <span>
            <b>{person.name}</b>
            <small>
              {t('mute.by', { reason: t(`mute.reason.${reason}`), name: by.name })}
              {' · '}
              <span className="num">{t('mute.until', { time: clockText(untilMs - nowMs + 999) })}</span>
            </small>
          </span>
          <Button
            variant="default"
            onClick={() => void desk.act('member:mute', { userId: person.id, seconds: 0 })}
            data-testid="mute-lift"
          >
            {t('mute.lift')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
