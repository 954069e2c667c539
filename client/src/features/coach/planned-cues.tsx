import { dueCues } from '@caipai/shared/domain/planned-cues';
import type { Refusal } from '@caipai/shared/protocol/result';
import { IconCalendarClock, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCueWords } from '../../ui/cue-words.ts';
import { clockText } from '../../ui/format.ts';
import { InlineError } from '../../ui/states.tsx';
import { CuePictogram } from '../live/cue/cue-kinds.tsx';
import { useAccess, useLiveView, useRoom, useServerClock } from '../live/room-context.tsx';
import styles from './planned-cues.module.css';

/** What the rundown is going to say by itself, and a switch to keep it back. Not there while nothing is planned. */
export function PlannedCues() {
  const { t } = useTranslation(['coach', 'common']);
  const words = useCueWords();
  const { session } = useRoom();
  const rundown = useLiveView((view) => view.rundown);
  const held = useLiveView((view) => view.cuesHeld);
  const { cue: open } = useAccess();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const planned = rundown?.segments.some(({ cues }) => (cues?.length ?? 0) > 0) ?? false;
  const nowMs = useServerClock(planned ? 500 : null);
  if (!rundown || !planned) return null;
  const coming = dueCues(rundown).filter(({ dueAtMs }) => dueAtMs > nowMs);
  const hold = async () => {
    const answer = await session.ask('cue:hold', { held: !held });
    setRefusal(answer.ok ? null : answer.error);
  };
  return (
    <section className={styles.panel} data-held={held || undefined} data-testid="planned-cues">
      <header>
        <IconCalendarClock size={18} aria-hidden />
        <h3>{t('planned.title')}</h3>
        <button
          type="button"
          aria-pressed={held}
          disabled={!open}
          onClick={() => void hold()}
          data-testid="planned-hold"
        >
          {held ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />}
          {held ? t('planned.release') : t('planned.hold')}
        </button>
      </header>
      {held && <p role="status">{t('planned.held')}</p>}
      {coming.length === 0 && !held && <p>{t('planned.none')}</p>}
      <ol>
        {coming.map(({ cue, dueAtMs }) => (
          <li key={cue.id} data-priority={cue.priority} data-testid="planned-cue">
            <CuePictogram kind={cue.kind} size={16} />
            <span>{words(cue)}</span>
            {cue.to !== 'anchor' && (
              <small>→ {cue.to === 'all' ? t('target.all') : t(`common:crewJob.${cue.to}`)}</small>
            )}
            <time className="num">{clockText(dueAtMs - nowMs + 999)}</time>
          </li>
        ))}
      </ol>
      <InlineError refusal={refusal} />
    </section>
  );
}
