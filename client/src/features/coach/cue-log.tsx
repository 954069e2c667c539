import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconCircleCheck,
  IconClockHour4,
  IconEye,
  IconHourglassOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CueRow } from '../../state/live/view.ts';
import { useCueWords } from '../../ui/cue-words.ts';
import { clockText } from '../../ui/format.ts';
import { useRefusalText } from '../../ui/states.tsx';
import { CuePictogram } from '../live/cue/cue-kinds.tsx';
import { useLiveView, useRoom, useSession } from '../live/room-context.tsx';
import styles from './cue-log.module.css';
import { PlannedCues } from './planned-cues.tsx';

/** What was sent and how far it came: taken, on the anchor's screen, seen. Newest on top. */
export function CueLog() {
  const { t } = useTranslation('coach');
  const cues = useLiveView((view) => view.cues);
  return (
    <>
      <PlannedCues />
      {cues.length === 0 ? <p className={styles.empty}>{t('log.empty')}</p> : <Sent cues={cues} />}
    </>
  );
}

function Sent({ cues }: { cues: CueRow[] }) {
  const { t } = useTranslation('coach');
  return (
    <ol className={styles.log} aria-label={t('log.title')}>
      {[...cues].reverse().map((cue) => (
        <Row key={cue.id} cue={cue} />
      ))}
    </ol>
  );
}

function Row({ cue }: { cue: CueRow }) {
  const { t } = useTranslation(['coach', 'common']);
  const words = useCueWords();
  const room = useRoom();
  const { startedAtMs } = useSession();
  const atMs = startedAtMs === null ? null : cue.atMs - startedAtMs;
  return (
    <li
      className={styles.row}
      data-priority={cue.priority}
      data-testid="cue-row"
      data-cue-id={cue.id}
      data-stage={stageOf(cue)}
    >
      <span className={styles.kind}>
        <CuePictogram kind={cue.kind} size={18} />
      </span>
      <div className={styles.words}>
        <p>{words(cue)}</p>
        <p className={`${styles.when} num`}>
          {atMs !== null && atMs >= 0 && <time>{clockText(atMs)}</time>}
          {cue.to !== 'anchor' && (
            <span>→ {cue.to === 'all' ? t('target.all') : t(`common:crewJob.${cue.to}`)}</span>
          )}
          {cue.planned ? (
            <span>{t('planned.by')}</span>
          ) : (
            cue.from.id !== room.me.id && <span>{cue.from.name}</span>
          )}
        </p>
      </div>
      <Stage cue={cue} />
    </li>
  );
}

type Stage = 'failed' | 'sending' | 'sent' | 'delivered' | 'expired' | 'seen' | 'acted';

function stageOf(cue: CueRow): Stage {
  if (cue.fate !== 'sent') return cue.fate;
  if (cue.actedAtMs !== null) return 'acted';
  if (cue.seenAtMs !== null) return 'seen';
  if (cue.expiredAtMs !== null) return 'expired';
  return cue.deliveredAtMs === null ? 'sent' : 'delivered';
}

const icons = {
  failed: IconAlertCircle,
  sending: IconClockHour4,
  sent: IconCheck,
  delivered: IconChecks,
  expired: IconHourglassOff,
  seen: IconEye,
  acted: IconCircleCheck,
};

function Stage({ cue }: { cue: CueRow }) {
  const { t } = useTranslation('coach');
  const sentence = useRefusalText();
  const stage = stageOf(cue);
  const Icon = icons[stage];
  const reachedAtMs =
    stage === 'acted'
      ? cue.actedAtMs
      : stage === 'seen'
        ? cue.seenAtMs
        : stage === 'delivered'
          ? cue.deliveredAtMs
          : null;
  const tookS = reachedAtMs === null ? null : Math.max(0, reachedAtMs - cue.atMs) / 1_000;
  return (
    <span
      className={`${styles.stage} num`}
      data-stage={stage}
      title={cue.refusal ? sentence(cue.refusal) : undefined}
    >
      <Icon size={16} aria-hidden />
      {t(`stage.${stage}`)}
      {tookS !== null && <small>{t('stage.after', { seconds: tookS.toFixed(1) })}</small>}
    </span>
  );
}
