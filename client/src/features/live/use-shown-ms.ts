import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useRoom } from './room-context.tsx';

const LOOK_EVERY_MS = 500;

/** The server's time of what is on the screen, where that is behind; null where it is now. */
export function useShownMs(): number | null {
  const { pictureClock } = useRoom();
  const behind = useStore(pictureClock.store, (view) => view.behind);
  const [shownMs, setShownMs] = useState<number | null>(null);
  useEffect(() => {
    if (!behind) return setShownMs(null);
    const look = () => setShownMs(pictureClock.nowMs());
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [behind, pictureClock]);
  return shownMs;
}
