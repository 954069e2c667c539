import { describe, expect, it } from 'vitest';
import { emptyDraft, faultsOf, moved, newSegment, toLocalTime, totalMs } from './plan-draft.ts';

const rundown = [
  newSegment('opening', 'a', 60),
  newSegment('product', 'b', 120),
  newSegment('closing', 'c', 30),
];
const titles = (list: { title: string }[]) => list.map((each) => each.title).join('');

describe('rundown', () => {
  it('moves a segment past its neighbour and stops at the edges', () => {
    expect(titles(moved(rundown, 1, -1))).toBe('bac');
    expect(titles(moved(rundown, 0, -1))).toBe('abc');
    expect(titles(moved(rundown, 2, 1))).toBe('abc');
  });

  it('adds up its target times', () => {
    expect(totalMs(rundown)).toBe(210_000);
  });
});

describe('faultsOf', () => {
  const good = { ...emptyDraft('c'), title: 'Peaches' };

  it('lets a titled draft pass', () => {
    expect(faultsOf(good, 0)).toBeNull();
  });

  it('names a missing title, a past time and untitled segments', () => {
    const untitled = newSegment('product');
    const draft = {
      ...emptyDraft('c'),
      title: ' ',
      localTime: toLocalTime(1_000_000_000_000),
      rundown: [untitled],
    };
    expect(faultsOf(draft, 1_700_000_000_000)).toEqual({
      title: 'field.required',
      time: 'field.future',
      segments: [untitled.id],
    });
  });
});
