import type { Hit } from '@caipai/shared/compliance/types';
import { expect, it } from 'vitest';
import { carriedHits } from './carried-hits.ts';

const hit = (start: number, end: number): Hit => ({
  ...{ start, end, entryId: 'g:w', category: 'absolute-term', severity: 'block' },
  ...{ lawRef: 'ad-law-9-3', permittedBy: null, why: { zh: '', en: '' }, permitted: false },
});
const before = '最好的茶，全网最低';
const hits = [hit(0, 3), hit(5, 9)];
const carried = (after: string) =>
  carriedHits(hits, before, after).map(({ start, end }) => after.slice(start, end));

it('words before and behind an edit keep their marks', () => {
  expect(carried('最好的红茶，全网最低')).toEqual(['最好的', '全网最低']);
  expect(carried('最好的，全网最低')).toEqual(['最好的', '全网最低']);
  expect(carried(`${before}价`)).toEqual(['最好的', '全网最低']);
});

it('words that were touched are not marked until they are read again', () => {
  expect(carried('最好喝的茶，全网最低')).toEqual(['全网最低']);
  expect(carried('')).toEqual([]);
});

it('what is typed twice over does not count twice', () => {
  expect(carriedHits([hit(0, 2)], '哈哈', '哈哈哈').map(({ start, end }) => [start, end])).toEqual([[0, 2]]);
});
