import { asksForChange } from '../compliance/asks-for-change.ts';
import { studioLinter } from '../compliance/studio-linter.ts';
import type { ProductContent, UnprovedClaim } from '../schemas/product.ts';
import { provedClaimsOf } from './claim-proofs.ts';
import { type ProductFileKind, productFacts } from './product-terms.ts';

/** What a product's own words claim that none of its papers proves. Brings the lexicon along: not for pages. */
export function unprovedClaimsOf(
  product: ProductContent & { files: readonly { id: string; kind: ProductFileKind }[] },
): UnprovedClaim[] {
  const facts = provedClaimsOf(product);
  const texts = [
    product.title,
    ...product.sellingPoints,
    ...product.claims.map(({ text }) => text),
    ...productFacts.map((fact) => product[fact]),
  ];
  const found = new Map<string, UnprovedClaim>();
  for (const text of texts) {
    for (const hit of studioLinter.lint(text, { facts }).filter(asksForChange)) {
      const { start, end, category, severity, lawRef, permittedBy } = hit;
      const words = text.slice(start, end);
      const claim = { words, category, severity, lawRef, permittedBy };
      found.set(JSON.stringify(claim), claim);
    }
  }
  return [...found.values()];
}
