import { fenText, parseFen } from '@caipai/shared/domain/money';
import { ORDER_MAX_PIECES, STOCK_MAX } from '@caipai/shared/limits';
import type { ShelfDesk, ShelfItem } from '@caipai/shared/schemas/shelf';

type PlannedItem = Pick<ShelfItem, 'productId' | 'priceFen' | 'stock' | 'limitPerPerson'>;

/** A product on the shelf as it is typed. */
export interface PlannedRow {
  productId: string;
  price: string;
  stock: string;
  limit: string;
}

export function rowOf({ productId, priceFen, stock, limitPerPerson }: ShelfItem): PlannedRow {
  return { productId, price: fenText(priceFen), stock: String(stock), limit: String(limitPerPerson) };
}

/** What somebody planned, without what happens by itself. */
export function plannedOf({ items }: ShelfDesk): PlannedItem[] {
  return items.map(({ productId, priceFen, stock, limitPerPerson }) => ({
    ...{ productId, priceFen, stock, limitPerPerson },
  }));
}

export function newRow(productId: string, priceFen: number): PlannedRow {
  return { productId, price: fenText(priceFen), stock: '100', limit: '5' };
}

/** A whole number between these two; null for anything else. */
export function parseWhole(text: string, least: number, most: number): number | null {
  const plain = text.normalize('NFKC').trim();
  if (!/^\d{1,7}$/.test(plain)) return null;
  const value = Number(plain);
  return value >= least && value <= most ? value : null;
}

export const parseStock = (text: string) => parseWhole(text, 0, STOCK_MAX);
export const parseCount = (text: string) => parseWhole(text, 1, STOCK_MAX);

/** What to send for a row, or which of its fields is wrong. */
export function itemOf(row: PlannedRow, floorPriceFen: number | null) {
  const priceFen = parseFen(row.price);
  const stock = parseStock(row.stock);
  const limitPerPerson = parseWhole(row.limit, 1, ORDER_MAX_PIECES);
  const faults = {
    price: !priceFen || (floorPriceFen !== null && priceFen < floorPriceFen),
    stock: stock === null,
    limit: limitPerPerson === null,
  };
  const item =
    faults.price || !priceFen || stock === null || limitPerPerson === null
      ? null
      : { productId: row.productId, priceFen, stock, limitPerPerson };
  return { item, faults };
}
