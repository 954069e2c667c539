import { isOnAir, isOver } from '@caipai/shared/domain/session-machine';
import type { SessionSummary } from '@caipai/shared/schemas/session';

export interface HomeSessions {
  /** On air now, one's own first. */
  live: SessionSummary[];
  /** Planned or begun by anyone, the nearest first; drafts without a time come last, and only one's own. */
  next: SessionSummary[];
  /** The reader's newest session with a released score. */
  last: SessionSummary | null;
  /** Newest first. */
  past: SessionSummary[];
}

/** On the stage of this session, as anchor or beside them. */
function stands({ anchor, crew }: SessionSummary, myId: string): boolean {
  return anchor.id === myId || crew.some(({ person }) => person.id === myId);
}

/** Deals the sessions of the list out over the places of the home page. */
export function sortSessions(sessions: readonly SessionSummary[], myId: string): HomeSessions {
  const live = sessions
    .filter((each) => isOnAir(each.state))
    .sort((a, b) => Number(stands(b, myId)) - Number(stands(a, myId)));
  const next = sessions
    .filter((each) => !isOnAir(each.state) && !isOver(each.state))
    .filter((each) => stands(each, myId) || each.scheduledAtMs !== null || each.state === 'lobby')
    .sort(
      (a, b) =>
        Number(b.state === 'lobby') - Number(a.state === 'lobby') ||
        (a.scheduledAtMs ?? Number.POSITIVE_INFINITY) - (b.scheduledAtMs ?? Number.POSITIVE_INFINITY) ||
        b.createdAtMs - a.createdAtMs,
    );
  const past = sessions
    .filter((each) => isOver(each.state))
    .sort((a, b) => (b.startedAtMs ?? 0) - (a.startedAtMs ?? 0));
  const last =
    past.find((each) => each.anchor.id === myId && each.scoreReleased && each.score !== null) ?? null;
  return { live, next, last, past };
}
