import type { Hit } from '@caipai/shared/compliance/types';
import { expect, it } from 'vitest';
import type { DanmakuLine } from '../../state/live/view.ts';
import { actionOfKey, actionsFor } from './actions.ts';
import { itemsOf } from './items.ts';

const line = (id: string, atMs: number, by = 'a'): DanmakuLine => ({
  ...{ id, atMs, seq: atMs, text: id, fate: 'shown', refusal: null },
  by: { id: by, name: by, job: 'peer' },
});
const asked = (id: string, atMs: number, answeredAfterMs: number | null) => ({
  danmaku: { ...line(id, atMs), seq: atMs },
  answeredAfterMs,
});
const hit: Hit = {
  ...{ start: 0, end: 2, entryId: 'g:w', category: 'absolute-term', severity: 'block' },
  ...{ lawRef: 'ad-law-9-3', permittedBy: null, why: { zh: '', en: '' }, permitted: false },
};
const view = {
  danmaku: [line('one', 1), line('two', 2, 'b'), line('four', 4)],
  questions: [asked('one', 1, 500), asked('four', 4, null)],
  moderation: {
    ...{ hold: 'all' as const, mutes: [], flags: { two: [hit] } },
    held: [{ ...line('three', 3, 'b'), why: 'link' as const, flags: [hit] }],
  },
  pinned: { ...line('two', 2, 'b'), seq: 2 },
};
const idsOf = (filter: Parameters<typeof itemsOf>[1]) => itemsOf(view, filter).map((item) => item.line.id);

it('what waits stands among the others by its time', () => {
  expect(idsOf({ what: 'all' })).toEqual(['one', 'two', 'three', 'four']);
  expect(idsOf({ what: 'person', id: 'b', name: 'b' })).toEqual(['two', 'three']);
  expect(idsOf({ what: 'held' })).toEqual(['three']);
});

it('flagged are those that wait and those that everybody reads', () => {
  expect(idsOf({ what: 'flagged' })).toEqual(['two', 'three']);
  expect(itemsOf({ ...view, moderation: null }, { what: 'flagged' })).toEqual([]);
});

it('open questions stand before those that were answered', () => {
  expect(idsOf({ what: 'questions' })).toEqual(['four', 'one']);
});

it('offers what fits the comment and the rights of who looks at it', () => {
  const [one, two, three] = itemsOf(view, { what: 'all' });
  const all = { moderate: true, answer: true, comment: true, me: 'me' };
  expect(one && actionsFor(one, all)).toEqual([
    'reply',
    'answered',
    'pin',
    'question',
    'person',
    'mute',
    'remove',
  ]);
  expect(two && actionsFor(two, { ...all, me: 'b' })).toEqual(['pin']);
  expect(three && actionsFor(three, all)).toEqual(['release', 'remove', 'mute', 'person']);
  expect(one && actionsFor(one, { ...all, moderate: false })).toEqual([
    'reply',
    'answered',
    'question',
    'person',
  ]);
});

it('knows its keys in either case, and no others', () => {
  expect(['r', 'A', 'Delete', 'Backspace', 'Enter', 'x', 'Tab'].map(actionOfKey)).toEqual([
    'reply',
    'answered',
    'remove',
    'remove',
    'release',
    null,
    null,
  ]);
});
