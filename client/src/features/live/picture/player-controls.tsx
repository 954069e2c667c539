import { Popover, Slider } from '@mantine/core';
import {
  IconMaximize,
  IconMinimize,
  IconPictureInPicture,
  IconVolume,
  IconVolume2,
  IconVolumeOff,
} from '@tabler/icons-react';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './player-controls.module.css';
import type { Playback } from './use-playback.ts';

/** The row over the picture's lower edge. */
export function PlayerControls({
  video,
  frame,
  playback,
  children,
}: {
  video: RefObject<HTMLVideoElement | null>;
  /** What goes full screen: the picture with its danmaku. */
  frame: RefObject<HTMLElement | null>;
  playback: Playback;
  children?: ReactNode;
}) {
  const { t } = useTranslation('live');
  const [full, setFull] = useState(false);
  useEffect(() => {
    const follow = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);

  const toggleFull = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (frame.current?.requestFullscreen) void frame.current.requestFullscreen().catch(() => {});
    else
      (
        video.current as (HTMLVideoElement & { webkitEnterFullscreen?(): void }) | null
      )?.webkitEnterFullscreen?.();
  };
  const togglePip = () => {
    if (document.pictureInPictureElement) void document.exitPictureInPicture();
    else void video.current?.requestPictureInPicture?.().catch(() => {});
  };
  const VolumeIcon = playback.muted ? IconVolumeOff : playback.volume < 0.5 ? IconVolume2 : IconVolume;

  return (
    <div className={styles.row}>
      <ControlButton
        label={playback.muted ? t('player.unmute') : t('player.mute')}
        onClick={playback.toggleMuted}
      >
        <VolumeIcon size={20} aria-hidden />
      </ControlButton>
      <Slider
        className={styles.volume}
        value={playback.muted ? 0 : playback.volume}
        onChange={playback.setVolume}
        min={0}
        max={1}
        step={0.05}
        label={null}
        size={3}
        thumbSize={12}
        thumbLabel={t('player.volume')}
      />
      <span className={styles.gap} />
      {children}
      {document.pictureInPictureEnabled && (
        <ControlButton label={t('player.pictureInPicture')} onClick={togglePip}>
          <IconPictureInPicture size={20} aria-hidden />
        </ControlButton>
      )}
      <ControlButton label={full ? t('player.exitFull') : t('player.full')} onClick={toggleFull}>
        {full ? <IconMinimize size={20} aria-hidden /> : <IconMaximize size={20} aria-hidden />}
      </ControlButton>
    </div>
  );
}

export function ControlButton({
  label,
  onClick,
  pressed,
  testId,
  children,
}: {
  label: string;
  onClick: () => void;
  pressed?: boolean;
  testId?: string;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onClick}
      data-testid={testId}
    >
      {children}
    </button>
  );
}

/** A control button that opens a small panel. */
export function ControlPopover({
  label,
  icon,
  children,
  testId,
}: {
  label: string;
  icon: ReactNode;
  children: ReactNode;
  testId?: string;
}) {
  return (
    <Popover
      position="top-end"
      radius="md"
      shadow="none"
      classNames={{ dropdown: styles.dropdown }}
      trapFocus
    >
      <Popover.Target>
        <button type="button" className={styles.button} aria-label={label} title={label} data-testid={testId}>
          {icon}
        </button>
      </Popover.Target>
      <Popover.Dropdown>{children}</Popover.Dropdown>
    </Popover>
  );
}
