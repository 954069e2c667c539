import type {
  EvidenceKind,
  EvidenceType,
  ProductCategory,
  ProductCheck,
  ProductFileKind,
} from '@caipai/shared/domain/product-terms';
import type { Claim } from '@caipai/shared/schemas/product';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { user } from './accounts.ts';
import { cohort, wallMs } from './cohorts.ts';

/** Money in fen. */
export const fen = (name: string) => bigint(name, { mode: 'number' });

export const product = pgTable(
  'product',
  {
    id: uuid('id').primaryKey(),
    cohortId: uuid('cohort_id')
      .notNull()
      .references(() => cohort.id, { onDelete: 'cascade' }),
    title: text('title').notNull(),
    priceFen: fen('price_fen').notNull(),
    sellingPoints: jsonb('selling_points').$type<string[]>().notNull().default([]),
    createdAtMs: wallMs('created_at_ms').notNull(),
    category: text('category').$type<ProductCategory>().notNull().default('general'),
    floorPriceFen: fen('floor_price_fen'),
    specification: text('specification').notNull().default(''),
    origin: text('origin').notNull().default(''),
    shelfLife: text('shelf_life').notNull().default(''),
    shipping: text('shipping').notNull().default(''),
    afterSales: text('after_sales').notNull().default(''),
    claims: jsonb('claims').$type<Claim[]>().notNull().default([]),
    /** The school's own list; null where the category decides. */
    requiredEvidence: jsonb('required_evidence').$type<EvidenceKind[]>(),
    createdBy: text('created_by').references(() => user.id, { onDelete: 'set null' }),
    updatedAtMs: wallMs('updated_at_ms').notNull().default(0),
    version: integer('version').notNull().default(1),
  },
  (table) => [index('product_cohort').on(table.cohortId)],
);

/** A paper or picture of a product; its bytes lie in the data folder under a name that nobody chose. */
export const productFile = pgTable(
  'product_file',
  {
    id: uuid('id').primaryKey(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<ProductFileKind>().notNull(),
    name: text('name').notNull(),
    type: text('type').$type<EvidenceType>().notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
    storedAs: text('stored_as').notNull(),
    uploadedBy: text('uploaded_by').references(() => user.id, { onDelete: 'set null' }),
    uploadedAtMs: wallMs('uploaded_at_ms').notNull(),
  },
  (table) => [index('product_file_product').on(table.productId)],
);

/** What the selector has ticked. */
export const productCheck = pgTable(
  'product_check',
  {
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    check: text('check_name').$type<ProductCheck>().notNull(),
    checkedBy: text('checked_by')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    checkedAtMs: wallMs('checked_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.productId, table.check] })],
);
