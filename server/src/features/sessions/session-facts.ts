import type { SessionFacts } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Broadcast } from '../../realtime/broadcast.ts';
import type { Store } from '../../store/store.ts';

export interface RememberedSession extends SessionFacts {
  id: string;
  cohortId: string;
  startedAtMs: number | null;
  blockWords: string[];
  criteria: { id: string; levels: number }[];
}

/**
 * The few facts of a session that every request needs, remembered per process so that a comment costs
 * no read. `touch` from any process drops what is remembered.
 */
export function createSessionFacts(store: Store, broadcast: Broadcast) {
  const remembered = new Map<string, Promise<RememberedSession>>();
  broadcast.onTouched((sessionId) => remembered.delete(sessionId));

  async function load(sessionId: string): Promise<RememberedSession> {
    const row = await store.sessions.find(sessionId);
    if (!row) throw new StudioError('session.notFound');
    const cohort = await store.cohorts.find(row.cohortId);
    return {
      id: row.id,
      cohortId: row.cohortId,
      anchorId: row.anchorId,
      state: row.state,
      startedAtMs: row.startedAtMs,
      scoreReleased: row.scoreReleasedAtMs !== null,
      blockWords: (cohort?.blockWords ?? []).map((word) => word.toLowerCase()),
      criteria: row.rubricContent.criteria.map((each) => ({ id: each.id, levels: each.levels.length })),
    };
  }

  return {
    /** Throws `session.notFound`. */
    get(sessionId: string): Promise<RememberedSession> {
      let found = remembered.get(sessionId);
      if (!found) {
        found = load(sessionId);
        remembered.set(sessionId, found);
        found.catch(() => remembered.delete(sessionId));
      }
      return found;
    },
  };
}
export type SessionFactsReader = ReturnType<typeof createSessionFacts>;
