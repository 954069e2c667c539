import type { Replay } from '@caipai/shared/schemas/replay';
import type { Orientation } from '@caipai/shared/schemas/session';
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { type AttachedPlayer, attachPlaylist } from '../../player/hls-player.ts';
import type { Playback } from '../../player/playback.ts';
import { useRemembered } from '../live/remembered.ts';
import { CaptionsTrack } from './captions.tsx';
import { AssistantVideo, TalkbackSound } from './companion.tsx';
import { DanmakuLayer } from './danmaku-layer.tsx';
import { layoutAt, type Moments } from './moments.ts';
import styles from './player.module.css';
import { PlayerControls } from './player-controls.tsx';
import { usePlayerKeys } from './use-player-keys.ts';

export function Player({
  playback,
  playlistUrl,
  replay,
  captions,
  orientation,
  title,
  startSeconds,
  moments,
  myId,
  onFatal,
  children,
}: {
  playback: Playback;
  playlistUrl: string;
  replay: Pick<Replay, 'posterUrl' | 'spans' | 'assistant' | 'talkback'>;
  captions: Replay['captions'];
  orientation: Orientation;
  title: string;
  startSeconds: number;
  moments: Moments;
  myId: string;
  /** Nothing more can be played; what there is may have become another recording. */
  onFatal: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation(['replay', 'common']);
  const frame = useRef<HTMLElement>(null);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  const [danmakuShown, setDanmakuShown] = useState(true);
  const [{ on: captionsShown }, chooseCaptions] = useRemembered('captions', { on: false });
  const [words, setWords] = useState('');
  const [accompanied, setAccompanied] = useState(false);
  const [hearsTalkback, setHearsTalkback] = useState(false);
  const layout = useStore(playback.store, (state) => layoutAt(moments.layouts, state.positionMs));
  const { posterUrl, spans, assistant, talkback } = replay;
  const leader = useMemo(() => video && { video, spans, playback }, [video, spans, playback]);
  const playing = useStore(playback.store, (state) => state.playing);
  const waiting = useStore(playback.store, (state) => state.waiting);

  useEffect(() => (video ? playback.bind(video) : undefined), [video, playback]);

  const startAt = useRef(startSeconds);
  const told = useRef(onFatal);
  told.current = onFatal;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a reason to attach anew
  useEffect(() => {
    if (!video) return;
    let player: AttachedPlayer | null = null;
    let closed = false;
    setFailed(false);
    void attachPlaylist(video, playlistUrl, {
      startSeconds: startAt.current,
      onFatal: () => {
        startAt.current = video.currentTime;
        setFailed(true);
        told.current();
      },
    }).then(
      (attached) => {
        if (closed) attached.close();
        else player = attached;
      },
      () => setFailed(true),
    );
    return () => {
      closed = true;
      player?.close();
    };
  }, [video, playlistUrl, attempt]);

  const toggleFullScreen = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (frame.current?.requestFullscreen) void frame.current.requestFullscreen();
    // iPhones only let the video itself fill the screen.
    else
      (
        video as (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null
      )?.webkitEnterFullscreen?.();
  };
  const toggleDanmaku = () => setDanmakuShown((shown) => !shown);
  usePlayerKeys(playback, { toggleFullScreen, toggleDanmaku });

  return (
    <section
      ref={frame}
      className={styles.player}
      data-orientation={orientation}
      data-pictures={accompanied ? layout : 'anchor'}
      data-idle={playing || undefined}
      aria-label={t('player.label', { title })}
    >
      {posterUrl && <img className={styles.wall} src={posterUrl} alt="" aria-hidden />}
      {/* biome-ignore lint/a11y/useMediaCaption: there are captions where somebody wrote down what was said */}
      <video
        ref={setVideo}
        className={styles.video}
        poster={posterUrl ?? undefined}
        playsInline
        preload="auto"
        onClick={() => playback.toggle()}
        data-testid="replay-video"
      >
        {captions && captionsShown && (
          <CaptionsTrack key={captions.url} captions={captions} onWords={setWords} />
        )}
      </video>
      {leader && assistant && (
        <div className={styles.stage}>
          <AssistantVideo
            leader={leader}
            replay={assistant}
            className={styles.assistant ?? ''}
            onPresent={setAccompanied}
          />
        </div>
      )}
      {leader &&
        hearsTalkback &&
        talkback.map((each) => <TalkbackSound key={each.playlistUrl} leader={leader} replay={each} />)}
      {video && danmakuShown && <DanmakuLayer video={video} moments={moments.danmaku} myId={myId} />}
      {words && (
        <p className={styles.caption} data-testid="caption">
          <span>{words}</span>
        </p>
      )}
      {waiting && !failed && <span className={styles.spinner} aria-hidden />}
      {!playing && !waiting && !failed && (
        <button
          type="button"
          className={styles.big}
          aria-label={t('player.play')}
          onClick={() => playback.toggle()}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M8 5.2v13.6L19 12Z" fill="currentColor" />
          </svg>
        </button>
      )}
      {failed && (
        <div className={styles.failed} role="alert">
          <strong>{t('player.failed')}</strong>
          <p>{t('player.failedText')}</p>
          <Button onClick={() => setAttempt((value) => value + 1)}>{t('common:action.retry')}</Button>
        </div>
      )}
      <PlayerControls
        playback={playback}
        danmakuShown={danmakuShown}
        onToggleDanmaku={toggleDanmaku}
        captions={captions && { shown: captionsShown, toggle: () => chooseCaptions({ on: !captionsShown }) }}
        talkback={
          talkback.length > 0
            ? { heard: hearsTalkback, toggle: () => setHearsTalkback((heard) => !heard) }
            : null
        }
        onToggleFullScreen={toggleFullScreen}
      />
      {children}
    </section>
  );
}
