import type { ProductContent, UnprovedClaim } from '../schemas/product.ts';
import { keepsOffScreen } from './claim-proofs.ts';
import {
  type EvidenceKind,
  type ProductCategory,
  type ProductCheck,
  type ProductFact,
  type ProductFileKind,
  productFacts,
} from './product-terms.ts';

/**
 * Which papers a category asks for before a product is shown on air: goods for sale must be lawful to sell, and
 * what is said of them provable. A school that knows better ticks its own list per product.
 */
const requiredByCategory: Record<ProductCategory, readonly EvidenceKind[]> = {
  general: [],
  food: ['businessLicence', 'inspectionReport'],
  healthFood: ['businessLicence', 'healthRegistration'],
  cosmetics: ['cosmeticsFiling'],
  electronics: ['cccCertificate'],
  toys: ['cccCertificate', 'qualityReport'],
  imported: ['customsDeclaration'],
};

interface EvidenceState {
  category: ProductCategory;
  requiredEvidence: readonly EvidenceKind[] | null;
}

export function requiredEvidenceOf({ category, requiredEvidence }: EvidenceState): readonly EvidenceKind[] {
  return requiredEvidence ?? requiredByCategory[category];
}

/** What a product still lacks before it may be pinned. */
export function missingEvidenceOf(
  product: EvidenceState,
  files: readonly { kind: ProductFileKind }[],
): EvidenceKind[] {
  const here = new Set(files.map(({ kind }) => kind));
  return requiredEvidenceOf(product).filter((kind) => !here.has(kind));
}

/** Facts that nobody has filled in yet. */
export function missingFactsOf(product: Pick<ProductContent, ProductFact>): ProductFact[] {
  return productFacts.filter((fact) => product[fact] === '');
}

type Checked = EvidenceState &
  ProductContent & {
    files: readonly { id: string; kind: ProductFileKind }[];
    unprovedClaims: readonly UnprovedClaim[];
  };

/** Whether what a person is about to tick is so, as far as a program can tell. The sample is theirs to try. */
export function checkHolds(product: Checked, check: ProductCheck): boolean {
  switch (check) {
    case 'facts':
      return missingFactsOf(product).length === 0;
    case 'price':
      return product.floorPriceFen !== null && product.floorPriceFen <= product.priceFen;
    case 'evidence':
      return missingEvidenceOf(product, product.files).length === 0;
    case 'claims':
      return (
        product.claims.every(({ evidenceId }) => product.files.some(({ id }) => id === evidenceId)) &&
        !product.unprovedClaims.some(keepsOffScreen)
      );
    case 'sample':
      return true;
  }
}
