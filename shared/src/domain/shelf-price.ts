import type { Offer } from '../schemas/shelf.ts';

export interface Price {
  unitFen: number;
  /** What the coupon takes off the whole order. */
  couponFen: number;
  totalFen: number;
}

/** The offer as it stands for somebody who has used these coupons. */
export function offerFor<T extends Offer>(offer: T, usedCouponIds: readonly string[]): T {
  return offer.coupon && usedCouponIds.includes(offer.coupon.id) ? { ...offer, coupon: null } : offer;
}

/** The price at this moment of the server's clock; buyer and server work it out with the same lines. */
export function priceOf(offer: Offer, quantity: number, nowMs: number): Price {
  const flash = offer.flash !== null && offer.flash.untilMs > nowMs ? offer.flash : null;
  const unitFen = flash?.priceFen ?? offer.priceFen;
  const sumFen = unitFen * quantity;
  const { coupon } = offer;
  const couponFen =
    coupon !== null && coupon.left > 0 && sumFen >= coupon.thresholdFen ? Math.min(coupon.offFen, sumFen) : 0;
  return { unitFen, couponFen, totalFen: sumFen - couponFen };
}
