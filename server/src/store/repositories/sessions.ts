import type {
  SessionEffect,
  SessionEvent,
  SessionPhase,
  SessionState,
} from '@caipai/shared/domain/session-machine';
import { transition } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { CrewJob } from '@caipai/shared/schemas/crew';
import type { CueKey } from '@caipai/shared/schemas/cue';
import type { SpeechPolicy } from '@caipai/shared/schemas/speech';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { cohort, session, sessionCrew, speechConsent, user } from '../schema/index.ts';

interface CrewRow {
  userId: string;
  job: CrewJob;
  name: string;
}

interface Beside {
  anchorName: string;
  cohortName: string;
  cuePalette: CueKey[];
  speechPolicy: SpeechPolicy;
  /** What the anchor answered; null before they were asked. */
  speechConsent: boolean | null;
  crew: CrewRow[];
}

export type SessionRow = typeof session.$inferSelect & Beside;

function phaseOf(row: SessionPhase): SessionPhase {
  return {
    state: row.state,
    scheduledAtMs: row.scheduledAtMs,
    startedAtMs: row.startedAtMs,
    interruptedAtMs: row.interruptedAtMs,
    endedAtMs: row.endedAtMs,
  };
}

export function sessionRepository(db: Database) {
  const crew = sql<CrewRow[]>`coalesce((
    select json_agg(json_build_object('userId', member.user_id, 'job', member.job, 'name', person.name))
    from ${sessionCrew} member join ${user} person on person.id = member.user_id
    where member.session_id = ${session.id}), '[]')`;
  const consent = sql<boolean | null>`(
    select answer.given from ${speechConsent} answer
    where answer.cohort_id = ${session.cohortId} and answer.user_id = ${session.anchorId})`;
  const withNames = () =>
    db
      .select({
        session,
        anchorName: user.name,
        cohortName: cohort.name,
        cuePalette: cohort.cuePalette,
        speechPolicy: { figures: cohort.speechFigures, language: cohort.speechLanguage },
        speechConsent: consent,
        crew,
      })
      .from(session)
      .innerJoin(user, eq(user.id, session.anchorId))
      .innerJoin(cohort, eq(cohort.id, session.cohortId));
  const flatten = ({ session: own, ...beside }: { session: typeof session.$inferSelect } & Beside) => ({
    ...own,
    ...beside,
  });

  return {
    async find(id: string): Promise<SessionRow | null> {
      const [row] = await withNames().where(eq(session.id, id));
      return row ? flatten(row) : null;
    },

    /** Newest first. */
    async listIn(cohortIds: readonly string[], limit: number): Promise<SessionRow[]> {
      if (cohortIds.length === 0) return [];
      const rows = await withNames()
        .where(inArray(session.cohortId, [...cohortIds]))
        .orderBy(desc(session.createdAtMs))
        .limit(limit);
      return rows.map(flatten);
    },

    async listInStates(states: readonly SessionState[]): Promise<SessionRow[]> {
      const rows = await withNames().where(inArray(session.state, [...states]));
      return rows.map(flatten);
    },

    async create(row: typeof session.$inferInsert): Promise<void> {
      await db.insert(session).values(row);
    },

    async update(id: string, change: Partial<typeof session.$inferInsert>): Promise<void> {
      if (Object.keys(change).length > 0) await db.update(session).set(change).where(eq(session.id, id));
    },

    /** Gives each job to this person, or to nobody; whoever had it before has it no longer. */
    async setCrew(
      sessionId: string,
      change: readonly { job: CrewJob; userId: string | null }[],
    ): Promise<void> {
      await db.transaction(async (tx) => {
        for (const { job, userId } of change) {
          await tx
            .delete(sessionCrew)
            .where(and(eq(sessionCrew.sessionId, sessionId), eq(sessionCrew.job, job)));
          if (userId !== null) await tx.insert(sessionCrew).values({ sessionId, userId, job });
        }
      });
    },

    async remove(id: string): Promise<void> {
      await db.delete(session).where(eq(session.id, id));
    },

    /**
     * Runs one event through the session machine under a row lock, so that of two processes or two
     * clicks exactly one gets the effects. Throws `session.notFound` or the machine's refusal.
     */
    async apply(id: string, event: SessionEvent): Promise<{ phase: SessionPhase; effects: SessionEffect[] }> {
      return db.transaction(async (tx) => {
        const [row] = await tx.select().from(session).where(eq(session.id, id)).for('update');
        if (!row) throw new StudioError('session.notFound');
        const next = transition(phaseOf(row), event);
        if (!next.ok) throw new StudioError(next.code, `${event.type} in state ${row.state}`);
        if (next.effects.length > 0) {
          await tx
            .update(session)
            .set(next.phase)
            .where(and(eq(session.id, id)));
        }
        return { phase: next.phase, effects: next.effects };
      });
    },
  };
}
export type SessionRepository = ReturnType<typeof sessionRepository>;
