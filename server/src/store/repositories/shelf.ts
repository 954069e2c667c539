import { keepsOffScreen } from '@caipai/shared/domain/claim-proofs';
import { missingEvidenceOf } from '@caipai/shared/domain/product-rules';
import { offerFor, priceOf } from '@caipai/shared/domain/shelf-price';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { ShelfDesk, ShelfItem } from '@caipai/shared/schemas/shelf';
import { and, asc, count, countDistinct, desc, eq, gte, inArray, isNotNull, sql, sum } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { product, productFile, session, sessionShelf, shelf, shelfOrder, user } from '../schema/index.ts';
import { running } from './products.ts';
import { unprovedOf } from './unproved.ts';

/** How many orders the people who run the shelf see at once. */
const NEWEST_ORDERS = 50;

export type OrderRow = typeof shelfOrder.$inferSelect;
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
/** A transaction speaks the same language as the database itself. */
type Tx = Pick<Database, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'>;

export interface PlannedItem {
  productId: string;
  priceFen: number;
  stock: number;
  limitPerPerson: number;
}

function toItem(
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

async function itemsIn(db: Tx, sessionId: string): Promise<ShelfItem[]> {
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

/** What people plan is the same; the stock of what is on air is changed by others. */
function samePlan(a: readonly PlannedItem[], b: readonly PlannedItem[], onAir: boolean): boolean {
  const plain = ({ productId, priceFen, stock, limitPerPerson }: PlannedItem) =>
    [productId, priceFen, limitPerPerson, onAir ? '' : stock].join(' ');
  return a.length === b.length && a.every((item, index) => plain(item) === plain(b[index] as PlannedItem));
}

async function couponsUsedBy(db: Tx, sessionId: string, userId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ couponId: shelfOrder.couponId })
    .from(shelfOrder)
    .where(
      and(eq(shelfOrder.sessionId, sessionId), eq(shelfOrder.userId, userId), isNotNull(shelfOrder.couponId)),
    );
  return rows.flatMap(({ couponId }) => couponId ?? []);
}

export function shelfRepository(db: Database) {
  const itemKey = (sessionId: string, productId: string) =>
    and(eq(sessionShelf.sessionId, sessionId), eq(sessionShelf.productId, productId));

  /** From here to the end of the transaction nobody else changes this shelf. */
  async function lock(tx: Tx, sessionId: string): Promise<{ pinnedProductId: string | null }> {
    await tx.insert(shelf).values({ sessionId }).onConflictDoNothing();
    const [row] = await tx.select().from(shelf).where(eq(shelf.sessionId, sessionId)).for('update');
    if (!row) throw new StudioError('session.notFound');
    return row;
  }

  async function bump(tx: Tx, sessionId: string, change: { pinnedProductId?: string | null } = {}) {
    await tx
      .update(shelf)
      .set({ ...change, version: sql`${shelf.version} + 1` })
      .where(eq(shelf.sessionId, sessionId));
  }

  async function itemIn(tx: Tx, sessionId: string, productId: string): Promise<ShelfItem> {
    const found = (await itemsIn(tx, sessionId)).find((item) => item.productId === productId);
    if (!found) throw new StudioError('shelf.notOnShelf');
    return found;
  }

  return {
    async read(sessionId: string): Promise<ShelfDesk> {
      const ofSession = eq(shelfOrder.sessionId, sessionId);
      // The version first: what is read after it is at least as new.
      const [state] = await db.select().from(shelf).where(eq(shelf.sessionId, sessionId));
      const [items, [sums], newest] = await Promise.all([
        itemsIn(db, sessionId),
        db
          .select({
            count: count(),
            buyers: countDistinct(shelfOrder.userId),
            pieces: sum(shelfOrder.quantity).mapWith(Number),
            totalFen: sum(shelfOrder.totalFen).mapWith(Number),
          })
          .from(shelfOrder)
          .where(ofSession),
        db
          .select({ order: shelfOrder, name: user.name })
          .from(shelfOrder)
          .innerJoin(user, eq(user.id, shelfOrder.userId))
          .where(ofSession)
          .orderBy(desc(shelfOrder.atMs), desc(shelfOrder.id))
          .limit(NEWEST_ORDERS),
      ]);
      return {
        version: state?.version ?? 0,
        pinnedProductId: state?.pinnedProductId ?? null,
        items,
        orders: {
          count: sums?.count ?? 0,
          buyers: sums?.buyers ?? 0,
          pieces: sums?.pieces ?? 0,
          totalFen: sums?.totalFen ?? 0,
        },
        newestOrders: newest.map(({ order, name }) => ({
          id: order.id,
          by: { id: order.userId, name },
          productId: order.productId,
          title: order.title,
          quantity: order.quantity,
          totalFen: order.totalFen,
          atMs: order.atMs,
        })),
      };
    },

    /** Coupons that this person has used here. */
    couponsUsedBy: (sessionId: string, userId: string) => couponsUsedBy(db, sessionId, userId),

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
          const { pinnedProductId } = await lock(tx, sessionId);
          if (pinnedProductId !== productId) return;
          const item = await itemIn(tx, sessionId, productId);
          if (item.missingEvidence.length === 0 && item.unprovedClaims.length === 0) return;
          await bump(tx, sessionId, { pinnedProductId: null });
          taken.push({ sessionId, item });
        });
      }
      return taken;
    },

    /** The shelf as planned. What is on air already keeps its price and stock: those are changed one by one. */
    async plan(
      sessionId: string,
      cohortId: string,
      items: readonly PlannedItem[],
      seen: readonly PlannedItem[],
      onAir: boolean,
    ): Promise<void> {
      await db.transaction(async (tx) => {
        const { pinnedProductId } = await lock(tx, sessionId);
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
        await bump(tx, sessionId);
      });
    },

    /** Pins this product instead of what the presser saw; null takes it away. Answers what is different now. */
    async pin(
      sessionId: string,
      productId: string | null,
      instead: string | null,
    ): Promise<{ pinned: ShelfItem | null; before: ShelfItem | null } | null> {
      return db.transaction(async (tx) => {
        const { pinnedProductId } = await lock(tx, sessionId);
        if (pinnedProductId === productId) return null;
        if (pinnedProductId !== instead) throw new StudioError('shelf.changedMeanwhile');
        const items = await itemsIn(tx, sessionId);
        const before = items.find((item) => item.productId === pinnedProductId) ?? null;
        if (productId === null) {
          await bump(tx, sessionId, { pinnedProductId: null });
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
        await bump(tx, sessionId, { pinnedProductId: productId });
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
        await lock(tx, sessionId);
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
        await bump(tx, sessionId);
        return item;
      });
    },

    /** Takes the pieces out of the stock and writes the order down, or throws why not. The same id is one order. */
    async order(asked: {
      id: string;
      sessionId: string;
      productId: string;
      userId: string;
      quantity: number;
      totalFen: number;
      nowMs: number;
    }): Promise<{ order: OrderRow; repeated: boolean }> {
      const { id, sessionId, productId, userId, quantity, totalFen, nowMs } = asked;
      return db.transaction(async (tx) => {
        await lock(tx, sessionId);
        const [placed] = await tx
          .select()
          .from(shelfOrder)
          .where(and(eq(shelfOrder.sessionId, sessionId), eq(shelfOrder.id, id)));
        if (placed?.userId === userId) return { order: placed, repeated: true };
        if (placed) throw new StudioError('input.invalid', "another person's order");
        const [found] = await tx
          .select({ row: sessionShelf, goods: product })
          .from(sessionShelf)
          .innerJoin(product, eq(product.id, sessionShelf.productId))
          .where(itemKey(sessionId, productId));
        if (!found) throw new StudioError('shelf.notOnShelf');
        if (!found.row.offered) throw new StudioError('order.notOffered');
        const [mine] = await tx
          .select({ pieces: sum(shelfOrder.quantity).mapWith(Number) })
          .from(shelfOrder)
          .where(
            and(
              eq(shelfOrder.sessionId, sessionId),
              eq(shelfOrder.productId, productId),
              eq(shelfOrder.userId, userId),
            ),
          );
        if ((mine?.pieces ?? 0) + quantity > found.row.limitPerPerson)
          throw new StudioError('order.overLimit');
        if (found.row.stock < quantity) throw new StudioError('order.soldOut');
        const offer = toItem(found.row, found.goods, []);
        const price = priceOf(offerFor(offer, await couponsUsedBy(tx, sessionId, userId)), quantity, nowMs);
        if (price.totalFen !== totalFen) throw new StudioError('order.priceChanged');
        const coupons = price.couponFen > 0 ? 1 : 0;
        const taken = await tx
          .update(sessionShelf)
          .set({
            stock: sql`${sessionShelf.stock} - ${quantity}`,
            sold: sql`${sessionShelf.sold} + ${quantity}`,
            couponsLeft: sql`${sessionShelf.couponsLeft} - ${coupons}`,
          })
          .where(
            and(
              itemKey(sessionId, productId),
              gte(sessionShelf.stock, quantity),
              gte(sessionShelf.couponsLeft, coupons),
            ),
          )
          .returning({ stock: sessionShelf.stock });
        if (taken.length === 0) throw new StudioError('order.soldOut');
        const order = {
          id,
          sessionId,
          productId,
          title: found.goods.title,
          userId,
          quantity,
          totalFen,
          couponId: price.couponFen > 0 ? (offer.coupon?.id ?? null) : null,
          atMs: nowMs,
        };
        await tx.insert(shelfOrder).values(order);
        await bump(tx, sessionId);
        return { order, repeated: false };
      });
    },
  };
}
