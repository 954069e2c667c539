import type { ProductSheet } from '@caipai/shared/schemas/product';
import { expect, it } from 'vitest';
import { contentOf, draftOf } from './product-draft.ts';

const sheet: ProductSheet = {
  id: 'p',
  cohortId: 'c',
  version: 1,
  title: '保温杯',
  category: 'general',
  priceFen: 7_990,
  floorPriceFen: 5_900,
  sellingPoints: ['轻', '不漏'],
  claims: [{ id: 'a', text: '不漏水', evidenceId: null }],
  specification: '480 ml',
  origin: '',
  shelfLife: '',
  shipping: '',
  afterSales: '',
  createdBy: null,
  updatedAtMs: 0,
  requiredEvidence: null,
  files: [],
  checks: [],
  unprovedClaims: [],
  pictureUrl: null,
  may: { edit: true, setRequired: false },
};

it('what was not touched is sent as it came', () => {
  const { content } = contentOf(draftOf(sheet));
  expect(content).toEqual({
    title: '保温杯',
    category: 'general',
    priceFen: 7_990,
    floorPriceFen: 5_900,
    sellingPoints: ['轻', '不漏'],
    claims: sheet.claims,
    specification: '480 ml',
    origin: '',
    shelfLife: '',
    shipping: '',
    afterSales: '',
  });
});

it.each([
  [{ price: '-1' }, { price: 'field.amount' }],
  [{ price: '0' }, { price: 'field.amount' }],
  [{ price: '1e9' }, { price: 'field.amount' }],
  [{ floor: '80' }, { floor: 'field.floorTooHigh' }],
  [{ floor: 'abc' }, { floor: 'field.amount' }],
  [{ title: ' ' }, { title: 'field.required' }],
])('%o cannot be sent', (change, faults) => {
  expect(contentOf({ ...draftOf(sheet), ...change })).toEqual({ content: null, faults });
});

it('an empty floor is none, empty lines and claims without words are left out', () => {
  const draft = {
    ...draftOf(sheet),
    floor: ' ',
    sellingPoints: '\n轻 \n\n',
    claims: [{ id: 'b', text: ' ', evidenceId: null }],
  };
  expect(contentOf(draft).content).toMatchObject({ floorPriceFen: null, sellingPoints: ['轻'], claims: [] });
});
