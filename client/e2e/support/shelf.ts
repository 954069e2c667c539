import type { Site } from '@caipai/shared/schemas/account';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import type { ShelfDesk } from '@caipai/shared/schemas/shelf';
import type { Person } from './browser.ts';

export async function idOf(person: Person): Promise<string> {
  return (await person.get<Site>('/site')).me?.id ?? '';
}

/** Puts goods of the demo class on the shelf of a session: a word of each title, with its stock. */
export async function fillShelf(
  anchor: Person,
  session: { id: string; cohortId: string },
  stocks: [string, number][],
): Promise<ShelfDesk> {
  const products = await anchor.get<ProductSheet[]>(`/cohorts/${session.cohortId}/products`);
  const items = stocks.map(([word, stock]) => {
    const product = products.find(({ title }) => title.includes(word));
    if (!product) throw new Error(`no product ${word}`);
    return { productId: product.id, priceFen: product.priceFen, stock, limitPerPerson: 2 };
  });
  return anchor.put<ShelfDesk>(`/sessions/${session.id}/shelf`, { items });
}
