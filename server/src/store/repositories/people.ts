import type { CohortMember, CohortRole, CohortSummary, SystemRole } from '@caipai/shared/schemas/account';
import type { Locale, Person } from '@caipai/shared/schemas/common';
import { and, count, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { cohort, cohortMember, user } from '../schema/index.ts';

export interface UserRow {
  id: string;
  name: string;
  email: string;
  role: SystemRole;
  locale: Locale | null;
}

const userColumns = { id: user.id, name: user.name, email: user.email, role: user.role, locale: user.locale };

export function peopleRepository(db: Database) {
  return {
    async find(id: string): Promise<UserRow | null> {
      const [row] = await db.select(userColumns).from(user).where(eq(user.id, id));
      return row ?? null;
    },

    async findByEmail(email: string): Promise<UserRow | null> {
      const [row] = await db.select(userColumns).from(user).where(eq(user.email, email.toLowerCase()));
      return row ?? null;
    },

    async names(ids: readonly string[]): Promise<Map<string, Person>> {
      if (ids.length === 0) return new Map();
      const rows = await db
        .select({ id: user.id, name: user.name })
        .from(user)
        .where(inArray(user.id, [...new Set(ids)]));
      return new Map(rows.map((row) => [row.id, row]));
    },

    async adminExists(): Promise<boolean> {
      const [row] = await db.select({ n: count() }).from(user).where(eq(user.role, 'admin'));
      return (row?.n ?? 0) > 0;
    },

    async update(id: string, change: { role?: SystemRole; locale?: Locale }): Promise<void> {
      await db.update(user).set(change).where(eq(user.id, id));
    },

    async remove(id: string): Promise<void> {
      await db.delete(user).where(eq(user.id, id));
    },

    /** The cohorts a person sees: their own, or all for an administrator. */
    async cohortsOf(person: { id: string; role: SystemRole }): Promise<CohortSummary[]> {
      const memberCount =
        sql<number>`(select count(*) from ${cohortMember} m where m.cohort_id = ${cohort.id})`.mapWith(
          Number,
        );
      const rows = await db
        .select({ id: cohort.id, name: cohort.name, role: cohortMember.role, memberCount })
        .from(cohort)
        .leftJoin(cohortMember, and(eq(cohortMember.cohortId, cohort.id), eq(cohortMember.userId, person.id)))
        .where(person.role === 'admin' ? undefined : eq(cohortMember.userId, person.id))
        .orderBy(cohort.createdAtMs);
      return rows;
    },

    async roleIn(cohortId: string, userId: string): Promise<CohortRole | null> {
      const [row] = await db
        .select({ role: cohortMember.role })
        .from(cohortMember)
        .where(and(eq(cohortMember.cohortId, cohortId), eq(cohortMember.userId, userId)));
      return row?.role ?? null;
    },

    async membersOf(cohortId: string): Promise<CohortMember[]> {
      return db
        .select({
          id: user.id,
          name: user.name,
          role: cohortMember.role,
          joinedAtMs: cohortMember.joinedAtMs,
        })
        .from(cohortMember)
        .innerJoin(user, eq(user.id, cohortMember.userId))
        .where(eq(cohortMember.cohortId, cohortId))
        .orderBy(cohortMember.role, cohortMember.joinedAtMs);
    },
  };
}
export type PeopleRepository = ReturnType<typeof peopleRepository>;
