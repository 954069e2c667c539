import type { ShelfEntry } from '@caipai/shared/timeline/ledger-entry';
import { expect, it } from 'vitest';
import { pinnedStretches, type ShelfMoment } from './shelf-moments.ts';

const at = (
  seq: number,
  mediaMs: number,
  kind: 'shelf.pinned' | 'shelf.unpinned',
  title: string,
): ShelfMoment => ({
  kind: 'shelf',
  seq,
  mediaMs,
  who: null,
  entry: { kind, atMs: mediaMs, productId: title, title, priceFen: 1 } as ShelfEntry,
});

it('a product is on screen until another one, or until it is taken away, or to the end', () => {
  const moments = [
    at(1, 1_000, 'shelf.pinned', '杯子'),
    at(2, 5_000, 'shelf.pinned', '蜂蜜'),
    at(3, 7_000, 'shelf.unpinned', '蜂蜜'),
    at(4, 9_000, 'shelf.pinned', '台灯'),
  ];
  expect(pinnedStretches(moments, 20_000)).toEqual([
    { seq: 1, mediaMs: 1_000, untilMediaMs: 5_000, title: '杯子' },
    { seq: 2, mediaMs: 5_000, untilMediaMs: 7_000, title: '蜂蜜' },
    { seq: 4, mediaMs: 9_000, untilMediaMs: 20_000, title: '台灯' },
  ]);
});
