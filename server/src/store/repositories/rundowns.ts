import type { Rundown } from '@caipai/shared/domain/rundown';
import type { SessionState } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { eq } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { session } from '../schema/index.ts';

const columns = {
  state: session.state,
  revision: session.rundownRevision,
  segments: session.rundown,
  running: session.runningSegment,
  editIds: session.rundownEditIds,
};

export function rundownRepository(db: Database) {
  return {
    /** With what decides beside it whether a planned prompt is sent. */
    async find(sessionId: string): Promise<(Rundown & { state: SessionState; cuesHeld: boolean }) | null> {
      const [row] = await db
        .select({ ...columns, cuesHeld: session.cuesHeld })
        .from(session)
        .where(eq(session.id, sessionId));
      return row ?? null;
    },

    /**
     * What `decide` makes of the rundown is stored under a row lock, so that of two editors the second one decides
     * over what the first one left. What it throws leaves all as it was.
     */
    async change<T extends { rundown: Rundown }>(
      sessionId: string,
      decide: (rundown: Rundown, state: SessionState) => T,
    ): Promise<T> {
      return db.transaction(async (tx) => {
        const [row] = await tx.select(columns).from(session).where(eq(session.id, sessionId)).for('update');
        if (!row) throw new StudioError('session.notFound');
        const { state, ...before } = row;
        const decided = decide(before, state);
        const after = decided.rundown;
        if (after !== before) {
          await tx
            .update(session)
            .set({
              rundownRevision: after.revision,
              rundown: after.segments,
              runningSegment: after.running,
              rundownEditIds: after.editIds,
            })
            .where(eq(session.id, sessionId));
        }
        return decided;
      });
    },
  };
}
