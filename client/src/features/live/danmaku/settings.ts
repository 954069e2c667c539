import { useRemembered } from '../remembered.ts';
import type { Density } from './lane-gate.ts';

export interface DanmakuSettings {
  shown: boolean;
  density: Density;
  /** 0.3 to 1. */
  opacity: number;
  fontPx: number;
}

/** The studio starts with few: the anchor has other things to look at. */
export function useDanmakuSettings(place: 'watch' | 'studio' | 'coach' | 'crew') {
  return useRemembered<DanmakuSettings>(`danmaku.${place}`, {
    shown: true,
    density: place === 'watch' ? 'normal' : 'few',
    opacity: place === 'watch' ? 1 : 0.85,
    fontPx: place === 'watch' ? 22 : 18,
  });
}
