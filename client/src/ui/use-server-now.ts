import { useEffect, useState } from 'react';
import { serverNow } from '../net/clock.ts';

/** The server's clock, ticking: for countdowns and counters on screen. */
export function useServerNow(everyMs = 1_000): number {
  const [nowMs, setNowMs] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
