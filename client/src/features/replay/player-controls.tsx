import { Menu } from '@mantine/core';
import {
  IconBadgeCc,
  IconBadgeCcFilled,
  IconHeadphones,
  IconHeadphonesOff,
  IconMaximize,
  IconMessage,
  IconMessageOff,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Playback } from '../../player/playback.ts';
import { clockText } from '../../ui/format.ts';
import styles from './player-controls.module.css';

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

export function PlayerControls({
  playback,
  danmakuShown,
  onToggleDanmaku,
  onToggleFullScreen,
  talkback,
  captions,
}: {
  playback: Playback;
  danmakuShown: boolean;
  onToggleDanmaku: () => void;
  onToggleFullScreen: () => void;
  /** Null when nothing was said, or nothing that the reader may hear. */
  talkback: { heard: boolean; toggle: () => void } | null;
  /** Null when nobody wrote down what was said. */
  captions: { shown: boolean; toggle: () => void } | null;
}) {
  const { t } = useTranslation(['replay', 'transcript']);
  const state = useStore(playback.store);
  const shownVolume = state.muted ? 0 : state.volume;
  return (
    <div className={styles.controls}>
      <input
        type="range"
        className={styles.seek}
        aria-label={t('player.position')}
        aria-valuetext={`${clockText(state.positionMs)} / ${clockText(state.durationMs)}`}
        min={0}
        max={Math.round(state.durationMs)}
        step={100}
        value={Math.round(state.positionMs)}
        style={
          {
            '--at': `${(100 * state.positionMs) / Math.max(state.durationMs, 1)}%`,
            '--loaded': `${(100 * state.bufferedMs) / Math.max(state.durationMs, 1)}%`,
          } as React.CSSProperties
        }
        onChange={(event) => playback.seek(event.currentTarget.valueAsNumber)}
        data-testid="player-seek"
      />
      <div className={styles.row}>
        <button
          type="button"
          className={styles.key}
          aria-label={t(state.playing ? 'player.pause' : 'player.play')}
          title={t('player.keys')}
          onClick={() => playback.toggle()}
          data-testid="player-toggle"
        >
          {state.playing ? <IconPlayerPauseFilled size={22} /> : <IconPlayerPlayFilled size={22} />}
        </button>
        <span className={`${styles.time} num`} data-testid="player-time">
          {clockText(state.positionMs)} <i>/ {clockText(state.durationMs)}</i>
        </span>
        <span className={styles.gap} />
        <Menu position="top" withinPortal={false}>
          <Menu.Target>
            <button
              type="button"
              className={styles.key}
              aria-label={t('player.speed')}
              data-testid="player-speed"
            >
              <span className="num">{state.rate}×</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown className={styles.menu}>
            {RATES.map((rate) => (
              <Menu.Item
                key={rate}
                data-chosen={rate === state.rate || undefined}
                onClick={() => playback.setRate(rate)}
              >
                <span className="num">{rate}×</span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {captions && (
          <button
            type="button"
            className={styles.key}
            aria-label={t(captions.shown ? 'transcript:captions.off' : 'transcript:captions.on')}
            title={t(captions.shown ? 'transcript:captions.off' : 'transcript:captions.on')}
            aria-pressed={captions.shown}
            onClick={captions.toggle}
            data-testid="player-captions"
          >
            {captions.shown ? <IconBadgeCcFilled size={22} /> : <IconBadgeCc size={22} stroke={1.7} />}
          </button>
        )}
        {talkback && (
          <button
            type="button"
            className={styles.key}
            aria-label={t(talkback.heard ? 'player.talkbackOff' : 'player.talkbackOn')}
            title={t(talkback.heard ? 'player.talkbackOff' : 'player.talkbackOn')}
            aria-pressed={talkback.heard}
            onClick={talkback.toggle}
            data-testid="player-talkback"
          >
            {talkback.heard ? (
              <IconHeadphones size={22} stroke={1.7} />
            ) : (
              <IconHeadphonesOff size={22} stroke={1.7} />
            )}
          </button>
        )}
        <button
          type="button"
          className={styles.key}
          aria-label={t(danmakuShown ? 'player.danmakuOff' : 'player.danmakuOn')}
          aria-pressed={danmakuShown}
          onClick={onToggleDanmaku}
          data-testid="player-danmaku"
        >
          {danmakuShown ? <IconMessage size={22} stroke={1.7} /> : <IconMessageOff size={22} stroke={1.7} />}
        </button>
        <button
          type="button"
          className={styles.key}
          aria-label={t(state.muted ? 'player.unmute' : 'player.mute')}
          onClick={() => playback.toggleMuted()}
        >
          {state.muted ? <IconVolumeOff size={22} stroke={1.7} /> : <IconVolume size={22} stroke={1.7} />}
        </button>
        <input
          type="range"
          className={styles.volume}
          aria-label={t('player.volume')}
          min={0}
          max={1}
          step={0.05}
          value={shownVolume}
          style={{ '--at': `${shownVolume * 100}%` } as React.CSSProperties}
          onChange={(event) => playback.setVolume(event.currentTarget.valueAsNumber)}
        />
        <button
          type="button"
          className={styles.key}
          aria-label={t('player.fullScreen')}
          onClick={onToggleFullScreen}
          data-testid="player-full-screen"
        >
          <IconMaximize size={22} stroke={1.7} />
        </button>
      </div>
    </div>
  );
}
