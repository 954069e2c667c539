import { asLive, editRundown, presentRundown, type Rundown } from '@caipai/shared/domain/rundown';
import { ok, refuse } from '@caipai/shared/protocol/result';
import type { Segment } from '@caipai/shared/schemas/session';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Emitter } from '../../rtc/emitter.ts';
import type { LiveEvents, LiveSession } from '../live/live-session.ts';
import { emptyView, type LiveView } from '../live/view.ts';
import { RundownDesk } from './rundown-desk.ts';

const segment = (id: string): Segment => ({
  ...{ id, kind: 'product', title: id, targetSeconds: 60, productId: null, script: '' },
});

/** The rules of the server without its wire; `online` false is a network that answers nothing. */
class Studio {
  rundown: Rundown = {
    ...{ revision: 0, running: null, editIds: [], segments: asLive(['a', 'b'].map(segment)) },
  };
  online = true;
  asked: string[] = [];

  answer(name: string, input: Record<string, never>) {
    if (!this.online) return refuse('server.unavailable');
    this.asked.push(name);
    const kind = ({ editSegment: 'edited', insert: 'inserted', move: 'moved', remove: 'removed' } as const)[
      name.split(':')[1] as 'insert'
    ];
    const outcome = editRundown(this.rundown, input.id ?? '', { ...input, kind } as never);
    if (!outcome.ok) return refuse(outcome.code, 'current' in outcome ? { current: outcome.current } : {});
    this.rundown = outcome.rundown;
    const { revision, order, segments } = presentRundown(this.rundown);
    return ok({ revision, order, segments });
  }
}

class Page extends Emitter<LiveEvents> {
  view: LiveView;
  sessionId = 'session';
  net = { onFact: () => () => {} };
  readonly #studio: Studio;

  constructor(studio: Studio) {
    super();
    this.#studio = studio;
    this.view = { ...emptyView, rundown: presentRundown(studio.rundown) };
  }
  update(change: (view: LiveView) => LiveView) {
    this.view = change(this.view);
  }
  async ask(name: string, input: never) {
    return this.#studio.answer(name, input);
  }
  connect() {
    this.emit('ready', null);
  }
  /** What facts would have told. */
  look() {
    this.view = { ...this.view, rundown: presentRundown(this.#studio.rundown) };
  }
}

const storage = () => {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (index: number) => [...map.keys()][index] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
};

function enter(studio: Studio, name: string, kept = storage()) {
  const page = new Page(studio);
  const desk = new RundownDesk(page as unknown as LiveSession, { id: name, name }, kept);
  desk.open();
  const fates = () => Object.values(desk.sheet.getState().drafts).map(({ fate }) => fate);
  return { page, desk, kept, fates };
}

const pass = () => vi.advanceTimersByTimeAsync(1_000);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what is typed is saved by itself, once for many letters', async () => {
  const studio = new Studio();
  const { desk, fates } = enter(studio, 'ann');
  for (const text of ['大', '大家', '大家好']) desk.type('a', 'script', text);
  expect(fates()).toEqual(['waiting']);
  await pass();
  expect(studio.rundown.segments[0]?.script).toBe('大家好');
  expect(studio.asked).toEqual(['rundown:editSegment']);
  expect(fates()).toEqual([]);
});

test('of two in the same text the later one sees both and decides', async () => {
  const studio = new Studio();
  const ann = enter(studio, 'ann');
  const ben = enter(studio, 'ben');
  ann.desk.type('a', 'script', 'ann writes');
  ben.desk.type('a', 'script', 'ben writes');
  await pass();
  expect(studio.rundown.segments[0]?.script).toBe('ann writes');
  expect(ben.fates()).toEqual(['conflict']);
  expect(Object.values(ben.desk.sheet.getState().drafts)[0]?.theirs?.script).toBe('ann writes');
  // Writing on saves nothing before that.
  ben.desk.type('a', 'script', 'ben writes on');
  await pass();
  expect(studio.rundown.segments[0]?.script).toBe('ann writes');
  ben.desk.keepMine('a', 'script', 'ann writes\nben writes on');
  await pass();
  expect(studio.rundown.segments[0]?.script).toBe('ann writes\nben writes on');
  expect(ben.fates()).toEqual([]);
});

test('two fields of one writer are saved without a conflict between them', async () => {
  const studio = new Studio();
  const { desk, fates } = enter(studio, 'ann');
  desk.type('a', 'title', 'Mug');
  desk.type('a', 'script', 'Look');
  await pass();
  desk.type('a', 'script', 'Look here');
  desk.type('a', 'title', 'The mug');
  await pass();
  expect(studio.rundown.segments[0]).toMatchObject({ title: 'The mug', script: 'Look here' });
  expect(fates()).toEqual([]);
});

test('without a network it is kept, through a reload too, and saved when there is one again', async () => {
  const studio = new Studio();
  const first = enter(studio, 'ann');
  studio.online = false;
  first.desk.type('a', 'script', 'typed in the lift');
  await pass();
  expect(first.fates()).toEqual(['offline']);
  const again = enter(studio, 'ann', first.kept);
  expect(again.fates()).toEqual(['saving']);
  await pass();
  studio.online = true;
  again.page.connect();
  await pass();
  expect(studio.rundown.segments[0]?.script).toBe('typed in the lift');
  expect(first.kept.length).toBe(0);
});

test('a segment that others took out is not lost with what was typed into it', async () => {
  const studio = new Studio();
  const ann = enter(studio, 'ann');
  const ben = enter(studio, 'ben');
  await ann.desk.remove('a');
  ben.desk.type('a', 'script', 'still needed');
  await pass();
  expect(ben.fates()).toEqual(['gone']);
  ben.page.look();
  await ben.desk.restore('a');
  expect(studio.rundown.segments.map(({ id, script }) => [id, script])).toEqual([
    ['b', ''],
    ['a', 'still needed'],
  ]);
});

test('a removal is undone at its old place', async () => {
  const studio = new Studio();
  const { desk } = enter(studio, 'ann');
  await desk.remove('b');
  expect(desk.segments.map(({ id }) => id)).toEqual(['a']);
  await desk.undoRemoval();
  expect(studio.rundown.segments.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(desk.sheet.getState().removed).toBeNull();
});

test('a title is not saved empty', async () => {
  const studio = new Studio();
  const { desk, fates } = enter(studio, 'ann');
  desk.type('a', 'title', ' ');
  await pass();
  expect(fates()).toEqual(['refused']);
  expect(studio.asked).toEqual([]);
  desk.type('a', 'title', 'Mug');
  await pass();
  expect(studio.rundown.segments[0]?.title).toBe('Mug');
});
