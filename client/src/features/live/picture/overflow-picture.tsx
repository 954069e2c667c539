import { isOver } from '@caipai/shared/domain/session-machine';
import { Slider } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../../net/clock.ts';
import { attachLivePlaylist, type LivePlaylist } from '../../../player/live-playlist.ts';
import { useFormat } from '../../../ui/format.ts';
import { useRoom, useSession } from '../room-context.tsx';
import styles from './overflow-picture.module.css';
import { TapForSound } from './tap-for-sound.tsx';
import type { Playback } from './use-playback.ts';

const LOOK_EVERY_MS = 500;
/** A picture that stands for so long after the end of the session will not go on. */
const LAST_WORDS_MS = 15_000;
/** Closer to the newest than this nobody has wound back. */
const NEAR_EDGE_MS = 10_000;

/**
 * The session as a stream of segments, for those who found no seat: some seconds behind, and it can be wound back.
 * Comments and marks follow the time of what is shown.
 */
export default function OverflowPicture({
  video,
  playback,
  onFlowing,
  onEnded,
}: {
  video: RefObject<HTMLVideoElement | null>;
  playback: Playback;
  onFlowing: () => void;
  /** The session is over and all of it was shown. */
  onEnded: () => void;
}) {
  const room = useRoom();
  const { id, state, title } = useSession();
  const player = useRef<LivePlaylist | null>(null);
  const [silenced, setSilenced] = useState(false);
  const [flowing, setFlowing] = useState(false);
  const shift = useShift(video, player);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    let left = false;
    let stopClock = () => {};
    void attachLivePlaylist(element, `/api/sessions/${id}/live/index.m3u8`).then((attached) => {
      if (left) return attached.close();
      player.current = attached;
      stopClock = room.pictureClock.follow(() => attached.wallMs());
    });
    const begin = () => {
      element.play().catch(() => {
        element.muted = true;
        setSilenced(true);
        element.play().catch(() => {});
      });
    };
    element.addEventListener('canplay', begin, { once: true });
    const shown = () => {
      setFlowing(true);
      onFlowing();
    };
    element.addEventListener('playing', shown);
    return () => {
      left = true;
      element.removeEventListener('canplay', begin);
      element.removeEventListener('playing', shown);
      stopClock();
      player.current?.close();
      player.current = null;
    };
  }, [id, room, video, onFlowing]);

  const muted = playback.silent || silenced;
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.volume = playback.volume;
    element.muted = muted;
  }, [video, playback.volume, muted]);

  const over = isOver(state);
  useEffect(() => {
    if (!over) return;
    const element = video.current;
    if (!element) return;
    let stoodSinceMs = performance.now();
    const moved = () => {
      stoodSinceMs = performance.now();
    };
    // Who is behind, or wound back, sees it to its end.
    const timer = setInterval(() => {
      if (performance.now() - stoodSinceMs > LAST_WORDS_MS) onEnded();
    }, LOOK_EVERY_MS);
    element.addEventListener('timeupdate', moved);
    element.addEventListener('ended', onEnded);
    return () => {
      clearInterval(timer);
      element.removeEventListener('timeupdate', moved);
      element.removeEventListener('ended', onEnded);
    };
  }, [over, onEnded, video]);

  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a live rehearsal has no captions yet */}
      <video
        ref={video}
        className={styles.video}
        playsInline
        aria-label={title}
        data-testid="overflow-video"
        data-flowing={flowing || undefined}
      />
      {flowing && <Standing shift={shift} onEdge={() => player.current?.toLiveEdge()} />}
      {silenced && !playback.muted && <TapForSound onTap={() => setSilenced(false)} />}
    </>
  );
}

interface Shift {
  /** How far behind the anchor the picture is. */
  behindMs: number;
  /** How far back it can be wound. */
  reachMs: number;
  seek(behindMs: number): void;
}

function useShift(video: RefObject<HTMLVideoElement | null>, player: RefObject<LivePlaylist | null>): Shift {
  const [{ behindMs, reachMs }, set] = useState({ behindMs: 0, reachMs: 0 });
  useEffect(() => {
    const timer = setInterval(() => {
      const wallMs = player.current?.wallMs();
      const element = video.current;
      if (!element || wallMs === null || wallMs === undefined || element.seekable.length === 0) return;
      const behind = Math.max(0, serverNow() - wallMs);
      const backMs = (element.currentTime - element.seekable.start(0)) * 1_000;
      set({ behindMs: behind, reachMs: behind + Math.max(0, backMs) });
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [video, player]);
  return {
    behindMs,
    reachMs,
    seek(wantedMs) {
      const element = video.current;
      if (element) element.currentTime += (behindMs - wantedMs) / 1_000;
      set({ behindMs: wantedMs, reachMs });
    },
  };
}

/** Says that this is the stream and how far behind it is; winds back and to the newest again. */
function Standing({ shift, onEdge }: { shift: Shift; onEdge: () => void }) {
  const { t } = useTranslation('live');
  const format = useFormat();
  const { behindMs, reachMs, seek } = shift;
  const behind = format.length(behindMs);
  return (
    <div className={styles.standing} data-testid="overflow-standing">
      <p className={styles.words}>
        <strong>{t('overflow.title')}</strong>
        <span className="num">{t('overflow.behind', { time: behind })}</span>
      </p>
      <div className={styles.shift}>
        <Slider
          className={styles.slider}
          min={-reachMs}
          max={0}
          value={-behindMs}
          onChange={(value) => seek(-value)}
          label={null}
          size={3}
          thumbSize={14}
          thumbLabel={t('overflow.shift')}
        />
        <button
          type="button"
          className={styles.edge}
          onClick={onEdge}
          disabled={behindMs < NEAR_EDGE_MS}
          data-testid="overflow-edge"
        >
          <IconPlayerSkipForward size={16} aria-hidden />
          {t('overflow.edge')}
        </button>
      </div>
    </div>
  );
}
