import type { Evidence, ProvedClaim } from '../compliance/types.ts';
import type { Claim, UnprovedClaim } from '../schemas/product.ts';
import type { EvidenceKind, ProductFileKind } from './product-terms.ts';

/**
 * What a paper lets somebody say. A licence, or the filing of an ordinary cosmetic, permits the sale and no claim; what
 * "another proof" holds no program can tell.
 */
const provedBy: Record<EvidenceKind, Evidence | null> = {
  businessLicence: null,
  inspectionReport: 'test-report',
  healthRegistration: 'health-food-registration',
  cosmeticsFiling: null,
  cccCertificate: null,
  customsDeclaration: 'origin-certificate',
  qualityReport: 'test-report',
  proof: null,
  rankingProof: 'ranking-proof',
  salesRecord: 'sales-record',
  priceRecord: 'price-record',
  awardCertificate: 'award-certificate',
  patentCertificate: 'patent-certificate',
  authorisationLetter: 'authorisation-letter',
  originCertificate: 'origin-certificate',
  cosmeticsRegistration: 'special-cosmetics-registration',
  deviceRegistration: 'medical-device-registration',
  giftTerms: 'gift-terms',
};

/** What may be said of a product: the words of its claims, each with the paper that somebody linked to it. */
export function provedClaimsOf(product: {
  claims: readonly Claim[];
  files: readonly { id: string; kind: ProductFileKind }[];
}): ProvedClaim[] {
  return product.claims.flatMap(({ text, evidenceId }) => {
    const paper = product.files.find(({ id }) => id === evidenceId);
    const evidence = paper && paper.kind !== 'picture' ? provedBy[paper.kind] : null;
    return evidence === null ? [] : [{ claim: text, evidence }];
  });
}

/** Whether it keeps its product off the screen; what is less severe is told, and left to people. */
export const keepsOffScreen = ({ severity }: UnprovedClaim): boolean => severity === 'block';
