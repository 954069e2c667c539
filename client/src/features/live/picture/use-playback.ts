import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useRemembered } from '../remembered.ts';

export interface Playback {
  volume: number;
  /** What the viewer chose, or the browser requires. */
  muted: boolean;
  /** Nothing may sound: it is muted, or the stream is cut. */
  silent: boolean;
  /** The browser lets no page sound without a tap first; then the picture plays silently. */
  needsTap: boolean;
  setVolume(volume: number): void;
  toggleMuted(): void;
  tapForSound(): void;
}

/** Plays `stream` in the element, with sound where the browser permits it, silently where not. */
export function usePlayback(
  ref: RefObject<HTMLVideoElement | null>,
  stream: MediaStream,
  cut: boolean,
): Playback {
  const [kept, keep] = useRemembered('player', { volume: 1, muted: false });
  const [needsTap, setNeedsTap] = useState(false);
  const { volume, muted } = kept;
  const silent = muted || needsTap || cut;
  const startsSilent = useRef(silent);
  startsSilent.current = silent;

  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.srcObject = stream;
    video.muted = startsSilent.current;
    const stop = play(video, () => setNeedsTap(true));
    return () => {
      stop();
      video.srcObject = null;
    };
  }, [ref, stream]);

  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.volume = volume;
    if (video.muted === silent) return;
    video.muted = silent;
    // Who came during a cut has not touched the page yet: a browser may stop what begins to sound then.
    if (!silent) return play(video, () => setNeedsTap(true));
  }, [ref, volume, silent]);

  const tapForSound = useCallback(() => {
    const video = ref.current;
    setNeedsTap(false);
    keep({ muted: false });
    if (!video || cut) return;
    video.muted = false;
    video.play().catch(() => {});
  }, [ref, keep, cut]);

  return {
    volume,
    muted: muted || needsTap || volume === 0,
    silent: silent || volume === 0,
    needsTap,
    setVolume: (next) => {
      setNeedsTap(false);
      keep({ volume: next, muted: next === 0 });
    },
    toggleMuted: () => {
      setNeedsTap(false);
      keep({ muted: !(muted || needsTap), volume: volume || 0.8 });
    },
    tapForSound,
  };
}

/** Plays with the sound it is set to, or without where the browser wants a tap first; answers what takes that back. */
function play(video: HTMLVideoElement, onSilenced: () => void): () => void {
  let left = false;
  video.play().catch((cause: unknown) => {
    if (left || video.muted || !(cause instanceof DOMException) || cause.name !== 'NotAllowedError') return;
    video.muted = true;
    onSilenced();
    video.play().catch(() => {});
  });
  return () => {
    left = true;
  };
}
