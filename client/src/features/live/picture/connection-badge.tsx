import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../../net/use-connection.ts';
import type { StatsSample } from '../../../rtc/stats.ts';
import { HealthPanel } from '../health/health-panel.tsx';
import { HealthSheet } from '../health/health-sheet.tsx';
import { useQuality } from '../health/use-quality.ts';
import { useLiveView } from '../room-context.tsx';
import styles from './connection-badge.module.css';
import { SignalBars } from './signal-bars.tsx';

type BadgeState = 'away' | 'waiting' | 'good' | 'fair' | 'poor';

const bars: Record<BadgeState, number> = { away: 0, waiting: 2, good: 4, fair: 3, poor: 1 };

/** How good the connection is, in a word; why, and the figures, on a tap. */
export function ConnectionBadge({
  sample,
  compact = false,
}: {
  /** Reads the connection; null while nothing is to flow. */
  sample: (() => Promise<StatsSample | null>) | null;
  compact?: boolean;
}) {
  const { t } = useTranslation('live');
  const [opened, setOpened] = useState(false);
  const quality = useQuality(sample, opened);
  const connected = useConnection((state) => state.status === 'connected');
  const joined = useLiveView((view) => view.phase === 'joined');
  const state: BadgeState = !connected || !joined ? 'away' : (quality?.grade ?? 'waiting');
  const word = t(`connection.${state}`);
  const label = t('connection.label', { state: word });
  return (
    <HealthSheet
      title={label}
      opened={opened}
      onClose={() => setOpened(false)}
      target={
        <button
          type="button"
          className={styles.badge}
          data-state={state}
          data-testid="connection-badge"
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened((before) => !before)}
        >
          <SignalBars lit={bars[state]} />
          {!compact && <span>{word}</span>}
        </button>
      }
    >
      <HealthPanel quality={quality} hint={state === 'away' || state === 'waiting' ? state : null} />
    </HealthSheet>
  );
}
