import { useEffect, useRef } from 'react';
import type { Playback } from '../../player/playback.ts';

const SKIP_MS = 5_000;

/** Keys that a control under the focus needs for itself are left to it. */
function takesKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, [contenteditable], [role=slider], [role=menu], dialog'))
    return true;
  return (key === ' ' || key === 'Enter') && target.closest('button, a, [role=tab]') !== null;
}

export function usePlayerKeys(
  playback: Playback,
  actions: { toggleFullScreen: () => void; toggleDanmaku: () => void },
): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || takesKey(event.target, event.key)) return;
      const act = new Map([
        [' ', () => playback.toggle()],
        ['k', () => playback.toggle()],
        ['ArrowLeft', () => playback.skip(-SKIP_MS)],
        ['ArrowRight', () => playback.skip(SKIP_MS)],
        [',', () => playback.stepFrame(-1)],
        ['.', () => playback.stepFrame(1)],
        ['m', () => playback.toggleMuted()],
        ['d', () => latest.current.toggleDanmaku()],
        ['f', () => latest.current.toggleFullScreen()],
      ]).get(event.key);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [playback]);
}
