import { keepsOffScreen } from '@caipai/shared/domain/claim-proofs';
import { missingEvidenceOf } from '@caipai/shared/domain/product-rules';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { ShelfItem } from '@caipai/shared/schemas/shelf';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { product, productFile, sessionShelf, shelf } from '../schema/index.ts';
import { unprovedOf } from './unproved.ts';

/** A transaction speaks the same language as the database itself. */
export type Tx = Pick<Database, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'>;

/** From here to the end of the transaction nobody else changes this shelf. */
export async function lockShelf(tx: Tx, sessionId: string): Promise<{ pinnedProductId: string | null }> {
  await tx.insert(shelf).values({ sessionId }).onConflictDoNothing();
  const [row] = await tx.select().from(shelf).where(eq(shelf.sessionId, sessionId)).for('update');
  if (!row) throw new StudioError('session.notFound');
  return row;
}

/** Whoever reads the shelf knows by its version which of two is the newer one. */
export async function raiseVersion(
  tx: Tx,
  sessionId: string,
  change: { pinnedProductId?: string | null } = {},
): Promise<void> {
  await tx
    .update(shelf)
    .set({ ...change, version: sql`${shelf.version} + 1` })
    .where(eq(shelf.sessionId, sessionId));
}

export const itemKey = (sessionId: string, productId: string) =>
  and(eq(sessionShelf.sessionId, sessionId), eq(sessionShelf.productId, productId));

export function toItem(
  row: typeof sessionShelf.$inferSelect,
  goods: typeof product.$inferSelect,
  files: readonly { id: string; kind: (typeof productFile.$inferSelect)['kind'] }[],
): ShelfItem {
  const picture = files.find(({ kind }) => kind === 'picture');
  return {
    productId: row.productId,
    title: goods.title,
    pictureUrl: picture ? `/api/products/${row.productId}/files/${picture.id}` : null,
    priceFen: row.priceFen,
    flash:
      row.flashPriceFen !== null && row.flashUntilMs !== null
        ? { priceFen: row.flashPriceFen, untilMs: row.flashUntilMs }
        : null,
    coupon:
      row.couponOffFen !== null && row.couponThresholdFen !== null
        ? {
            // One from before coupons had names is the product's only one.
            id: row.couponId ?? row.productId,
            offFen: row.couponOffFen,
            thresholdFen: row.couponThresholdFen,
            left: row.couponsLeft,
          }
        : null,
    stock: row.stock,
    limitPerPerson: row.limitPerPerson,
    explainedAtMs: row.explainedAtMs,
    revision: row.revision,
    sold: row.sold,
    floorPriceFen: goods.floorPriceFen,
    missingEvidence: missingEvidenceOf(goods, files),
    unprovedClaims: unprovedOf(goods, files).filter(keepsOffScreen),
  };
}

export async function itemsIn(db: Tx, sessionId: string): Promise<ShelfItem[]> {
  const rows = await db
    .select({ row: sessionShelf, goods: product })
    .from(sessionShelf)
    .innerJoin(product, eq(product.id, sessionShelf.productId))
    .where(eq(sessionShelf.sessionId, sessionId))
    .orderBy(asc(sessionShelf.position));
  const ids = rows.map(({ goods }) => goods.id);
  const files =
    ids.length === 0
      ? []
      : await db
          .select({ id: productFile.id, productId: productFile.productId, kind: productFile.kind })
          .from(productFile)
          .where(inArray(productFile.productId, ids))
          .orderBy(productFile.uploadedAtMs, productFile.id);
  const filesOf = Map.groupBy(files, ({ productId }) => productId);
  return rows.map(({ row, goods }) => toItem(row, goods, filesOf.get(goods.id) ?? []));
}

export async function itemIn(tx: Tx, sessionId: string, productId: string): Promise<ShelfItem> {
  const found = (await itemsIn(tx, sessionId)).find((item) => item.productId === productId);
  if (!found) throw new StudioError('shelf.notOnShelf');
  return found;
}
