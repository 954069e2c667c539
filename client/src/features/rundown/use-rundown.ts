import { type LiveSegment, orderedSegments, withRunning } from '@caipai/shared/domain/rundown';
import { isOnAir } from '@caipai/shared/domain/session-machine';
import type { Refusal } from '@caipai/shared/protocol/result';
import { useCallback, useMemo, useState } from 'react';
import { newId } from '../../net/new-id.ts';
import { useLiveView, useRoom, useServerClock, useSession } from '../live/room-context.tsx';
import { type RundownNow, rundownNow } from './rundown-clock.ts';

const NONE: LiveSegment[] = [];

/** The segments in their order, as they stand now. */
export function useSegments(): LiveSegment[] {
  const rundown = useLiveView((view) => view.rundown);
  return useMemo(() => (rundown ? orderedSegments(rundown) : NONE), [rundown]);
}

/** Where the show is; null off air and while no segment runs. */
export function useRundownNow(): RundownNow | null {
  const { state, startedAtMs } = useSession();
  const segments = useSegments();
  const running = useLiveView((view) => view.rundown?.running ?? null);
  const counts = startedAtMs !== null && isOnAir(state);
  const nowMs = useServerClock(counts ? 500 : null);
  return counts ? rundownNow(segments, running, startedAtMs, nowMs) : null;
}

/** Turns the page for everybody. */
export function useStartSegment() {
  const { session } = useRoom();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const start = useCallback(
    async (segmentId: string) => {
      const answer = await session.ask('rundown:start', { id: newId(), segmentId });
      setRefusal(answer.ok ? null : answer.error);
      // The answer may be here before the fact.
      if (answer.ok)
        session.update((view) => ({
          ...view,
          rundown: view.rundown && withRunning(view.rundown, answer.value),
        }));
    },
    [session],
  );
  return { start, refusal };
}
