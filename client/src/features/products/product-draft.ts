import { fenText, parseFen } from '@caipai/shared/domain/money';
import type { Claim, ProductContent, ProductSheet } from '@caipai/shared/schemas/product';

/** What is being typed: amounts are text until they are sent. */
export interface ProductDraft extends Omit<ProductContent, 'priceFen' | 'floorPriceFen' | 'sellingPoints'> {
  price: string;
  floor: string;
  sellingPoints: string;
}

export function draftOf(sheet: ProductSheet): ProductDraft {
  const { title, category, specification, origin, shelfLife, shipping, afterSales, claims } = sheet;
  return {
    ...{ title, category, specification, origin, shelfLife, shipping, afterSales, claims },
    price: fenText(sheet.priceFen),
    floor: sheet.floorPriceFen === null ? '' : fenText(sheet.floorPriceFen),
    sellingPoints: sheet.sellingPoints.join('\n'),
  };
}

export interface ProductFaults {
  title?: 'field.required';
  price?: 'field.amount';
  floor?: 'field.amount' | 'field.floorTooHigh';
}

/** The content to send, or what is wrong with the draft. Claims without words are left out. */
export function contentOf(
  draft: ProductDraft,
): { content: ProductContent; faults: null } | { content: null; faults: ProductFaults } {
  const { price, floor, sellingPoints, ...rest } = draft;
  const faults: ProductFaults = {};
  const priceFen = parseFen(price);
  const floorPriceFen = floor.trim() === '' ? null : parseFen(floor);
  if (!draft.title.trim()) faults.title = 'field.required';
  if (!priceFen) faults.price = 'field.amount';
  if (floor.trim() !== '' && !floorPriceFen) faults.floor = 'field.amount';
  else if (priceFen && floorPriceFen && floorPriceFen > priceFen) faults.floor = 'field.floorTooHigh';
  if (!priceFen || Object.keys(faults).length > 0) return { content: null, faults };
  const content = {
    ...rest,
    priceFen,
    floorPriceFen,
    sellingPoints: sellingPoints
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    claims: draft.claims.filter((claim: Claim) => claim.text.trim() !== ''),
  };
  return { content, faults: null };
}
