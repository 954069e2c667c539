import { offerFor, priceOf } from '@caipai/shared/domain/shelf-price';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { ShelfDesk } from '@caipai/shared/schemas/shelf';
import { and, count, countDistinct, desc, eq, gte, isNotNull, sql, sum } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { product, sessionShelf, shelfOrder, user } from '../schema/index.ts';
import { itemKey, lockShelf, raiseVersion, type Tx, toItem } from './shelf-items.ts';

/** How many orders the people who run the shelf see at once. */
const NEWEST_ORDERS = 50;

export type OrderRow = typeof shelfOrder.$inferSelect;

/** What was ordered in all, and the orders themselves, newest first. */
export async function ordersIn(
  db: Tx,
  sessionId: string,
): Promise<Pick<ShelfDesk, 'orders' | 'newestOrders'>> {
  const ofSession = eq(shelfOrder.sessionId, sessionId);
  const [[sums], newest] = await Promise.all([
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

/** What is bought, and by whom. */
export function shelfOrders(db: Database) {
  return {
    /** Coupons that this person has used here. */
    couponsUsedBy: (sessionId: string, userId: string) => couponsUsedBy(db, sessionId, userId),

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
        await lockShelf(tx, sessionId);
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
        await raiseVersion(tx, sessionId);
        return { order, repeated: false };
      });
    },
  };
}
