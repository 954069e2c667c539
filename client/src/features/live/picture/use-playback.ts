import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useRemembered } from '../remembered.ts';

export interface Playback {
  volume: number;
  muted: boolean;
  /** The browser lets no page sound without a tap first; then the picture plays silently. */
  needsTap: boolean;
  setVolume(volume: number): void;
  toggleMuted(): void;
  tapForSound(): void;
}

/** Plays `stream` in the element, with sound where the browser permits it, silently where not. */
export function usePlayback(ref: RefObject<HTMLVideoElement | null>, stream: MediaStream): Playback {
  const [kept, keep] = useRemembered('player', { volume: 1, muted: false });
  const [needsTap, setNeedsTap] = useState(false);
  const { volume, muted } = kept;
  const startsMuted = useRef(muted);
  startsMuted.current = muted;

  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.srcObject = stream;
    video.muted = startsMuted.current;
    let left = false;
    video.play().catch((cause: unknown) => {
      if (left || !(cause instanceof DOMException) || cause.name !== 'NotAllowedError') return;
      video.muted = true;
      setNeedsTap(!startsMuted.current);
      video.play().catch(() => {});
    });
    return () => {
      left = true;
      video.srcObject = null;
    };
  }, [ref, stream]);

  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.volume = volume;
    video.muted = muted || needsTap;
  }, [ref, volume, muted, needsTap]);

  const tapForSound = useCallback(() => {
    const video = ref.current;
    setNeedsTap(false);
    keep({ muted: false });
    if (!video) return;
    video.muted = false;
    video.play().catch(() => {});
  }, [ref, keep]);

  return {
    volume,
    muted: muted || needsTap || volume === 0,
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
