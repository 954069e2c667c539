import { eq } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { recordingCopy } from '../schema/index.ts';

export type CopyRow = typeof recordingCopy.$inferSelect;

export function copyRepository(db: Database) {
  return {
    async find(copyId: string): Promise<CopyRow | null> {
      const [row] = await db.select().from(recordingCopy).where(eq(recordingCopy.copyId, copyId));
      return row ?? null;
    },

    async list(sessionId: string): Promise<CopyRow[]> {
      return db.select().from(recordingCopy).where(eq(recordingCopy.sessionId, sessionId));
    },

    /** A copy that is known already waits anew: more of it may have come. */
    async open(copy: Pick<CopyRow, 'copyId' | 'sessionId' | 'startedWallMs'>): Promise<void> {
      await db
        .insert(recordingCopy)
        .values({ ...copy, state: 'waiting' })
        .onConflictDoUpdate({ target: recordingCopy.copyId, set: { state: 'waiting' } });
    },

    async settle(copyId: string, state: 'done' | 'failed', filled: number): Promise<void> {
      await db.update(recordingCopy).set({ state, filled }).where(eq(recordingCopy.copyId, copyId));
    },

    async listWaiting(): Promise<string[]> {
      const rows = await db
        .select({ copyId: recordingCopy.copyId })
        .from(recordingCopy)
        .where(eq(recordingCopy.state, 'waiting'));
      return rows.map(({ copyId }) => copyId);
    },
  };
}
