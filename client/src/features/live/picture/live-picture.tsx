import { isOnAir } from '@caipai/shared/domain/session-machine';
import type { ErrorCode } from '@caipai/shared/errors/codes';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { ShelfSlot } from '../../shelf/shelf-slot.tsx';
import { DanmakuLayer } from '../danmaku/danmaku-layer.tsx';
import type { DanmakuSettings } from '../danmaku/settings.ts';
import { useLiveView, useRoom, useSession, useViewer } from '../room-context.tsx';
import { CutLine } from './cut-line.tsx';
import { CutSlate } from './cut-slate.tsx';
import { DanmakuControl } from './danmaku-control.tsx';
import { GuestPicture } from './guest-picture.tsx';
import styles from './live-picture.module.css';
import { PlayerControls } from './player-controls.tsx';
import { Slate } from './slate.tsx';
import { TapForSound } from './tap-for-sound.tsx';
import { usePlayback } from './use-playback.ts';
import { useReceivedPicture } from './use-received-picture.ts';

const OverflowPicture = lazy(() => import('./overflow-picture.tsx'));

/** The pictures of anchor and assistant with all that stands over it. Fills the box it is put in. */
export function LivePicture({
  testId,
  settings,
  onSettings,
  cover = false,
  shelf = false,
  children,
}: {
  testId: string;
  settings: DanmakuSettings;
  onSettings: (change: Partial<DanmakuSettings>) => void;
  /** A phone's full window: the picture is cut to it rather than framed. */
  cover?: boolean;
  /** The pinned product stands in its corner. */
  shelf?: boolean;
  /** More for the row of controls. */
  children?: ReactNode;
}) {
  const viewer = useViewer();
  const { state, orientation, title, layout } = useSession();
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const guest = useRef<HTMLVideoElement>(null);
  const accompanied = useLiveView(({ tracks }) => tracks.some(({ feed }) => feed === 'assistant'));
  const watches = useRoom().session.part === 'watch';
  const cutNow = useLiveView((view) => view.cut);
  const cut = cutNow && watches;
  const playback = usePlayback(video, viewer.feeds.anchor.stream, cut);
  const { flowing, refused } = useReceivedPicture(video, viewer, 'anchor');
  const { flowing: guestFlowing } = useReceivedPicture(guest, viewer, 'assistant', accompanied);
  const alone = state === 'interrupted' || !flowing;
  const live = state === 'live';
  const overflow = useRef<HTMLVideoElement>(null);
  const { stream, overflowFlows, endOverflow } = useOverflow(refused, flowing);
  const overflows = stream !== 'none';

  return (
    <div
      ref={frame}
      className={styles.frame}
      data-orientation={orientation}
      data-cover={cover || undefined}
      data-pictures={guestFlowing ? (alone ? 'guest' : layout) : 'anchor'}
      data-testid="live-frame"
    >
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
      {accompanied && <GuestPicture video={guest} playback={playback} />}
      {overflows && (
        <Suspense fallback={null}>
          <OverflowPicture
            video={overflow}
            playback={playback}
            onFlowing={overflowFlows}
            onEnded={endOverflow}
          />
        </Suspense>
      )}
      <Slate
        flowing={flowing || stream === 'flowing'}
        guestFlowing={guestFlowing}
        refused={stream === 'opening' ? refused : null}
        replaysEnd={stream === 'flowing'}
      />
      {cutNow && (watches ? <CutSlate /> : <CutLine />)}
      {settings.shown && (live || state === 'lobby' || state === 'interrupted') && (
        <DanmakuLayer settings={settings} />
      )}
      {shelf && !cut && (
        <div className={styles.shelf}>
          <ShelfSlot />
        </div>
      )}
      {live && !overflows && playback.needsTap && <TapForSound onTap={playback.tapForSound} />}
      <div className={styles.controls}>
        <PlayerControls video={overflows ? overflow : video} frame={frame} playback={playback}>
          <DanmakuControl settings={settings} onChange={onSettings} />
          {children}
        </PlayerControls>
      </div>
    </div>
  );
}

/** Without a seat the session comes as a stream: until there is a seat, and after the end until all was shown. */
function useOverflow(refused: ErrorCode | null, flowing: boolean) {
  const { state } = useSession();
  const [stream, setStream] = useState<'none' | 'opening' | 'flowing'>('none');
  useEffect(() => {
    if (flowing) setStream('none');
    else if (refused === 'media.full' && isOnAir(state))
      setStream((now) => (now === 'none' ? 'opening' : now));
  }, [refused, flowing, state]);
  return {
    stream,
    overflowFlows: useCallback(() => setStream('flowing'), []),
    endOverflow: useCallback(() => setStream('none'), []),
  };
}
