import { useCallback, useState } from 'react';
import { read, remember } from '../live/remembered.ts';
import { useServerClock, useSession } from '../live/room-context.tsx';
import { plannedPosition, type RundownNow, type RundownPosition, rundownNow } from './rundown-clock.ts';

/** The running segment, and turning the page; the place survives a reload. */
export function useRundown(): { now: RundownNow | null; turn: (step: 1 | -1) => void } {
  const { id, rundown, startedAtMs } = useSession();
  const key = `rundown.${id}`;
  const [kept, setKept] = useState<RundownPosition | null>(() => {
    const found = read<RundownPosition>(key);
    return found.index === undefined || found.sinceMs === undefined
      ? null
      : { index: found.index, sinceMs: found.sinceMs };
  });
  const nowMs = useServerClock(startedAtMs === null ? null : 500);
  // A place that was kept from a rehearsal before this one began does not count.
  const valid = kept && startedAtMs !== null && kept.sinceMs >= startedAtMs ? kept : null;
  const position = valid ?? plannedPosition(rundown, startedAtMs ?? nowMs, nowMs);
  const { index } = position;

  const turn = useCallback(
    (step: 1 | -1) => {
      const next = {
        index: Math.min(Math.max(0, index + step), rundown.length - 1),
        sinceMs: Math.max(nowMs, startedAtMs ?? 0),
      };
      setKept(next);
      remember(key, next);
    },
    [index, rundown.length, key, nowMs, startedAtMs],
  );
  return { now: startedAtMs === null ? null : rundownNow(rundown, position, startedAtMs, nowMs), turn };
}
