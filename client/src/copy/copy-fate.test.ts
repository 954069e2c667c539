import { describe, expect, it } from 'vitest';
import { chunksFor, fateOf, fateOfUsed } from './copy-fate.ts';
import type { LocalCopy } from './copy-store.ts';

describe('a copy on this device', () => {
  it.each(['done', 'receiving', undefined] as const)(
    'stays where beginning or end of the recording are missing (%s at the server)',
    (there) => expect(fateOf(there, false, false)).toBe('kept'),
  );
  it('is deleted once it is used and nothing of the time on air is missing', () => {
    expect(fateOf('done', true, true)).toBe('unneeded');
    expect(fateOfUsed('done', true)).toBe('unneeded');
  });
  it('stays after it was used as long as the recording is not whole', () => {
    expect(fateOf('done', false, true)).toBe('kept');
    expect(fateOfUsed('done', false)).toBe('kept');
  });
  it('stays when a hole in it could not be filled, however whole the rest is', () => {
    expect(fateOf('failed', true, true)).toBe('failed');
    expect(fateOfUsed('failed', true)).toBe('failed');
  });
  it('is sent where it covers a hole, also after a broken upload', () => {
    expect(fateOf(undefined, true, true)).toBe('wanted');
    expect(fateOf('receiving', false, true)).toBe('wanted');
    expect(fateOf('waiting', true, true)).toBe('wanted');
  });
  it('is deleted unsent where nothing is missing at all', () => {
    expect(fateOf(undefined, true, false)).toBe('unneeded');
  });
});

it('of a copy the chunks over the hole are sent, and the first, without which none can be read', () => {
  const chunks = [0, 1, 2, 3].map((index) => ({
    ...{ index, bytes: 1 },
    ...{ fromWallMs: index * 2_000 - 4_000, toWallMs: (index + 1) * 2_000 },
  }));
  const copy = { chunks } as LocalCopy;
  const sent = (wanted: { fromWallMs: number; toWallMs: number }[]) =>
    chunksFor(copy, wanted).map(({ index }) => index);
  expect(sent([{ fromWallMs: 6_500, toWallMs: 7_000 }])).toEqual([0, 3]);
  expect(sent([{ fromWallMs: 20_000, toWallMs: 30_000 }])).toEqual([]);
});
