import { noTimes } from '@caipai/shared/domain/cues';
import type { Cue, CuePriority } from '@caipai/shared/schemas/cue';
import { describe, expect, test } from 'vitest';
import {
  advance,
  type CueQueue,
  droppedFrom,
  emptyQueue,
  markActed,
  nextDeadline,
  pushCue,
  showingTimeMs,
} from './cue-queue.ts';

let made = 0;
const cue = (kind: Cue['kind'], priority: CuePriority = 'normal'): Cue => ({
  id: `cue-${++made}`,
  seq: made,
  kind,
  text: null,
  priority,
  atMs: 0,
  from: { id: 'i', name: '陈老师' },
  to: 'anchor',
  ...noTimes,
});
const kinds = (queue: CueQueue) => queue.shown.map((each) => each.cue.kind);
const push = (queue: CueQueue, kind: Cue['kind'], nowMs: number, priority: CuePriority = 'normal') =>
  pushCue(queue, cue(kind, priority), kind, nowMs);

describe('time on the stage', () => {
  test('is four to eight seconds by length', () => {
    expect(showingTimeMs('笑')).toBe(4_000);
    expect(showingTimeMs('把产品举近一点让大家看清')).toBeGreaterThan(7_000);
    expect(showingTimeMs('字'.repeat(28))).toBe(8_000);
    expect(showingTimeMs('aa')).toBe(showingTimeMs('字'));
  });

  test('ends by itself', () => {
    const queue = push(emptyQueue, 'smile', 0);
    const untilMs = nextDeadline(queue, 0) ?? 0;
    expect(kinds(advance(queue, untilMs - 1))).toEqual(['smile']);
    expect(advance(queue, untilMs)).toEqual(emptyQueue);
    expect(nextDeadline(emptyQueue, 0)).toBeNull();
  });
});

describe('two places', () => {
  test('the newest stands on top', () => {
    expect(kinds(push(push(emptyQueue, 'smile', 0), 'louder', 100))).toEqual(['louder', 'smile']);
  });

  test('a third of the same weight waits until the oldest could be read', () => {
    let queue = push(push(emptyQueue, 'smile', 0), 'louder', 100);
    queue = push(queue, 'time', 200);
    expect(kinds(queue)).toEqual(['louder', 'smile']);
    const deadline = nextDeadline(queue, 200) ?? 0;
    expect(deadline).toBe(1_500);
    expect(kinds(advance(queue, deadline))).toEqual(['time', 'louder']);
  });

  test('an urgent one takes the place of an ordinary one at once', () => {
    const queue = push(push(emptyQueue, 'smile', 0), 'louder', 100);
    expect(kinds(push(queue, 'stop', 150, 'urgent'))).toEqual(['stop', 'louder']);
  });

  test('an ordinary one never pushes off an urgent one', () => {
    let queue = push(push(emptyQueue, 'stop', 0, 'urgent'), 'time', 10, 'urgent');
    queue = push(queue, 'smile', 3_000);
    expect(kinds(queue)).toEqual(['time', 'stop']);
    expect(queue.waiting).toHaveLength(1);
  });

  test('the more pressing of two that wait goes first', () => {
    let queue = push(push(emptyQueue, 'stop', 0, 'urgent'), 'time', 0, 'urgent');
    queue = push(push(queue, 'smile', 10), 'louder', 20, 'important');
    queue = advance(queue, 6_000);
    expect(queue.shown[0]?.cue.kind === 'louder' || queue.shown[1]?.cue.kind === 'louder').toBe(true);
  });

  test('what waited too long is let go', () => {
    let queue: CueQueue = { shown: [], waiting: [{ cue: cue('smile'), text: 'smile', sinceMs: 0 }] };
    queue = advance(queue, 10_001);
    expect(queue).toEqual(emptyQueue);
  });
});

test('the same prompt again is renewed, not stacked', () => {
  const first = push(emptyQueue, 'slowDown', 0);
  const again = push(first, 'slowDown', 3_000);
  expect(kinds(again)).toEqual(['slowDown']);
  expect(again.shown[0]?.shownAtMs).toBe(3_000);
});

test('the same cue told twice stays as it is', () => {
  const one = cue('smile');
  const queue = pushCue(emptyQueue, one, 'smile', 0);
  expect(pushCue(queue, one, 'smile', 500)).toBe(queue);
});

test('what is done leaves soon and lets the next one in', () => {
  let queue = push(push(emptyQueue, 'smile', 0), 'louder', 100);
  queue = push(queue, 'time', 200);
  const done = markActed(queue, queue.shown[1]?.cue.id ?? '', 300);
  expect(kinds(advance(done, nextDeadline(done, 300) ?? 0))).toEqual(['time', 'louder']);
});

test('what never found a place is known by name', () => {
  const before: CueQueue = { shown: [], waiting: [{ cue: cue('smile'), text: 'smile', sinceMs: 0 }] };
  expect(droppedFrom(before, advance(before, 10_001))).toEqual([before.waiting[0]?.cue.id]);
  expect(droppedFrom(before, advance(before, 10))).toEqual([]);
});
