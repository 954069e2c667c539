import { wordBlocker } from '@caipai/shared/domain/comment-text';
import type { SessionFacts } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Clock } from '../../context.ts';
import type { Broadcast } from '../../realtime/broadcast.ts';
import type { Store } from '../../store/store.ts';
import { factsOf } from './present.ts';

export interface RememberedSession extends SessionFacts {
  id: string;
  cohortId: string;
  startedAtMs: number | null;
  /** Whether the cohort's list has a word of this text. */
  blocks: (text: string) => boolean;
  criteria: { id: string; levels: number }[];
}

/** A `touch` from another process may get lost: nothing is believed for longer than this. */
const BELIEVED_MS = 5_000;

/**
 * The few facts of a session that every request needs, remembered per process so that a comment costs
 * no read. `touch` from any process drops what is remembered.
 */
export function createSessionFacts(store: Store, broadcast: Broadcast, clock: Clock) {
  const remembered = new Map<string, { atMs: number; facts: Promise<RememberedSession> }>();
  broadcast.onTouched((sessionId) => remembered.delete(sessionId));

  async function load(sessionId: string): Promise<RememberedSession> {
    const row = await store.sessions.find(sessionId);
    if (!row) throw new StudioError('session.notFound');
    const cohort = await store.cohorts.find(row.cohortId);
    return {
      id: row.id,
      cohortId: row.cohortId,
      anchorId: row.anchorId,
      crew: row.crew,
      state: row.state,
      startedAtMs: row.startedAtMs,
      scoreReleased: row.scoreReleasedAtMs !== null,
      speech: factsOf(row).speech,
      blocks: wordBlocker(cohort?.blockWords ?? []),
      criteria: row.rubricContent.criteria.map((each) => ({ id: each.id, levels: each.levels.length })),
    };
  }

  return {
    /** Throws `session.notFound`. */
    get(sessionId: string): Promise<RememberedSession> {
      const nowMs = clock.nowMs();
      const found = remembered.get(sessionId);
      if (found && nowMs - found.atMs < BELIEVED_MS) return found.facts;
      const facts = load(sessionId);
      remembered.set(sessionId, { atMs: nowMs, facts });
      facts.catch(() => remembered.delete(sessionId));
      return facts;
    },
  };
}
export type SessionFactsReader = ReturnType<typeof createSessionFacts>;
