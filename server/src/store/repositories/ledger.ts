import type { LedgerEntry, LedgerKind, StoredEntry } from '@caipai/shared/timeline/ledger-entry';
import { and, asc, eq, gt, inArray, notInArray, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { ledger } from '../schema/index.ts';

export interface NewEntry {
  sessionId: string;
  entryId: string;
  actorId: string | null;
  entry: LedgerEntry;
}

/** Where a new entry stands, and whether the same entry had been written before. */
export interface Placed {
  seq: number;
  atMs: number;
  repeated: boolean;
}

/** As the driver answers it: what is wider than 32 bits may come as text. */
interface PlacedRow {
  seq: number | string;
  session_id: string;
  entry_id: string;
  at_ms: number | string;
}

function toStored(row: typeof ledger.$inferSelect): StoredEntry {
  return { seq: row.seq, sessionId: row.sessionId, actorId: row.actorId, entry: row.entry };
}

export function ledgerRepository(db: Database) {
  async function placesOf(entries: readonly NewEntry[]) {
    if (entries.length === 0) return [];
    return db
      .select({ seq: ledger.seq, sessionId: ledger.sessionId, entryId: ledger.entryId, atMs: ledger.atMs })
      .from(ledger)
      .where(
        and(
          inArray(ledger.sessionId, [...new Set(entries.map((each) => each.sessionId))]),
          inArray(ledger.entryId, [...new Set(entries.map((each) => each.entryId))]),
        ),
      );
  }

  return {
    /**
     * Writes a batch as a whole and answers in the same order. An entry whose id is already there is not
     * written again: its first place is returned. Writers of one session take turns, so that a reader who
     * saw sequence n never finds a smaller one appear later.
     */
    async append(batch: readonly NewEntry[]): Promise<Placed[]> {
      const key = (sessionId: string, entryId: string) => `${sessionId} ${entryId}`;
      // One parameter for all rows: in a crowd the statement itself would cost more than the writing.
      const rows = batch.map(({ sessionId, entryId, actorId, entry }) => ({
        ...{ sessionId, entryId, actorId, entry },
        ...{ kind: entry.kind, atMs: entry.atMs },
      }));
      // One statement, which is its own transaction: a comment or a cue waits for one answer of the database, not
      // for four. No row is numbered before the turns are taken, for none is there before the join has read them.
      const inserted = await db.execute(sql`
        with given as (
          select * from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as given(each, place)
        ), turns as materialized (
          select count(pg_advisory_xact_lock(hashtextextended(id, 0))) as taken
          from (select distinct each->>'sessionId' as id from given order by id) as sessions
        )
        insert into ${ledger} (session_id, entry_id, actor_id, kind, at_ms, entry)
        select (each->>'sessionId')::uuid, each->>'entryId', each->>'actorId', each->>'kind',
          (each->>'atMs')::bigint, each->'entry'
        from given, turns
        where taken > 0
        order by place
        on conflict do nothing
        returning seq, session_id, entry_id, at_ms`);
      const placed = new Map<string, Placed>(
        (inserted as unknown as { rows: PlacedRow[] }).rows.map((row) => [
          key(row.session_id, row.entry_id),
          { seq: Number(row.seq), atMs: Number(row.at_ms), repeated: false },
        ]),
      );
      const missing = batch.filter((each) => !placed.has(key(each.sessionId, each.entryId)));
      for (const { sessionId, entryId, seq, atMs } of await placesOf(missing)) {
        // Sessions share some ids, so a new entry of another session may be among them.
        if (!placed.has(key(sessionId, entryId)))
          placed.set(key(sessionId, entryId), { seq, atMs, repeated: true });
      }
      return batch.map((each) => {
        const place = placed.get(key(each.sessionId, each.entryId));
        if (!place) throw new Error(`ledger entry ${each.entryId} was neither inserted nor found`);
        return place;
      });
    },

    /** The entry with this id, or null. */
    async find(sessionId: string, entryId: string): Promise<StoredEntry | null> {
      const [row] = await db
        .select()
        .from(ledger)
        .where(and(eq(ledger.sessionId, sessionId), eq(ledger.entryId, entryId)));
      return row ? toStored(row) : null;
    },

    /** Entries after `afterSeq` in order, optionally of some kinds only, or without some. */
    async read(
      sessionId: string,
      options: { afterSeq?: number; kinds?: readonly LedgerKind[]; without?: readonly LedgerKind[] } = {},
    ): Promise<StoredEntry[]> {
      const rows = await db
        .select()
        .from(ledger)
        .where(
          and(
            eq(ledger.sessionId, sessionId),
            options.afterSeq ? gt(ledger.seq, options.afterSeq) : undefined,
            options.kinds ? inArray(ledger.kind, [...options.kinds]) : undefined,
            options.without ? notInArray(ledger.kind, [...options.without]) : undefined,
          ),
        )
        .orderBy(asc(ledger.seq));
      return rows.map(toStored);
    },

    /** The newest entries of one kind, oldest first. */
    async readNewest(sessionId: string, kind: LedgerKind, limit: number): Promise<StoredEntry[]> {
      const rows = await db
        .select()
        .from(ledger)
        .where(and(eq(ledger.sessionId, sessionId), eq(ledger.kind, kind)))
        .orderBy(sql`${ledger.seq} desc`)
        .limit(limit);
      return rows.reverse().map(toStored);
    },

    /** The newest comments that look like questions, oldest first. */
    async readNewestQuestions(sessionId: string, limit: number): Promise<StoredEntry[]> {
      const rows = await db
        .select()
        .from(ledger)
        .where(
          and(
            eq(ledger.sessionId, sessionId),
            eq(ledger.kind, 'danmaku.sent'),
            sql`${ledger.entry} @> '{"question":true}'`,
          ),
        )
        .orderBy(sql`${ledger.seq} desc`)
        .limit(limit);
      return rows.reverse().map(toStored);
    },

    /** The mark entries of several sessions at once, for lists. */
    async readMarks(sessionIds: readonly string[]): Promise<StoredEntry[]> {
      if (sessionIds.length === 0) return [];
      const rows = await db
        .select()
        .from(ledger)
        .where(and(inArray(ledger.sessionId, [...sessionIds]), eq(ledger.kind, 'mark.saved')))
        .orderBy(asc(ledger.seq));
      return rows.map(toStored);
    },

    async newestSeq(sessionId: string): Promise<number> {
      const [row] = await db
        .select({ seq: sql<number>`coalesce(max(${ledger.seq}), 0)`.mapWith(Number) })
        .from(ledger)
        .where(eq(ledger.sessionId, sessionId));
      return row?.seq ?? 0;
    },
  };
}
export type LedgerRepository = ReturnType<typeof ledgerRepository>;
