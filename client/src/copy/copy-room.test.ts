import { expect, it } from 'vitest';
import { minutesShort } from './copy-room.ts';

const GB = 1024 ** 3;

it('keeps silent about a browser that has room for an hour, or does not say', () => {
  expect(minutesShort({ quota: 100 * GB, usage: 3 * GB })).toBeNull();
  expect(minutesShort({})).toBeNull();
});

it('tells how many minutes fit where an hour does not', () => {
  expect(minutesShort({ quota: GB, usage: 0 })).toBe(27);
  expect(minutesShort({ quota: 100 * GB, usage: 99.9 * GB })).toBe(5);
  expect(minutesShort({ quota: GB, usage: 2 * GB })).toBe(0);
});
