import { expect, it } from 'vitest';
import { keepsOffScreen, provedClaimsOf } from './claim-proofs.ts';
import type { ProductFileKind } from './product-terms.ts';
import { unprovedClaimsOf } from './unproved-claims.ts';

const tea = {
  ...{ title: '高山茶', category: 'food' as const, priceFen: 3_900, floorPriceFen: null },
  ...{
    specification: '250 g',
    origin: '武夷山',
    shelfLife: '18 个月',
    shipping: '48 小时',
    afterSales: '七天',
  },
  sellingPoints: ['当季新茶'],
  claims: [] as { id: string; text: string; evidenceId: string | null }[],
  files: [] as { id: string; kind: ProductFileKind }[],
};
const wordsOf = (product: typeof tea) => unprovedClaimsOf(product).map(({ words }) => words);
const cheapest = '跳楼价';
const claim = { id: 'a', text: cheapest, evidenceId: 'paper' };

it('an honest product claims nothing without proof', () => {
  expect(unprovedClaimsOf(tea)).toEqual([]);
});

it('finds a claim wherever it stands, says which paper would prove it, and names it once', () => {
  const unproved = unprovedClaimsOf({ ...tea, title: `高山茶 ${cheapest}`, sellingPoints: [cheapest] });
  expect(unproved).toMatchObject([{ severity: 'block', permittedBy: 'price-record' }]);
  expect(unproved[0]?.words).toContain(cheapest);
  expect(unproved.every(keepsOffScreen)).toBe(true);
  expect(wordsOf({ ...tea, origin: '国家级产区' })).not.toEqual([]);
});

it('a claim stands as soon as the paper that it needs is linked to it, and falls with the paper', () => {
  const proved = {
    ...tea,
    sellingPoints: [cheapest],
    claims: [claim],
    files: [{ id: 'paper', kind: 'priceRecord' as const }],
  };
  expect(wordsOf(proved)).toEqual([]);
  expect(wordsOf({ ...proved, files: [] })).not.toEqual([]);
  expect(wordsOf({ ...proved, claims: [{ ...claim, evidenceId: null }] })).not.toEqual([]);
});

it.each(['businessLicence', 'proof', 'picture', 'cosmeticsFiling', 'inspectionReport'] as const)(
  'a %s proves no price',
  (kind) => {
    expect(wordsOf({ ...tea, claims: [claim], files: [{ id: 'paper', kind }] })).not.toEqual([]);
  },
);

it('a paper proves the words that it is linked to, and no others', () => {
  const files = [{ id: 'paper', kind: 'healthRegistration' as const }];
  expect(provedClaimsOf({ claims: [{ id: 'a', text: '增强免疫力', evidenceId: 'paper' }], files })).toEqual([
    { claim: '增强免疫力', evidence: 'health-food-registration' },
  ]);
  const claims = [{ id: 'a', text: '增强免疫力', evidenceId: 'paper' }];
  expect(wordsOf({ ...tea, claims, files })).toEqual([]);
  expect(wordsOf({ ...tea, claims, files, sellingPoints: ['改善睡眠'] })).toEqual(['改善睡眠']);
});
