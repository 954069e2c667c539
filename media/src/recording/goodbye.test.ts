import { expect, it } from 'vitest';
import { goodbye } from './goodbye.ts';

it('writes a goodbye with a reason as RFC 3550 lays it out', () => {
  expect(goodbye(0xfedcba98).toString('hex')).toBe(['81cb0002', 'fedcba98', '03656e64'].join(''));
});
