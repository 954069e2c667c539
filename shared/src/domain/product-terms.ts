// Free of dependencies: the browser takes these lists, and leaves the parsers behind.

export const productCategories = [
  'general',
  'food',
  'healthFood',
  'cosmetics',
  'electronics',
  'toys',
  'imported',
] as const;
export type ProductCategory = (typeof productCategories)[number];

/** Papers that may be asked for before a product is shown on air. */
export const paperKinds = [
  'businessLicence',
  'inspectionReport',
  'healthRegistration',
  'cosmeticsFiling',
  'cccCertificate',
  'customsDeclaration',
  'qualityReport',
  'proof',
] as const;

/** Papers that let somebody say what nobody may say without them. */
const claimProofKinds = [
  'rankingProof',
  'salesRecord',
  'priceRecord',
  'awardCertificate',
  'patentCertificate',
  'authorisationLetter',
  'originCertificate',
  'cosmeticsRegistration',
  'deviceRegistration',
  'giftTerms',
] as const;

export const evidenceKinds = [...paperKinds, ...claimProofKinds] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
/** A file is a paper, or the product's own picture. */
export type ProductFileKind = EvidenceKind | 'picture';

/** What is told by the bytes themselves, never by a name. */
export const evidenceTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
export type EvidenceType = (typeof evidenceTypes)[number];

export const productChecks = ['facts', 'price', 'evidence', 'sample', 'claims'] as const;
export type ProductCheck = (typeof productChecks)[number];

export const productFacts = ['specification', 'origin', 'shelfLife', 'shipping', 'afterSales'] as const;
export type ProductFact = (typeof productFacts)[number];
