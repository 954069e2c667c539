import type { CohortRole } from '@caipai/shared/schemas/account';
import type { CueKey } from '@caipai/shared/schemas/cue';
import type { Rubric, RubricContent } from '@caipai/shared/schemas/rubric';
import type { Product } from '@caipai/shared/schemas/session';
import type { SpeechPolicy } from '@caipai/shared/schemas/speech';
import { desc, eq } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { cohort, cohortMember, invitation, product, rubric } from '../schema/index.ts';

export interface CohortRow {
  id: string;
  name: string;
  blockWords: string[];
  cuePalette: CueKey[];
  speech: SpeechPolicy;
}

export interface InvitationRow {
  id: string;
  cohortId: string;
  role: CohortRole;
  invitedBy: string;
  expiresAtMs: number;
}

export function cohortRepository(db: Database) {
  return {
    async find(id: string): Promise<CohortRow | null> {
      const [row] = await db
        .select({
          id: cohort.id,
          name: cohort.name,
          blockWords: cohort.blockWords,
          cuePalette: cohort.cuePalette,
          speech: { figures: cohort.speechFigures, language: cohort.speechLanguage },
        })
        .from(cohort)
        .where(eq(cohort.id, id));
      return row ?? null;
    },

    async create(row: { id: string; name: string; createdAtMs: number }): Promise<void> {
      await db.insert(cohort).values(row);
    },

    /** Adds a member; who is one already keeps the role they have. */
    async addMember(row: {
      cohortId: string;
      userId: string;
      role: CohortRole;
      joinedAtMs: number;
    }): Promise<void> {
      await db.insert(cohortMember).values(row).onConflictDoNothing();
    },

    async setBlockWords(cohortId: string, blockWords: string[]): Promise<void> {
      await db.update(cohort).set({ blockWords }).where(eq(cohort.id, cohortId));
    },

    async setCuePalette(cohortId: string, cuePalette: CueKey[]): Promise<void> {
      await db.update(cohort).set({ cuePalette }).where(eq(cohort.id, cohortId));
    },

    async setSpeechPolicy(cohortId: string, { figures, language }: SpeechPolicy): Promise<void> {
      await db
        .update(cohort)
        .set({ speechFigures: figures, speechLanguage: language })
        .where(eq(cohort.id, cohortId));
    },

    async createInvitation(row: InvitationRow & { tokenHash: string; createdAtMs: number }): Promise<void> {
      await db.insert(invitation).values(row);
    },

    async findInvitation(tokenHash: string): Promise<InvitationRow | null> {
      const [row] = await db
        .select({
          id: invitation.id,
          cohortId: invitation.cohortId,
          role: invitation.role,
          invitedBy: invitation.invitedBy,
          expiresAtMs: invitation.expiresAtMs,
        })
        .from(invitation)
        .where(eq(invitation.tokenHash, tokenHash));
      return row ?? null;
    },

    async createRubric(
      row: RubricContent & { id: string; cohortId: string; createdAtMs: number },
    ): Promise<void> {
      await db.insert(rubric).values(row);
    },

    async rubricsOf(cohortId: string): Promise<Rubric[]> {
      return db
        .select({ id: rubric.id, version: rubric.version, title: rubric.title, criteria: rubric.criteria })
        .from(rubric)
        .where(eq(rubric.cohortId, cohortId))
        .orderBy(desc(rubric.createdAtMs));
    },

    async productsOf(cohortId: string): Promise<Product[]> {
      return db
        .select({
          id: product.id,
          title: product.title,
          priceFen: product.priceFen,
          sellingPoints: product.sellingPoints,
        })
        .from(product)
        .where(eq(product.cohortId, cohortId))
        .orderBy(product.createdAtMs);
    },
  };
}
export type CohortRepository = ReturnType<typeof cohortRepository>;
