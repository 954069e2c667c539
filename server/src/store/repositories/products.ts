import type { EvidenceKind, ProductCheck } from '@caipai/shared/domain/product-terms';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { FILES_PER_PRODUCT } from '@caipai/shared/limits';
import type { ProductContent } from '@caipai/shared/schemas/product';
import { and, count, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import {
  product,
  productCheck,
  productFile,
  session,
  sessionCrew,
  sessionShelf,
  user,
} from '../schema/index.ts';

type FileRow = typeof productFile.$inferSelect & { uploaderName: string | null };
type CheckRow = typeof productCheck.$inferSelect & { checkerName: string };
export type ProductRow = typeof product.$inferSelect & {
  creatorName: string | null;
  files: FileRow[];
  checks: CheckRow[];
};

/** States in which a shelf may still be used. */
export const running = ['draft', 'scheduled', 'lobby', 'live', 'interrupted'] as const;

export function productRepository(db: Database) {
  async function withParts(
    rows: { product: typeof product.$inferSelect; creatorName: string | null }[],
  ): Promise<ProductRow[]> {
    const ids = rows.map((row) => row.product.id);
    if (ids.length === 0) return [];
    const [files, checks] = await Promise.all([
      db
        .select({ file: productFile, uploaderName: user.name })
        .from(productFile)
        .leftJoin(user, eq(user.id, productFile.uploadedBy))
        .where(inArray(productFile.productId, ids))
        .orderBy(productFile.uploadedAtMs, productFile.id),
      db
        .select({ check: productCheck, checkerName: user.name })
        .from(productCheck)
        .innerJoin(user, eq(user.id, productCheck.checkedBy))
        .where(inArray(productCheck.productId, ids)),
    ]);
    const filesOf = Map.groupBy(files, ({ file }) => file.productId);
    const checksOf = Map.groupBy(checks, ({ check }) => check.productId);
    return rows.map(({ product: row, creatorName }) => ({
      ...row,
      creatorName,
      files: (filesOf.get(row.id) ?? []).map(({ file, uploaderName }) => ({ ...file, uploaderName })),
      checks: (checksOf.get(row.id) ?? []).map(({ check, checkerName }) => ({ ...check, checkerName })),
    }));
  }
  const withCreator = () =>
    db
      .select({ product, creatorName: user.name })
      .from(product)
      .leftJoin(user, eq(user.id, product.createdBy));
  const touched = (productId: string, nowMs: number) =>
    db.update(product).set({ updatedAtMs: nowMs }).where(eq(product.id, productId));

  return {
    async find(id: string): Promise<ProductRow | null> {
      const [row] = await withParts(await withCreator().where(eq(product.id, id)));
      return row ?? null;
    },

    async listIn(cohortId: string): Promise<ProductRow[]> {
      return withParts(
        await withCreator().where(eq(product.cohortId, cohortId)).orderBy(product.createdAtMs),
      );
    },

    async countIn(cohortId: string): Promise<number> {
      const [row] = await db.select({ n: count() }).from(product).where(eq(product.cohortId, cohortId));
      return row?.n ?? 0;
    },

    /** Created once for one id, however often it is sent. */
    async create(row: typeof product.$inferInsert): Promise<void> {
      await db.insert(product).values(row).onConflictDoNothing();
    },

    /** False when somebody else has saved since `version`. */
    async update(id: string, version: number, content: ProductContent, nowMs: number): Promise<boolean> {
      const changed = await db
        .update(product)
        .set({ ...content, version: version + 1, updatedAtMs: nowMs })
        .where(and(eq(product.id, id), eq(product.version, version)))
        .returning({ id: product.id });
      return changed.length > 0;
    },

    async setRequiredEvidence(id: string, requiredEvidence: EvidenceKind[] | null): Promise<void> {
      await db.update(product).set({ requiredEvidence }).where(eq(product.id, id));
    },

    async setCheck(
      productId: string,
      check: ProductCheck,
      by: { userId: string; atMs: number } | null,
    ): Promise<void> {
      if (by === null) {
        await db
          .delete(productCheck)
          .where(and(eq(productCheck.productId, productId), eq(productCheck.check, check)));
        return;
      }
      const made = { checkedBy: by.userId, checkedAtMs: by.atMs };
      await db
        .insert(productCheck)
        .values({ productId, check, ...made })
        .onConflictDoUpdate({ target: [productCheck.productId, productCheck.check], set: made });
    },

    /** The row's lock keeps two uploads at once from going over the limit together. */
    async addFile(row: typeof productFile.$inferInsert): Promise<void> {
      await db.transaction(async (tx) => {
        await tx.select({ id: product.id }).from(product).where(eq(product.id, row.productId)).for('update');
        const [here] = await tx
          .select({ n: count() })
          .from(productFile)
          .where(eq(productFile.productId, row.productId));
        if ((here?.n ?? 0) >= FILES_PER_PRODUCT) throw new StudioError('evidence.tooMany');
        await tx.insert(productFile).values(row);
        await tx.update(product).set({ updatedAtMs: row.uploadedAtMs }).where(eq(product.id, row.productId));
      });
    },

    /** Answers under which name its bytes lie; null when there is no such file. */
    async removeFile(productId: string, fileId: string, nowMs: number): Promise<string | null> {
      const [gone] = await db
        .delete(productFile)
        .where(and(eq(productFile.productId, productId), eq(productFile.id, fileId)))
        .returning({ storedAs: productFile.storedAs });
      if (gone) await touched(productId, nowMs);
      return gone?.storedAs ?? null;
    },

    async remove(id: string): Promise<void> {
      await db.delete(product).where(eq(product.id, id));
    },

    /** On the shelf of a session that is not over. */
    async isOnShelf(productId: string): Promise<boolean> {
      const [row] = await db
        .select({ id: session.id })
        .from(sessionShelf)
        .innerJoin(session, eq(session.id, sessionShelf.sessionId))
        .where(and(eq(sessionShelf.productId, productId), inArray(session.state, [...running])))
        .limit(1);
      return row !== undefined;
    },

    /** Products on the shelves for which this person is the selector. */
    async selectedBy(userId: string): Promise<Set<string>> {
      const rows = await db
        .select({ productId: sessionShelf.productId })
        .from(sessionShelf)
        .innerJoin(session, eq(session.id, sessionShelf.sessionId))
        .innerJoin(
          sessionCrew,
          and(
            eq(sessionCrew.sessionId, sessionShelf.sessionId),
            eq(sessionCrew.userId, userId),
            eq(sessionCrew.job, sql`'selector'`),
          ),
        )
        .where(inArray(session.state, [...running]));
      return new Set(rows.map(({ productId }) => productId));
    },
  };
}
