import { type Actor, mayWithProduct, type ProductAction } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { ProductRow } from '../../store/repositories/products.ts';
import type { Store } from '../../store/store.ts';
import type { SignedIn } from '../accounts/accounts.ts';

/** The product and who asks; throws what the policy says. */
export async function enterProduct(
  store: Store,
  person: SignedIn,
  productId: string,
  action: ProductAction,
): Promise<{ row: ProductRow; actor: Actor; selected: Set<string> }> {
  const row = await store.products.find(productId);
  if (!row) throw new StudioError('product.notFound');
  const [cohortRole, selected] = await Promise.all([
    store.people.roleIn(row.cohortId, person.id),
    store.products.selectedBy(person.id),
  ]);
  const actor: Actor = { userId: person.id, systemRole: person.role, cohortRole };
  const facts = { createdBy: row.createdBy, selects: selected.has(productId) };
  const verdict = mayWithProduct(actor, facts, action);
  if (!verdict.allowed) throw new StudioError(verdict.code, action);
  return { row, actor, selected };
}
