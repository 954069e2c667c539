import { z } from 'zod';
import type { EvidenceKind } from '../domain/product-terms.ts';
import { FLASH_MAX_SECONDS, ORDER_MAX_PIECES, SHELF_MAX_PRODUCTS, STOCK_MAX } from '../limits.ts';
import { idSchema, type Person } from './common.ts';
import { fenSchema, priceSchema, type UnprovedClaim } from './product.ts';

const stockSchema = z.number().int().min(0).max(STOCK_MAX);
const piecesSchema = z.number().int().min(1).max(ORDER_MAX_PIECES);

const plannedItemsSchema = z
  .array(
    z.object({
      productId: idSchema,
      priceFen: priceSchema,
      stock: stockSchema,
      limitPerPerson: piecesSchema,
    }),
  )
  .max(SHELF_MAX_PRODUCTS)
  .refine(
    (list) => new Set(list.map(({ productId }) => productId)).size === list.length,
    'duplicate product',
  );

export const setShelfSchema = z.object({
  sessionId: idSchema,
  items: plannedItemsSchema,
  /** The shelf that the planner had before their eyes: what somebody else planned since is not written over. */
  seen: plannedItemsSchema.default([]),
});

const byController = z.object({
  sessionId: idSchema,
  /** Made by the sender's browser: pressed once is done once. */
  id: idSchema,
});
const onItem = byController.extend({
  productId: idSchema,
  /** How the item stood when the button was pressed. Whoever presses on an older state is shown the new one. */
  revision: z.number().int().min(0),
});

/** Puts a product on every screen, or takes it away; `instead` is what the presser saw pinned. */
export const pinSchema = byController.extend({
  productId: idSchema.nullable(),
  instead: idSchema.nullable(),
});
export const explainSchema = byController.extend({ productId: idSchema });
export const setFlashSchema = onItem.extend({
  flash: z
    .object({ priceFen: priceSchema, seconds: z.number().int().min(5).max(FLASH_MAX_SECONDS) })
    .nullable(),
});
export const setCouponSchema = onItem.extend({
  coupon: z
    .object({ offFen: priceSchema, thresholdFen: fenSchema, count: z.number().int().min(1).max(STOCK_MAX) })
    .refine(({ offFen, thresholdFen }) => offFen <= thresholdFen, {
      path: ['offFen'],
      message: 'above the threshold',
    })
    .nullable(),
});
export const setStockSchema = onItem.extend({ stock: stockSchema });

export const placeOrderSchema = z.object({
  sessionId: idSchema,
  id: idSchema,
  productId: idSchema,
  quantity: piecesSchema,
  /** What the buyer was shown: nobody pays another price than that. */
  totalFen: fenSchema,
});

/** What decides the price of a product on the shelf. */
export interface Offer {
  priceFen: number;
  flash: { priceFen: number; untilMs: number } | null;
  /** One order of each person gets it. */
  coupon: { id: string; offFen: number; thresholdFen: number; left: number } | null;
}

/** A product as everybody in the session sees it on their screen. */
export interface ShelfCard extends Offer {
  productId: string;
  title: string;
  pictureUrl: string | null;
  stock: number;
  limitPerPerson: number;
  /** When the anchor was last said to explain it; null before. */
  explainedAtMs: number | null;
}

/** What is on everybody's screen. Versions grow with every change: an older one is no news. */
export interface ShelfOnAir {
  version: number;
  pinned: ShelfCard | null;
}

export interface ShelfItem extends ShelfCard {
  revision: number;
  sold: number;
  floorPriceFen: number | null;
  missingEvidence: EvidenceKind[];
  /** Those that keep it off the screen. */
  unprovedClaims: UnprovedClaim[];
}

export interface Order {
  id: string;
  by: Person;
  productId: string;
  title: string;
  quantity: number;
  totalFen: number;
  atMs: number;
}

/** The whole shelf with what was ordered, for the people who run it. */
export interface ShelfDesk {
  version: number;
  pinnedProductId: string | null;
  items: ShelfItem[];
  orders: { count: number; buyers: number; pieces: number; totalFen: number };
  /** Newest first, bounded. */
  newestOrders: Order[];
}
