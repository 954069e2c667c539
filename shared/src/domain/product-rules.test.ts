import { expect, it } from 'vitest';
import { checkHolds, missingEvidenceOf } from './product-rules.ts';

const jar = {
  title: '桂花蜜',
  category: 'food' as const,
  requiredEvidence: null,
  priceFen: 3_900,
  floorPriceFen: 2_900,
  sellingPoints: [],
  claims: [{ id: 'a', text: '零添加', evidenceId: 'report' }],
  specification: '250 g',
  origin: '桂林',
  shelfLife: '18 个月',
  shipping: '48 小时内',
  afterSales: '',
  files: [{ id: 'report', kind: 'inspectionReport' as const }],
  unprovedClaims: [],
};

it('a category asks for its papers, and a picture is none', () => {
  expect(missingEvidenceOf(jar, jar.files)).toEqual(['businessLicence']);
  expect(missingEvidenceOf(jar, [{ kind: 'picture' }])).toEqual(['businessLicence', 'inspectionReport']);
  expect(missingEvidenceOf({ ...jar, category: 'general' }, [])).toEqual([]);
});

it('a list of the school stands for that of the category, also when it is empty', () => {
  expect(missingEvidenceOf({ ...jar, requiredEvidence: ['qualityReport'] }, jar.files)).toEqual([
    'qualityReport',
  ]);
  expect(missingEvidenceOf({ ...jar, requiredEvidence: [] }, [])).toEqual([]);
});

it('what a program can see is not ticked against it', () => {
  expect(checkHolds(jar, 'facts')).toBe(false);
  expect(checkHolds({ ...jar, afterSales: '七天无理由' }, 'facts')).toBe(true);
  expect(checkHolds(jar, 'claims')).toBe(true);
  expect(checkHolds({ ...jar, files: [] }, 'claims')).toBe(false);
  const unproved = {
    words: '根治',
    category: 'medical-or-efficacy',
    lawRef: 'ad-law-17',
    permittedBy: null,
  } as const;
  expect(checkHolds({ ...jar, unprovedClaims: [{ ...unproved, severity: 'block' }] }, 'claims')).toBe(false);
  expect(checkHolds({ ...jar, unprovedClaims: [{ ...unproved, severity: 'warn' }] }, 'claims')).toBe(true);
  expect(checkHolds({ ...jar, floorPriceFen: null }, 'price')).toBe(false);
  expect(checkHolds(jar, 'evidence')).toBe(false);
  expect(checkHolds(jar, 'sample')).toBe(true);
});
