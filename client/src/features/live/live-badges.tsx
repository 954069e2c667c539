import { IconEye, IconPointFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../ui/format.ts';
import styles from './live-badges.module.css';
import { useLiveView, useServerClock } from './room-context.tsx';

/** On air since when; the only thing on the page that may glow. */
export function AirBadge() {
  const { t } = useTranslation('live');
  const state = useLiveView((view) => view.session?.state);
  const startedAtMs = useLiveView((view) => view.session?.startedAtMs ?? null);
  const onAir = state === 'live' || state === 'interrupted';
  const nowMs = useServerClock(onAir ? 500 : null);
  if (!state) return null;
  return (
    <span className={styles.air} data-state={state} data-testid="air-badge">
      <span className={styles.dot} aria-hidden />
      {t(`air.${state}`)}
      {onAir && startedAtMs !== null && (
        <time className="num" data-testid="air-time">
          {clockText(nowMs - startedAtMs)}
        </time>
      )}
    </span>
  );
}

export function ViewerCount() {
  const { t } = useTranslation('live');
  const viewers = useLiveView((view) => view.presence.viewers);
  return (
    <span className={styles.count} title={t('viewers', { count: viewers })} data-testid="viewer-count">
      <IconEye size={16} aria-hidden />
      <span className="num" aria-hidden>
        {viewers}
      </span>
      <span className="sr-only">{t('viewers', { count: viewers })}</span>
    </span>
  );
}

/** Whether the take is being kept; a worry says what it means for the replay. */
export function RecordingBadge() {
  const { t } = useTranslation('live');
  const status = useLiveView((view) => view.session?.recording ?? 'idle');
  if (status === 'idle' || status === 'stopped') return null;
  return (
    <span className={styles.recording} data-status={status} data-testid="recording-badge">
      <IconPointFilled size={14} aria-hidden />
      {t(`recording.${status}`)}
    </span>
  );
}
