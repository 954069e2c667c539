import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldedText, normalise } from './normalise.ts';

const folded = (text: string) => foldedText(normalise(text));

it.each([
  ['full width and capitals', 'ＢＥＳＴ １００％', 'best100%'],
  ['traditional characters', '最頂級的國貨', '最顶级的国货'],
  ['marks, spaces, emoji and joiners between characters', '最*好 的🔥产\u200b品', '最好的产品'],
  ['letters in mathematical dress', '𝐛𝐞𝐬𝐭', 'best'],
  ['accents', 'bést', 'best'],
  ['spaced letters', 'b e s t', 'best'],
  ['an apostrophe', "world's best", 'worldsbest'],
])('%s read the same', (_name, text, expected) => {
  expect(folded(text)).toBe(expected);
});

it('keeps the ends of sentences and clauses, so that no word reaches over them', () => {
  expect(folded('品质第一，品牌直销。好')).toBe('品质第一,品牌直销\n好');
  expect(folded('It is the best. Before you go')).toBe('itisthebest\nbeforeyougo');
});

it('a mark behind a character that ends no clause was only put in', () => {
  expect(folded('最，好')).toBe('最好');
  expect(folded('最。好')).toBe('最好');
});

it('keeps figures apart that were apart, and whole that were whole', () => {
  expect(folded('3 5')).toBe('3 5');
  expect(folded('1,000')).toBe('1000');
  expect(folded('1.5 kg')).toBe('1.5kg');
  expect(folded('1:1')).toBe('1:1');
  expect(folded('No. 1')).toBe('no1');
});

it('a plus before a contact is an "add"', () => {
  expect(folded('＋V')).toBe('加v');
  expect(folded('1+1')).toBe('11');
});

it('a figure between letters stands for a letter', () => {
  expect(folded('r1sk and rev1ew5s')).toBe('riskandreviewss');
  expect(folded('3 in 1, H2O, 10k')).toBe('3in1,h2o,10k');
  expect(folded('top1 mp3')).toBe('top1mp3');
});

/** Also halves of pairs, and units that are no character. */
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
  .map((units) => String.fromCharCode(...units));

it('never moves spans out of order, and every span lies in the text', () => {
  const pieces = fc.constantFrom(
    '最',
    '好',
    'a',
    'B',
    '1',
    '.',
    '，',
    ' ',
    '🔥',
    '㎏',
    '\ud83d',
    '𝐛',
    '\u0301',
    '國',
    '%',
    '\n',
  );
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: pieces, maxLength: 40 }), anyUnits), (text) => {
      const { starts, ends, length } = normalise(text);
      const spans = Array.from({ length }, (_, at) => [starts[at] ?? -1, ends[at] ?? -1] as const);
      const isSound = spans.every(
        ([start, end], at) => start < end && end <= text.length && start >= (spans[at - 1]?.[0] ?? 0),
      );
      expect(isSound).toBe(true);
    }),
  );
});
