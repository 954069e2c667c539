import { z } from 'zod';
import type { Hit } from '../compliance/types.ts';
import {
  type EvidenceKind,
  type EvidenceType,
  evidenceKinds,
  type ProductCheck,
  type ProductFileKind,
  productCategories,
  productChecks,
} from '../domain/product-terms.ts';
import { CLAIM_MAX_CHARS, CLAIMS_PER_PRODUCT, FACT_MAX_CHARS, PRICE_MAX_FEN } from '../limits.ts';
import { idSchema, lineOfText, type Person, paragraph, titleSchema } from './common.ts';

export const fenSchema = z.number().int().nonnegative().max(PRICE_MAX_FEN);
export const priceSchema = fenSchema.min(1);

const productCategorySchema = z.enum(productCategories);

const evidenceKindSchema = z.enum(evidenceKinds);

const productFileKindSchema = z.enum([...evidenceKinds, 'picture']);

const productCheckSchema = z.enum(productChecks);

const claimSchema = z.object({
  id: z.string().min(1).max(40),
  text: lineOfText(CLAIM_MAX_CHARS),
  /** The file that proves it; null while nobody has linked one. */
  evidenceId: idSchema.nullable(),
});
export type Claim = z.infer<typeof claimSchema>;

const factsShape = {
  specification: paragraph(FACT_MAX_CHARS),
  origin: paragraph(FACT_MAX_CHARS),
  shelfLife: paragraph(FACT_MAX_CHARS),
  shipping: paragraph(FACT_MAX_CHARS),
  afterSales: paragraph(FACT_MAX_CHARS),
};

const contentShape = {
  title: titleSchema,
  category: productCategorySchema,
  priceFen: priceSchema,
  /** Below it nobody may sell; null when none was agreed. */
  floorPriceFen: priceSchema.nullable(),
  sellingPoints: z.array(lineOfText(CLAIM_MAX_CHARS)).max(20),
  claims: z
    .array(claimSchema)
    .max(CLAIMS_PER_PRODUCT)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'duplicate claim id'),
  ...factsShape,
};
const floorBelowPrice = {
  path: ['floorPriceFen'],
  message: 'above the price',
};
const productContentSchema = z.object(contentShape);
export type ProductContent = z.infer<typeof productContentSchema>;

export const createProductSchema = z
  .object({
    cohortId: idSchema,
    ...contentShape,
    id: idSchema,
    floorPriceFen: contentShape.floorPriceFen.default(null),
    category: contentShape.category.default('general'),
    sellingPoints: contentShape.sellingPoints.default([]),
    claims: contentShape.claims.default([]),
    specification: factsShape.specification.default(''),
    origin: factsShape.origin.default(''),
    shelfLife: factsShape.shelfLife.default(''),
    shipping: factsShape.shipping.default(''),
    afterSales: factsShape.afterSales.default(''),
  })
  .refine(
    ({ priceFen, floorPriceFen }) => floorPriceFen === null || floorPriceFen <= priceFen,
    floorBelowPrice,
  );

export const updateProductSchema = z
  .object({
    productId: idSchema,
    /** The version that was edited: what somebody else saved meanwhile is not written over. */
    version: z.number().int().positive(),
    ...contentShape,
  })
  .refine(
    ({ priceFen, floorPriceFen }) => floorPriceFen === null || floorPriceFen <= priceFen,
    floorBelowPrice,
  );

/** What a school asks for this product instead of what its category says; null goes back to the category. */
export const setRequiredEvidenceSchema = z.object({
  productId: idSchema,
  requiredEvidence: z.array(evidenceKindSchema).max(evidenceKinds.length).nullable(),
});

export const setProductCheckSchema = z.object({
  productId: idSchema,
  check: productCheckSchema,
  done: z.boolean(),
});

export const putProductFileSchema = z.object({
  productId: idSchema,
  fileId: idSchema,
  kind: productFileKindSchema,
  /** As the sender's disk calls it: shown as text, never used as a path. */
  name: lineOfText(120),
});

export interface ProductFile {
  id: string;
  kind: ProductFileKind;
  name: string;
  type: EvidenceType;
  bytes: number;
  sha256: string;
  url: string;
  uploadedBy: Person | null;
  uploadedAtMs: number;
}

export interface CheckMade {
  check: ProductCheck;
  by: Person;
  atMs: number;
  /** The product, or its files, changed after somebody ticked it. */
  stale: boolean;
}

/** Words of a product's own that ask for a change, and that none of its papers proves. */
export type UnprovedClaim = Pick<Hit, 'category' | 'severity' | 'lawRef' | 'permittedBy'> & { words: string };

/** Everything about a product that its cohort may see. */
export interface ProductSheet extends ProductContent {
  id: string;
  cohortId: string;
  version: number;
  createdBy: Person | null;
  updatedAtMs: number;
  /** The school's own list for this product, if it made one. */
  requiredEvidence: EvidenceKind[] | null;
  files: ProductFile[];
  checks: CheckMade[];
  unprovedClaims: UnprovedClaim[];
  pictureUrl: string | null;
  may: { edit: boolean; setRequired: boolean };
}
