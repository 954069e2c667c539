import { StudioError } from '@caipai/shared/errors/studio-error';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { product, sessionShelf } from '../schema/index.ts';
import { itemKey, itemsIn, lockShelf, raiseVersion } from './shelf-items.ts';

export interface PlannedItem {
  productId: string;
  priceFen: number;
  stock: number;
  limitPerPerson: number;
}

/** What people plan is the same; the stock of what is on air is changed by others. */
function samePlan(a: readonly PlannedItem[], b: readonly PlannedItem[], onAir: boolean): boolean {
  const plain = ({ productId, priceFen, stock, limitPerPerson }: PlannedItem) =>
    [productId, priceFen, limitPerPerson, onAir ? '' : stock].join(' ');
  return a.length === b.length && a.every((item, index) => plain(item) === plain(b[index] as PlannedItem));
}

/** What is to be sold, in which order, before it is. */
export function shelfPlans(db: Database) {
  return {
    /** The shelf as planned. What is on air already keeps its price and stock: those are changed one by one. */
    async plan(
      sessionId: string,
      cohortId: string,
      items: readonly PlannedItem[],
      seen: readonly PlannedItem[],
      onAir: boolean,
    ): Promise<void> {
      await db.transaction(async (tx) => {
        const { pinnedProductId } = await lockShelf(tx, sessionId);
        const standing = await itemsIn(tx, sessionId);
        // The same plan sent twice is planned once.
        if (samePlan(standing, items, onAir)) return;
        if (!samePlan(standing, seen, onAir)) throw new StudioError('shelf.plannedMeanwhile');
        const wanted = items.map(({ productId }) => productId);
        if (pinnedProductId !== null && !wanted.includes(pinnedProductId))
          throw new StudioError('shelf.stillPinned');
        const goods =
          wanted.length === 0
            ? []
            : await tx
                .select({ id: product.id, floorPriceFen: product.floorPriceFen })
                .from(product)
                .where(and(eq(product.cohortId, cohortId), inArray(product.id, wanted)));
        const known = new Set(standing.map(({ productId }) => productId));
        for (const productId of known)
          if (!wanted.includes(productId)) await tx.delete(sessionShelf).where(itemKey(sessionId, productId));
        for (const [position, item] of items.entries()) {
          const found = goods.find(({ id }) => id === item.productId);
          if (!found) throw new StudioError('product.notFound');
          const { productId, ...terms } = item;
          const kept = known.has(productId) && onAir;
          if (!kept && found.floorPriceFen !== null && item.priceFen < found.floorPriceFen)
            throw new StudioError('shelf.belowFloor');
          if (known.has(productId)) {
            const { priceFen, stock, limitPerPerson } = terms;
            await tx
              .update(sessionShelf)
              .set({
                position,
                limitPerPerson,
                ...(kept ? {} : { priceFen, stock, revision: sql`${sessionShelf.revision} + 1` }),
              })
              .where(itemKey(sessionId, productId));
          } else await tx.insert(sessionShelf).values({ sessionId, productId, position, ...terms });
        }
        await raiseVersion(tx, sessionId);
      });
    },
  };
}
