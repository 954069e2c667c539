import type { ShelfDesk } from '@caipai/shared/schemas/shelf';
import { eq } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { shelf } from '../schema/index.ts';
import { itemsIn } from './shelf-items.ts';
import { shelfOffers } from './shelf-offers.ts';
import { ordersIn, shelfOrders } from './shelf-orders.ts';
import { shelfPlans } from './shelf-plan.ts';

export function shelfRepository(db: Database) {
  return {
    async read(sessionId: string): Promise<ShelfDesk> {
      // The version first: what is read after it is at least as new.
      const [state] = await db.select().from(shelf).where(eq(shelf.sessionId, sessionId));
      const [items, orders] = await Promise.all([itemsIn(db, sessionId), ordersIn(db, sessionId)]);
      return {
        version: state?.version ?? 0,
        pinnedProductId: state?.pinnedProductId ?? null,
        items,
        ...orders,
      };
    },
    ...shelfPlans(db),
    ...shelfOffers(db),
    ...shelfOrders(db),
  };
}
