import type { Receipt } from '@caipai/shared/schemas/receipt';
import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { recording } from '../schema/index.ts';

export type RecordingRow = typeof recording.$inferSelect;
export type FinishState = RecordingRow['finishState'];

export function recordingRepository(db: Database) {
  return {
    async find(sessionId: string): Promise<RecordingRow | null> {
      const [row] = await db.select().from(recording).where(eq(recording.sessionId, sessionId));
      return row ?? null;
    },

    /** Writes the receipt down; a recording that is being finished already stays in its state. */
    async open(sessionId: string, receipt: Receipt, finishState: 'waiting' | 'done'): Promise<void> {
      await db
        .insert(recording)
        .values({ sessionId, receipt, finishState, finishShare: finishState === 'done' ? 1 : 0 })
        .onConflictDoUpdate({ target: recording.sessionId, set: { receipt } });
    },

    async update(
      sessionId: string,
      change: Partial<Pick<RecordingRow, 'receipt' | 'finishState' | 'finishShare'>>,
    ): Promise<void> {
      await db.update(recording).set(change).where(eq(recording.sessionId, sessionId));
    },

    /** Answers false when it is not running any more: a hole was filled, and it waits again. */
    async finishRunning(sessionId: string, receipt: Receipt | null): Promise<boolean> {
      const rows = await db
        .update(recording)
        .set({ finishState: 'done', finishShare: 1, receipt })
        .where(and(eq(recording.sessionId, sessionId), eq(recording.finishState, 'running')))
        .returning({ sessionId: recording.sessionId });
      return rows.length > 0;
    },

    /** Those whose finish job is still to be done, whatever the queue knows of them. */
    async listUnfinished(): Promise<string[]> {
      const rows = await db
        .select({ sessionId: recording.sessionId })
        .from(recording)
        .where(inArray(recording.finishState, ['waiting', 'running']));
      return rows.map(({ sessionId }) => sessionId);
    },
  };
}
