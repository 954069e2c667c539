import { Popover } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../../net/use-connection.ts';
import { type Quality, type StatsSample, watchQuality } from '../../../rtc/stats.ts';
import { useLiveView } from '../room-context.tsx';
import styles from './connection-badge.module.css';
import { SignalBars } from './signal-bars.tsx';

export function useQuality(read: (() => Promise<StatsSample | null>) | null): Quality | null {
  const [quality, setQuality] = useState<Quality | null>(null);
  useEffect(() => {
    if (!read) {
      setQuality(null);
      return;
    }
    return watchQuality(read, setQuality);
  }, [read]);
  return quality;
}

type BadgeState = 'away' | 'waiting' | 'good' | 'fair' | 'poor';

const bars: Record<BadgeState, number> = { away: 0, waiting: 2, good: 4, fair: 3, poor: 1 };

/** How good the connection is, in a word and a sentence; the figures on a tap. */
export function ConnectionBadge({
  quality,
  compact = false,
}: {
  quality: Quality | null;
  compact?: boolean;
}) {
  const { t } = useTranslation('live');
  const connected = useConnection((state) => state.status === 'connected');
  const joined = useLiveView((view) => view.phase === 'joined');
  const state: BadgeState = !connected || !joined ? 'away' : (quality?.grade ?? 'waiting');
  const word = t(`connection.${state}`);
  return (
    <Popover position="bottom-end" radius="md" shadow="none" classNames={{ dropdown: styles.dropdown }}>
      <Popover.Target>
        <button
          type="button"
          className={styles.badge}
          data-state={state}
          data-testid="connection-badge"
          aria-label={t('connection.label', { state: word })}
        >
          <SignalBars lit={bars[state]} />
          {!compact && <span>{word}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={styles.reason}>
          {quality && state !== 'away'
            ? t(`connection.reason.${quality.reason}`)
            : t(`connection.hint.${state}`)}
        </p>
        {quality && <Figures figures={quality.figures} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Figures({ figures }: { figures: Quality['figures'] }) {
  const { t } = useTranslation('live');
  const { width, height, framesPerSecond, bitrateBps, lossShare, roundTripMs, codec } = figures;
  const rows: [string, string | null][] = [
    [t('connection.size'), width && height ? `${width} × ${height}` : null],
    [t('connection.frames'), framesPerSecond === null ? null : String(framesPerSecond)],
    [t('connection.bitrate'), bitrateBps === null ? null : `${(bitrateBps / 1e6).toFixed(1)} Mbit/s`],
    [t('connection.loss'), lossShare === null ? null : `${(lossShare * 100).toFixed(1)} %`],
    [t('connection.delay'), roundTripMs === null ? null : `${roundTripMs} ms`],
    [t('connection.codec'), codec],
  ];
  return (
    <dl className={`${styles.figures} num`}>
      {rows.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
