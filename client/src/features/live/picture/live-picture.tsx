import { IconVolumeOff } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DanmakuLayer } from '../danmaku/danmaku-layer.tsx';
import type { DanmakuSettings } from '../danmaku/settings.ts';
import { useSession, useViewer } from '../room-context.tsx';
import { DanmakuControl } from './danmaku-control.tsx';
import styles from './live-picture.module.css';
import { PlayerControls } from './player-controls.tsx';
import { Slate } from './slate.tsx';
import { usePlayback } from './use-playback.ts';
import { useReceivedPicture } from './use-received-picture.ts';

/** The anchor's picture with all that stands over it. Fills the box it is put in. */
export function LivePicture({
  testId,
  settings,
  onSettings,
  cover = false,
  children,
}: {
  testId: string;
  settings: DanmakuSettings;
  onSettings: (change: Partial<DanmakuSettings>) => void;
  /** A phone's full window: the picture is cut to it rather than framed. */
  cover?: boolean;
  /** More for the row of controls. */
  children?: ReactNode;
}) {
  const { t } = useTranslation('live');
  const viewer = useViewer();
  const { state, orientation, title } = useSession();
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const playback = usePlayback(video, viewer.stream);
  const { flowing, refused } = useReceivedPicture(video, viewer);
  const live = state === 'live';

  return (
    <div ref={frame} className={styles.frame} data-orientation={orientation} data-cover={cover || undefined}>
      {/* biome-ignore lint/a11y/useMediaCaption: a live rehearsal has no captions yet */}
      <video
        ref={video}
        className={styles.video}
        autoPlay
        playsInline
        disableRemotePlayback
        aria-label={title}
        data-testid={testId}
        data-flowing={flowing || undefined}
      />
      <Slate flowing={flowing} refused={refused} />
      {settings.shown && (live || state === 'lobby' || state === 'interrupted') && (
        <DanmakuLayer settings={settings} />
      )}
      {live && playback.needsTap && (
        <button
          type="button"
          className={styles.tap}
          onClick={playback.tapForSound}
          data-testid="tap-for-sound"
        >
          <IconVolumeOff size={18} aria-hidden />
          {t('player.tapForSound')}
        </button>
      )}
      <div className={styles.controls}>
        <PlayerControls video={video} frame={frame} playback={playback}>
          <DanmakuControl settings={settings} onChange={onSettings} />
          {children}
        </PlayerControls>
      </div>
    </div>
  );
}
