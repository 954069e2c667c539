import fc from 'fast-check';
import { expect, it } from 'vitest';
import { offerFor, priceOf } from './shelf-price.ts';

const plain = { priceFen: 7_900, flash: null, coupon: null };

it('a flash price holds up to its end and not in that millisecond', () => {
  const offer = { ...plain, flash: { priceFen: 5_900, untilMs: 1_000 } };
  expect(priceOf(offer, 1, 999).unitFen).toBe(5_900);
  expect(priceOf(offer, 1, 1_000).unitFen).toBe(7_900);
});

it('a coupon counts from its threshold on, once for an order, and only while there are any', () => {
  const coupon = { id: 'c', offFen: 1_000, thresholdFen: 10_000, left: 1 };
  expect(priceOf({ ...plain, coupon }, 1, 0)).toEqual({ unitFen: 7_900, couponFen: 0, totalFen: 7_900 });
  expect(priceOf({ ...plain, coupon }, 2, 0)).toEqual({ unitFen: 7_900, couponFen: 1_000, totalFen: 14_800 });
  expect(priceOf({ ...plain, coupon: { ...coupon, left: 0 } }, 2, 0).couponFen).toBe(0);
});

it('who has used a coupon is offered the price without it, until there is another one', () => {
  const offer = { ...plain, coupon: { id: 'c', offFen: 1_000, thresholdFen: 0, left: 9 } };
  expect(priceOf(offerFor(offer, []), 1, 0).totalFen).toBe(6_900);
  expect(priceOf(offerFor(offer, ['c']), 1, 0).totalFen).toBe(7_900);
  expect(priceOf(offerFor(offer, ['earlier']), 1, 0).totalFen).toBe(6_900);
});

it('nobody is ever paid for buying', () => {
  const fen = fc.integer({ min: 0, max: 100_000_000 });
  fc.assert(
    fc.property(
      fen,
      fen,
      fen,
      fc.integer({ min: 1, max: 99 }),
      (priceFen, offFen, thresholdFen, quantity) => {
        const { totalFen } = priceOf(
          { priceFen, flash: null, coupon: { id: 'c', offFen, thresholdFen, left: 1 } },
          quantity,
          0,
        );
        expect(totalFen).toBeGreaterThanOrEqual(0);
        expect(totalFen).toBeLessThanOrEqual(priceFen * quantity);
      },
    ),
  );
});
