import { expect, test } from 'vitest';
import { median, quantile } from './figures.ts';

test('a quantile is a measured value, by nearest rank', () => {
  const values = [5, 1, 4, 2, 3];
  expect(median(values)).toBe(3);
  expect(quantile(values, 0.95)).toBe(5);
  expect(quantile(values, 0)).toBe(1);
  expect(median([10, 20])).toBe(10);
});

test('nothing measured is an error, not a number', () => {
  expect(() => quantile([], 0.5)).toThrow('no measurement');
});
