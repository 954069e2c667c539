import { z } from 'zod';
import { CLAIM_MAX_CHARS, CLAIMS_PER_PRODUCT, FACT_MAX_CHARS, PRICE_MAX_FEN } from '../limits.ts';
import { idSchema, lineOfText, type Person, paragraph, titleSchema } from './common.ts';

export const fenSchema = z.number().int().nonnegative().max(PRICE_MAX_FEN);
export const priceSchema = fenSchema.min(1);

export const productCategories = [
  'general',
  'food',
  'healthFood',
  'cosmetics',
  'electronics',
  'toys',
  'imported',
] as const;
export const productCategorySchema = z.enum(productCategories);
export type ProductCategory = z.infer<typeof productCategorySchema>;

/** Papers that may be asked for before a product is shown on air. */
export const evidenceKinds = [
  'businessLicence',
  'inspectionReport',
  'healthRegistration',
  'cosmeticsFiling',
  'cccCertificate',
  'customsDeclaration',
  'qualityReport',
  'proof',
] as const;
export const evidenceKindSchema = z.enum(evidenceKinds);
export type EvidenceKind = z.infer<typeof evidenceKindSchema>;

/** A file is a paper, or the product's own picture. */
export const productFileKindSchema = z.enum([...evidenceKinds, 'picture']);
export type ProductFileKind = z.infer<typeof productFileKindSchema>;

/** What is told by the bytes themselves, never by a name. */
export const evidenceTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
export type EvidenceType = (typeof evidenceTypes)[number];

export const productChecks = ['facts', 'price', 'evidence', 'sample', 'claims'] as const;
export const productCheckSchema = z.enum(productChecks);
export type ProductCheck = z.infer<typeof productCheckSchema>;

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
export const productFacts = ['specification', 'origin', 'shelfLife', 'shipping', 'afterSales'] as const;
export type ProductFact = (typeof productFacts)[number];

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
  pictureUrl: string | null;
  may: { edit: boolean; setRequired: boolean };
}
