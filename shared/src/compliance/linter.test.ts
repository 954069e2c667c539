import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lexicon } from './lexicon/index.ts';
import { asksForChange, createLinter } from './linter.ts';
import { oneGroup } from './testing/one-group.ts';

const real = createLinter(lexicon);
const wordsIn = (text: string) =>
  real
    .lint(text)
    .filter(asksForChange)
    .map(({ start, end }) => text.slice(start, end));

it('says where in the text as it was typed, with everything that was put in between', () => {
  expect(wordsIn('大家看，这是全 国*最🔥好的茶')).toEqual(['全 国*最🔥好的']);
}, 30_000);

it('reports the reason, the rule and what would permit the words', () => {
  const [hit] = real.lint('我们家销量第一');
  expect(hit).toMatchObject({
    category: 'absolute-term',
    severity: 'block',
    lawRef: 'ad-law-9-3',
    permittedBy: 'ranking-proof',
    permitted: false,
  });
  expect(hit?.why.zh).toContain('数据来源');
});

it.each([
  '最近天气好，最后一件了，第一次来的朋友最多限购两件',
  '最大承重一百公斤',
  '本品不能代替药物',
  '我们不敢说最好，只说实话',
  '不治疗任何疾病',
  '我们不承诺保本',
  '包裹在转运中心',
  'The best before date is on the lid.',
])('leaves alone what only looks like a claim: %s', (text) => {
  expect(wordsIn(text)).toEqual([]);
});

it('an excuse for one word excuses no other near it', () => {
  expect(wordsIn('最近我们做到了行业第一')).toEqual(['行业第一']);
  expect(wordsIn('不能说最好，但我们是全网销量第一')).not.toEqual([]);
});

it('words bound to a proved fact are permitted, the same words beyond it are not', () => {
  const claim = '2025年度天猫该类目销量第一';
  const facts = [{ claim, evidence: 'ranking-proof' as const }];
  const [inside] = real.lint(`这款是${claim}`, { facts });
  expect(inside?.permitted).toBe(true);
  expect(inside && asksForChange(inside)).toBe(false);
  expect(real.lint('这款全国销量第一', { facts }).some(asksForChange)).toBe(true);
  const wrong = [{ claim, evidence: 'test-report' as const }];
  expect(real.lint(claim, { facts: wrong }).some(asksForChange)).toBe(true);
});

it('of hits that overlap the one that asks for more stands', () => {
  const { lint } = createLinter(
    oneGroup({
      entries: [{ words: '最好的产品', severity: 'notice' }, '最好', { words: '好的', severity: 'warn' }],
    }),
  );
  expect(lint('最好的产品').map(({ entryId }) => entryId)).toEqual(['tried:最好']);
});

it('English words are whole words, however their letters are set', () => {
  expect(wordsIn('It cures acne')).toEqual(['cures acne']);
  expect(wordsIn('I t c u r e s acne')).toEqual(['c u r e s acne']);
  expect(wordsIn('a secure pocket')).toEqual([]);
});

it('reads one language alone when asked to', () => {
  const text = '全网最低价, the best ever';
  expect(real.lint(text, { lang: 'en' }).every(({ start }) => start > 5)).toBe(true);
  expect(real.lint(text, { lang: 'zh' }).every(({ end }) => end <= 5)).toBe(true);
  expect(real.lint(text).length).toBeGreaterThan(1);
});

it('spans lie in the text, in order, apart, and cover what was matched and nothing around it', () => {
  const pieces = fc.constantFrom(
    '最好的',
    '全网',
    '第一',
    '最低价',
    '次',
    ' ',
    '*',
    '，',
    '。',
    '🔥',
    'best',
    ' the ',
    '不能说',
    '治疗',
    '茶',
    '國',
    '\ud83d',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      let last = 0;
      for (const { start, end } of real.lint(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
        expect('*，。🔥 '.includes(text.charAt(start))).toBe(false);
        last = end;
      }
    }),
    { numRuns: 500 },
  );
});

it('no hit lies inside an exemption, whatever stands around it', () => {
  const { lint } = createLinter(oneGroup({ entries: ['第一'], exemptions: ['第一次', '不是第一', '@名'] }));
  const pieces = fc.constantFrom('第一', '次', '不是', '名', '好', '，', '*');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      for (const { end } of lint(text)) expect(text.slice(end).replace(/^\*+/, '')).not.toMatch(/^[次名]/);
    }),
  );
});

it('a text without a word of the lexicon has no hit, nor has an empty one', () => {
  expect(real.lint('')).toEqual([]);
  expect(real.lint('今天讲五个产品')).toEqual([]);
});

it('a line of a megabyte is read in one go', () => {
  const line = '这件外套有三个颜色，最近卖得不错。'.repeat(60_000);
  expect(real.lint(`${line}全网最低价`).filter(asksForChange)).toHaveLength(1);
});
