import { StudioError } from '@caipai/shared/errors/studio-error';
import type { ShelfItem } from '@caipai/shared/schemas/shelf';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { session, sessionShelf } from '../schema/index.ts';
import { running } from './products.ts';
import { itemIn, itemKey, itemsIn, lockShelf, raiseVersion } from './shelf-items.ts';

export type ItemChange = Partial<
  Pick<
    typeof sessionShelf.$inferInsert,
    | 'stock'
    | 'flashPriceFen'
    | 'flashUntilMs'
    | 'couponId'
    | 'couponOffFen'
    | 'couponThresholdFen'
    | 'couponsLeft'
    | 'explainedAtMs'
  >
>;

/** What stands on the screens, and on which terms it is sold. */
export function shelfOffers(db: Database) {
  return {
    /** Pins this product instead of what the presser saw; null takes it away. Answers what is different now. */
    async pin(
      sessionId: string,
      productId: string | null,
      instead: string | null,
    ): Promise<{ pinned: ShelfItem | null; before: ShelfItem | null } | null> {
      return db.transaction(async (tx) => {
        const { pinnedProductId } = await lockShelf(tx, sessionId);
        if (pinnedProductId === productId) return null;
        if (pinnedProductId !== instead) throw new StudioError('shelf.changedMeanwhile');
        const items = await itemsIn(tx, sessionId);
        const before = items.find((item) => item.productId === pinnedProductId) ?? null;
        if (productId === null) {
          await raiseVersion(tx, sessionId, { pinnedProductId: null });
          return { pinned: null, before };
        }
        const pinned = await itemIn(tx, sessionId, productId);
        const { missingEvidence, unprovedClaims } = pinned;
        if (missingEvidence.length > 0 || unprovedClaims.length > 0)
          throw new StudioError(
            missingEvidence.length > 0 ? 'shelf.missingEvidence' : 'shelf.unprovedClaims',
            undefined,
            {
              missingEvidence: missingEvidence.length > 0 ? missingEvidence : undefined,
              unprovedClaims: unprovedClaims.length > 0 ? unprovedClaims : undefined,
            },
          );
        if (pinned.floorPriceFen !== null && pinned.priceFen < pinned.floorPriceFen)
          throw new StudioError('shelf.belowFloor');
        await tx.update(sessionShelf).set({ offered: true }).where(itemKey(sessionId, productId));
        await raiseVersion(tx, sessionId, { pinnedProductId: productId });
        return { pinned, before };
      });
    },

    /** Changes one item. With a revision only as long as it stands as the presser saw it. */
    async changeItem(
      sessionId: string,
      productId: string,
      revision: number | null,
      change: ItemChange,
    ): Promise<ShelfItem> {
      return db.transaction(async (tx) => {
        await lockShelf(tx, sessionId);
        const item = await itemIn(tx, sessionId, productId);
        if (revision !== null && item.revision !== revision) throw new StudioError('shelf.changedMeanwhile');
        const { flashPriceFen } = change;
        if (flashPriceFen != null) {
          if (item.floorPriceFen !== null && flashPriceFen < item.floorPriceFen)
            throw new StudioError('shelf.belowFloor');
          if (flashPriceFen >= item.priceFen)
            throw new StudioError('input.invalid', 'a flash price that is none');
        }
        if (change.explainedAtMs != null)
          // One is explained at a time.
          await tx
            .update(sessionShelf)
            .set({ explainedAtMs: null })
            .where(eq(sessionShelf.sessionId, sessionId));
        const raised = revision === null ? {} : { revision: sql`${sessionShelf.revision} + 1` };
        await tx
          .update(sessionShelf)
          .set({ ...change, ...raised })
          .where(itemKey(sessionId, productId));
        await raiseVersion(tx, sessionId);
        return item;
      });
    },

    /** Takes the product off every screen where it may no longer stand, and answers what was taken where. */
    async unpinUnproved(productId: string): Promise<{ sessionId: string; item: ShelfItem }[]> {
      const shelves = await db
        .select({ sessionId: sessionShelf.sessionId })
        .from(sessionShelf)
        .innerJoin(session, eq(session.id, sessionShelf.sessionId))
        .where(and(eq(sessionShelf.productId, productId), inArray(session.state, [...running])));
      const taken: { sessionId: string; item: ShelfItem }[] = [];
      for (const { sessionId } of shelves) {
        await db.transaction(async (tx) => {
          // Whoever is pinning it at this moment is waited for.
          const { pinnedProductId } = await lockShelf(tx, sessionId);
          if (pinnedProductId !== productId) return;
          const item = await itemIn(tx, sessionId, productId);
          if (item.missingEvidence.length === 0 && item.unprovedClaims.length === 0) return;
          await raiseVersion(tx, sessionId, { pinnedProductId: null });
          taken.push({ sessionId, item });
        });
      }
      return taken;
    },
  };
}
