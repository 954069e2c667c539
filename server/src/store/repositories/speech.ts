import type { StoredEntry } from '@caipai/shared/timeline/ledger-entry';
import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { ledger, session, speechConsent } from '../schema/index.ts';

/** A transaction speaks the same language as the database itself. */
type Tx = Pick<Database, 'select' | 'delete'>;

/** Consent, and what it deletes: the only place that takes entries out of the ledger. */
export function speechRepository(db: Database) {
  const ofPerson = (cohortId: string, userId: string) =>
    and(eq(speechConsent.cohortId, cohortId), eq(speechConsent.userId, userId));

  async function forget(tx: Tx, cohortId: string, userId: string): Promise<void> {
    const inCohort = tx.select({ id: session.id }).from(session).where(eq(session.cohortId, cohortId));
    await tx
      .delete(ledger)
      .where(
        and(
          eq(ledger.kind, 'speech.measured'),
          eq(ledger.actorId, userId),
          inArray(ledger.sessionId, inCohort),
        ),
      );
  }

  return {
    /** Yes or no; a no takes back what was kept in this class, and whatever was shared of it. */
    async answer(cohortId: string, userId: string, given: boolean, nowMs: number): Promise<void> {
      await db.transaction(async (tx) => {
        const answer = { given, answeredAtMs: nowMs };
        await tx
          .insert(speechConsent)
          .values({ cohortId, userId, ...answer })
          .onConflictDoUpdate({ target: [speechConsent.cohortId, speechConsent.userId], set: answer });
        if (given) return;
        await forget(tx, cohortId, userId);
        await tx
          .update(session)
          .set({ speechShare: 'nobody' })
          .where(and(eq(session.cohortId, cohortId), eq(session.anchorId, userId)));
      });
    },

    /** For readings that were on their way while their owner said no. */
    async forgetUnlessGiven(cohortId: string, userId: string): Promise<boolean> {
      const [answer] = await db.select().from(speechConsent).where(ofPerson(cohortId, userId));
      if (answer?.given) return false;
      await forget(db, cohortId, userId);
      return true;
    },

    async readingsIn(sessionId: string): Promise<StoredEntry['entry'][]> {
      const rows = await db
        .select({ entry: ledger.entry })
        .from(ledger)
        .where(and(eq(ledger.sessionId, sessionId), eq(ledger.kind, 'speech.measured')))
        .orderBy(ledger.atMs);
      return rows.map(({ entry }) => entry);
    },
  };
}
export type SpeechRepository = ReturnType<typeof speechRepository>;
