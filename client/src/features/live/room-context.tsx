import { type Actor, sessionAccess } from '@caipai/shared/domain/permissions';
import type { SessionPart } from '@caipai/shared/protocol/requests';
import type { SessionAccess, SessionDetail } from '@caipai/shared/schemas/session';
import { useParams } from '@tanstack/react-router';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useMe } from '../../app/use-me.ts';
import { serverNow } from '../../net/clock.ts';
import type { Viewer } from '../../rtc/viewer.ts';
import { type LiveLease, leaseRoom, retainLease } from '../../state/live/leases.ts';
import type { LiveRoom } from '../../state/live/live-room.ts';
import type { LiveView } from '../../state/live/view.ts';

const LeaseContext = createContext<LiveLease | null>(null);

/** Joins the session of the address and hands the room to the page below. */
export function LiveRoomProvider({ part, children }: { part: SessionPart; children: ReactNode }) {
  const { sessionId } = useParams({ strict: false });
  const { id, name } = useMe();
  if (!sessionId) throw new Error('a live page needs a session in its address');
  // Begun while drawing, not after: the join need not wait for the page.
  const lease = useMemo(() => leaseRoom(sessionId, part, { id, name }), [sessionId, part, id, name]);
  useEffect(() => retainLease(lease), [lease]);
  return <LeaseContext value={lease}>{children}</LeaseContext>;
}

function useLease(): LiveLease {
  const lease = use(LeaseContext);
  if (!lease) throw new Error('outside of a LiveRoomProvider');
  return lease;
}

export function useRoom(): LiveRoom {
  return useLease().room;
}

export function useViewer(): Viewer {
  return useLease().viewer;
}

export function useLiveView<T>(select: (view: LiveView) => T): T {
  return useStore(useRoom().session.store, select);
}

/** The session; only below a place that has checked that it is there. */
export function useSession(): SessionDetail {
  const session = useLiveView((view) => view.session);
  if (!session) throw new Error('the session has not been joined yet');
  return session;
}

/** What this person may do now: asked of the same rules as on the server, for the state of this moment. */
export function useAccess(): SessionAccess {
  const me = useMe();
  const { state, scoreReleased, anchor, crew, access, speech } = useSession();
  return useMemo(() => {
    const actor: Actor = { userId: me.id, systemRole: me.role, cohortRole: access.cohortRole };
    const jobs = crew.map(({ job, person }) => ({ userId: person.id, job }));
    const facts = { anchorId: anchor.id, crew: jobs, state, scoreReleased, speech };
    return sessionAccess(actor, facts);
  }, [me.id, me.role, access.cohortRole, anchor.id, crew, state, scoreReleased, speech]);
}

/** The server's time, read again every `periodMs`; null stops the clock. */
export function useServerClock(periodMs: number | null): number {
  const [nowMs, setNowMs] = useState(serverNow);
  useEffect(() => {
    if (periodMs === null) return;
    setNowMs(serverNow());
    const timer = setInterval(() => setNowMs(serverNow()), periodMs);
    return () => clearInterval(timer);
  }, [periodMs]);
  return nowMs;
}
