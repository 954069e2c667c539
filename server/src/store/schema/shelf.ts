import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { user } from './accounts.ts';
import { wallMs } from './cohorts.ts';
import { fen, product } from './products.ts';
import { session } from './sessions.ts';

/**
 * One row a session: what is pinned, and a version that grows with every change of its shelf. Whoever changes the
 * shelf locks this row first, so that changes have one order for everybody.
 */
export const shelf = pgTable('shelf', {
  sessionId: uuid('session_id')
    .primaryKey()
    .references(() => session.id, { onDelete: 'cascade' }),
  version: integer('version').notNull().default(0),
  pinnedProductId: uuid('pinned_product_id').references(() => product.id, { onDelete: 'set null' }),
});

export const sessionShelf = pgTable(
  'session_shelf',
  {
    sessionId: uuid('session_id')
      .notNull()
      .references(() => session.id, { onDelete: 'cascade' }),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    priceFen: fen('price_fen').notNull(),
    stock: integer('stock').notNull(),
    limitPerPerson: integer('limit_per_person').notNull(),
    flashPriceFen: fen('flash_price_fen'),
    flashUntilMs: wallMs('flash_until_ms'),
    /** Made anew with every coupon: who has used the one before may use the next. */
    couponId: uuid('coupon_id'),
    couponOffFen: fen('coupon_off_fen'),
    couponThresholdFen: fen('coupon_threshold_fen'),
    couponsLeft: integer('coupons_left').notNull().default(0),
    sold: integer('sold').notNull().default(0),
    /** Grows when somebody changes the item, not when somebody orders it. */
    revision: integer('revision').notNull().default(0),
    explainedAtMs: wallMs('explained_at_ms'),
    /** Shown at least once: only then can it be ordered. */
    offered: boolean('offered').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.sessionId, table.productId] }),
    // The last word against overselling, whatever a query forgets.
    check('session_shelf_stock', sql`${table.stock} >= 0 and ${table.couponsLeft} >= 0`),
  ],
);

/** Mock orders: nothing is paid. */
export const shelfOrder = pgTable(
  'shelf_order',
  {
    id: uuid('id').notNull(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => session.id, { onDelete: 'cascade' }),
    productId: uuid('product_id').notNull(),
    title: text('title').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    quantity: integer('quantity').notNull(),
    totalFen: fen('total_fen').notNull(),
    /** The coupon that it used. */
    couponId: uuid('coupon_id'),
    atMs: wallMs('at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.sessionId, table.id] }),
    index('shelf_order_person').on(table.sessionId, table.productId, table.userId),
  ],
);
