import type { ProductFileKind } from '@caipai/shared/domain/product-terms';
import { unprovedClaimsOf } from '@caipai/shared/domain/unproved-claims';
import type { ProductContent, UnprovedClaim } from '@caipai/shared/schemas/product';

const PRODUCTS_REMEMBERED = 2_000;
const known = new Map<string, UnprovedClaim[]>();

/** What a product claims without proof. A shelf is read with every order: the same words are linted once. */
export function unprovedOf(
  goods: ProductContent,
  files: readonly { id: string; kind: ProductFileKind }[],
): UnprovedClaim[] {
  const { title, sellingPoints, claims, specification, origin, shelfLife, shipping, afterSales } = goods;
  const words = { title, sellingPoints, claims, specification, origin, shelfLife, shipping, afterSales };
  const papers = files.map(({ id, kind }) => ({ id, kind }));
  const key = JSON.stringify([words, papers]);
  const before = known.get(key);
  if (before) return before;
  const unproved = unprovedClaimsOf({ ...goods, files: papers });
  const [oldest] = known.keys();
  if (known.size >= PRODUCTS_REMEMBERED && oldest !== undefined) known.delete(oldest);
  known.set(key, unproved);
  return unproved;
}
