import { describe, expect, it } from 'vitest';
import { createLinter } from './linter.ts';
import { oneGroup } from './testing/one-group.ts';
import type { Lang } from './types.ts';

function finds(words: string, text: string, options: { exemptions?: string[]; lang?: Lang } = {}): string[] {
  const { lint } = createLinter(oneGroup({ entries: [words], ...options }));
  return lint(text).map(({ start, end }) => text.slice(start, end));
}

describe('a pattern', () => {
  it('offers one of several words, or none', () => {
    expect(finds('最{好|佳}{的|}', '最好的和最佳')).toEqual(['最好的', '最佳']);
  });

  it('has a place for a number, in figures or in words', () => {
    expect(finds('#天瘦#斤', '三天瘦十斤，7天瘦20斤')).toEqual(['三天瘦十斤', '7天瘦20斤']);
  });

  it('bridges a bounded gap within a clause', () => {
    expect(finds('治~3癌', '治各种癌')).toEqual(['治各种癌']);
    expect(finds('治~2癌', '治好多种癌')).toEqual([]);
    expect(finds('治~3癌', '治，癌')).toEqual([]);
  });

  it('bridges clauses where it says so, but no sentence', () => {
    expect(finds('三天~~4瘦', '三天，就能瘦')).toEqual(['三天，就能瘦']);
    expect(finds('三天~~4瘦', '三天。就能瘦')).toEqual([]);
  });

  it('can ask for the end of a clause', () => {
    expect(finds('最好$', '我们最好，最好先洗')).toEqual(['最好']);
  });

  it('can ask what must not stand before', () => {
    expect(finds('!{不}会瘦', '不会瘦，会瘦')).toEqual(['会瘦']);
  });

  it('reads over no word that turns the claim round', () => {
    expect(finds('手串~8转运', '手串能让你转运')).toEqual(['手串能让你转运']);
    expect(finds('手串~8转运', '手串没有转运')).toEqual([]);
    expect(finds('黄金~8升值', '黄金不保证会升值')).toEqual([]);
    expect(finds('bracelet ~20 luck', 'a bracelet does not bring luck', { lang: 'en' })).toEqual([]);
  });

  it('lets speech put a filler between its parts', () => {
    const parts = '{全网|全国|全球|全城|全省}{最低|最好|最强|最香|最美}';
    expect(finds(parts, '这是全网真的最低')).toEqual(['全网真的最低']);
    expect(finds(parts, '全网不会最低')).toEqual([]);
  });

  it('begins and ends with whole words and numbers', () => {
    expect(finds('best', 'the best bestow', { lang: 'en' })).toEqual(['best']);
    expect(finds('100%', '2100% 100%')).toEqual(['100%']);
  });

  it('that cannot be read says what is wrong with it', () => {
    expect(() => finds('最{好', '')).toThrow('without its }');
    expect(() => finds('最~好', '')).toThrow('without a number');
    expect(() => finds('#~3', '')).toThrow('nothing in it can be searched for');
    expect(() => finds('最@', '')).toThrow('exemptions only');
  });
});

describe('an exemption', () => {
  it('must contain the hit: near it is not enough', () => {
    const exemptions = ['第一次'];
    expect(finds('第一', '第一次来', { exemptions })).toEqual([]);
    expect(finds('第一', '第一次来就看到行业第一', { exemptions })).toEqual(['第一']);
  });

  it('can be written around the hit', () => {
    const exemptions = ['不能说~4@'];
    expect(finds('最好', '不能说是最好', { exemptions })).toEqual([]);
    expect(finds('最好', '不能说，最好', { exemptions })).toEqual(['最好']);
  });

  it('before a list holds for the whole list', () => {
    const exemptions = ['没有@'];
    expect(finds('{招财|转运|辟邪}', '没有招财、转运和辟邪，但是转运', { exemptions })).toEqual(['转运']);
  });
});
