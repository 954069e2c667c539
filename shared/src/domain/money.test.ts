import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRICE_MAX_FEN } from '../limits.ts';
import { fenText, parseFen } from './money.ts';

describe('amounts as people type them', () => {
  it('every amount that is shown is read back as the same number of fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: PRICE_MAX_FEN }), (fen) => {
        expect(parseFen(fenText(fen))).toBe(fen);
        expect(parseFen(` ¥${fenText(fen)} `)).toBe(fen);
      }),
    );
  });

  it('whatever is typed becomes a whole, bounded number of fen or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
        const fen = parseFen(text);
        if (fen === null) return;
        expect(Number.isSafeInteger(fen)).toBe(true);
        expect(fen >= 0 && fen <= PRICE_MAX_FEN).toBe(true);
      }),
    );
  });

  it.each([
    ['79.9', 7_990],
    ['79.90', 7_990],
    ['79.', 7_900],
    ['０.１', 10],
    ['12元', 1_200],
    ['0.29', 29],
    ['1000000', PRICE_MAX_FEN],
  ])('%s is %i fen', (text, fen) => expect(parseFen(text)).toBe(fen));

  it.each([
    '',
    '-1',
    '+1',
    '1e3',
    '0x10',
    '1,000',
    '.5',
    '7.999',
    '1000000.01',
    '999999999999999',
    'NaN',
    '¥',
  ])('“%s” is no price', (text) => expect(parseFen(text)).toBeNull());
});
