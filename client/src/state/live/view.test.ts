import { noTimes } from '@caipai/shared/domain/cues';
import type { Cue } from '@caipai/shared/schemas/cue';
import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import type { Mark } from '@caipai/shared/schemas/rubric';
import { describe, expect, test } from 'vitest';
import {
  DANMAKU_KEPT,
  emptyView,
  withCue,
  withCueConfirmed,
  withDanmaku,
  withHeard,
  withMark,
  withOwnDanmaku,
  withSaid,
  withShelf,
} from './view.ts';

const by = { id: 'u', name: '小林', job: 'peer' } as const;
const danmaku = (seq: number, id = `d${seq}`): Danmaku => ({
  id,
  seq,
  atMs: seq * 10,
  text: `第${seq}条`,
  by,
});

describe('danmaku list', () => {
  test('the same comment is listed once, however often it is told', () => {
    let view = withDanmaku(emptyView, [danmaku(1), danmaku(2)]);
    view = withDanmaku(view, [danmaku(2), danmaku(3)]);
    expect(view.danmaku.map((line) => line.seq)).toEqual([1, 2, 3]);
    expect(view.seq).toBe(3);
  });

  test('a backlog that comes late is put in its place', () => {
    let view = withDanmaku(emptyView, [danmaku(5)]);
    view = withDanmaku(view, [danmaku(2)]);
    expect(view.danmaku.map((line) => line.seq)).toEqual([2, 5]);
  });

  test('an own comment stands last until the echo gives it a place', () => {
    const own = { ...danmaku(0, 'own'), seq: null, fate: 'sending', refusal: null } as const;
    let view = withOwnDanmaku(withDanmaku(emptyView, [danmaku(1)]), own);
    view = withDanmaku(view, [danmaku(2)]);
    expect(view.danmaku.map((line) => line.id)).toEqual(['d1', 'd2', 'own']);
    view = withDanmaku(view, [danmaku(3, 'own'), danmaku(4)]);
    expect(view.danmaku.map((line) => line.id)).toEqual(['d1', 'd2', 'own', 'd4']);
    expect(view.danmaku[2]?.fate).toBe('shown');
    expect(withOwnDanmaku(view, own).danmaku[2]?.fate).toBe('shown');
  });

  test('the list is bounded and drops the oldest', () => {
    const view = withDanmaku(
      emptyView,
      Array.from({ length: DANMAKU_KEPT + 20 }, (_, index) => danmaku(index + 1)),
    );
    expect(view.danmaku).toHaveLength(DANMAKU_KEPT);
    expect(view.danmaku[0]?.seq).toBe(21);
  });
});

describe('cues', () => {
  const cue: Cue = {
    id: 'c',
    seq: 1,
    kind: 'smile',
    text: null,
    priority: 'normal',
    atMs: 1,
    from: { id: 'i', name: '陈老师' },
    to: 'anchor',
    ...noTimes,
  };

  test('a repeated cue does not forget that it was seen', () => {
    const seen = withCueConfirmed(withCue([], cue), 'c', 'seen', 90);
    expect(seen[0]).toMatchObject({ deliveredAtMs: 90, seenAtMs: 90 });
    expect(withCue(seen, cue)[0]).toMatchObject({ seenAtMs: 90 });
  });

  test('the first confirmation of a stage counts', () => {
    let cues = withCueConfirmed(withCue([], cue), 'c', 'delivered', 50);
    cues = withCueConfirmed(cues, 'c', 'delivered', 70);
    expect(cues[0]?.deliveredAtMs).toBe(50);
  });

  test('a cue that the server has taken does not go back to sending', () => {
    const sent = withCue([], cue);
    expect(withCue(sent, { ...cue, fate: 'sending', refusal: null })[0]?.fate).toBe('sent');
  });
});

test('of two marks of one rater the newer counts, in whatever order they come', () => {
  const mark = (atMs: number, level: number, rater = 'i'): Mark => ({
    id: `m${atMs}`,
    criterionId: 'voice',
    level,
    note: '',
    atMs,
    rater: { id: rater, name: rater, role: 'instructor' },
  });
  const marks = [mark(20, 2), mark(10, 0), mark(5, 1, 'other')].reduce(withMark, []);
  expect(marks.map((each) => [each.rater.id, each.level])).toEqual([
    ['i', 2],
    ['other', 1],
  ]);
});

test('an older shelf that comes late changes nothing', () => {
  const soldOut = { version: 7, pinned: null };
  const view = withShelf(emptyView, { shelf: soldOut });
  expect(withShelf(view, { shelf: { version: 6, pinned: null } }).shelf).toBe(soldOut);
  expect(withShelf(view, { shelf: { version: 7, pinned: null } }).shelf).not.toBe(soldOut);
});

describe('what is said', () => {
  const line = (id: string, fromMs: number) => ({ id, fromMs, untilMs: fromMs + 500, text: id, hits: [] });
  const listening = {
    ...emptyView,
    transcript: { recogniser: 'fixture' as const, lines: [], partial: null },
  };

  test('a sentence takes the place of what was believed of it, and late news of it change nothing', () => {
    let view = withHeard(listening, { id: 'a', fromMs: 10, text: '大家' });
    expect(view.transcript?.partial?.text).toBe('大家');
    view = withSaid(view, line('a', 10));
    expect(view.transcript?.partial).toBeNull();
    view = withHeard(view, { id: 'a', fromMs: 10, text: '大家' });
    expect(view.transcript?.partial).toBeNull();
  });

  test('sentences stand once and in the order in which they were said', () => {
    const view = [line('b', 20), line('a', 10), line('b', 20)].reduce(withSaid, listening);
    expect(view.transcript?.lines.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('a page that is told of none keeps none', () => {
    expect(withSaid(emptyView, line('a', 10)).transcript).toBeNull();
  });
});
