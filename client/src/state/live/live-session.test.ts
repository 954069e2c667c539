import type { JoinedSession, ServerFacts } from '@caipai/shared/protocol/facts';
import { ok, type Result, refuse } from '@caipai/shared/protocol/result';
import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import { describe, expect, test, vi } from 'vitest';
import { LiveRoom } from './live-room.ts';
import type { LiveNet } from './live-session.ts';
import { forgetUnsent, unsentStore } from './unsent.ts';

const sessionId = '0190a0a0-0000-7000-8000-000000000001';
const me = { id: 'me', name: '林小雨' };

const joined = (change: Partial<JoinedSession> = {}): JoinedSession => ({
  session: {
    id: sessionId,
    anchor: { id: 'anchor', name: '王主播' },
    state: 'live',
    access: { moderate: false },
    recording: 'recording',
    rubric: { criteria: [] as unknown[] },
  } as JoinedSession['session'],
  recordingCode: null,
  serverNowMs: 0,
  seq: 100,
  presence: { viewers: 1, anchorConnected: true },
  tracks: [],
  talking: [],
  rtpCapabilities: { codecs: [] },
  danmaku: [],
  removedDanmakuIds: [],
  cues: [],
  cuesHeld: false,
  violations: [],
  cut: false,
  marks: [],
  mutedUntilMs: null,
  slowModeSeconds: 0,
  pinned: null,
  waiting: [],
  questions: [],
  moderation: null,
  rundown: null,
  shelf: { version: 0, pinned: null },
  usedCouponIds: [],
  shelfDesk: null,
  transcript: null,
  ...change,
});

/** A net whose other end is the test itself. */
function fakeNet(answers: Partial<Record<string, (input: never) => Result<unknown>>>) {
  const asked: [string, Record<string, unknown>][] = [];
  const facts = new Map<string, (fact: never) => void>();
  let connection: (connected: boolean) => void = () => {};
  let nowMs = 5_000;
  const net: LiveNet = {
    ask: async (name, input) => {
      asked.push([name, input as Record<string, unknown>]);
      return (answers[name]?.(input as never) ?? ok(null)) as never;
    },
    onFact: (name, listener) => {
      facts.set(name, listener as never);
      return () => facts.delete(name);
    },
    onConnection: (listener) => {
      connection = listener;
      return () => {};
    },
    serverNow: () => nowMs,
  };
  return {
    net,
    asked,
    names: () => asked.map(([name]) => name),
    connect: (connected: boolean) => connection(connected),
    atMs: (ms: number) => {
      nowMs = ms;
    },
    tell: <N extends keyof ServerFacts>(name: N, fact: Parameters<ServerFacts[N]>[0]) =>
      facts.get(name)?.(fact as never),
  };
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

async function enter(answers: Parameters<typeof fakeNet>[0], kept = storage()) {
  const wire = fakeNet({ 'session:join': () => ok(joined()), ...answers });
  const room = new LiveRoom(sessionId, 'watch', me, wire.net, kept);
  room.session.start();
  wire.connect(true);
  await vi.waitFor(() => expect(room.session.view.phase).toBe('joined'));
  return { room, wire, kept };
}

describe('joining', () => {
  test('a new connection joins again and asks only for what it may have missed', async () => {
    const { room, wire } = await enter({});
    wire.connect(false);
    expect(room.session.view.phase).toBe('rejoining');
    wire.connect(true);
    await vi.waitFor(() => expect(room.session.view.phase).toBe('joined'));
    const joins = wire.asked.filter(([name]) => name === 'session:join');
    expect(joins.map(([, input]) => input.afterSeq)).toEqual([0, 50]);
  });

  test('a lost media room makes it join again and tells the media side first', async () => {
    const { room, wire } = await enter({});
    const order: string[] = [];
    room.session.on('mediaReset', () => order.push('reset'));
    room.session.on('joined', () => order.push('joined'));
    wire.tell('media:reset', { sessionId });
    await vi.waitFor(() => expect(order).toEqual(['reset', 'joined']));
  });

  test('a refusal for good is shown, not repeated', async () => {
    const wire = fakeNet({ 'session:join': () => refuse('session.liveElsewhere') });
    const room = new LiveRoom(sessionId, 'studio', me, wire.net, storage());
    room.session.start();
    wire.connect(true);
    await vi.waitFor(() => expect(room.session.view.refusal?.code).toBe('session.liveElsewhere'));
    expect(wire.names()).toEqual(['session:join']);
  });

  test('facts of another session change nothing', async () => {
    const { room, wire } = await enter({});
    wire.tell('presence:changed', { sessionId: 'other', viewers: 9, anchorConnected: false });
    expect(room.session.view.presence.viewers).toBe(1);
  });
});

describe('danmaku', () => {
  test('the own comment is listed before the answer and once after it', async () => {
    const { room, wire } = await enter({ 'danmaku:send': () => ok({ seq: 101, atMs: 5_001 }) });
    const own: Danmaku[] = [];
    room.danmaku.on('own', (danmaku) => own.push(danmaku));
    const sending = room.danmaku.send('好听！');
    const shown = own[0];
    if (!shown) throw new Error('the own comment was not told');
    expect(room.session.view.danmaku).toMatchObject([{ id: shown.id, fate: 'sending' }]);
    expect(await sending).toBeNull();
    wire.tell('danmaku:ticked', {
      sessionId,
      items: [{ id: shown.id, seq: 101, atMs: 5_001, text: '好听！', by: { ...me, job: 'peer' } }],
    });
    expect(room.session.view.danmaku).toMatchObject([{ fate: 'shown', seq: 101 }]);
  });

  test('a refused comment disappears from the list', async () => {
    const { room } = await enter({ 'danmaku:send': () => refuse('danmaku.blockedWord') });
    expect((await room.danmaku.send('x'))?.code).toBe('danmaku.blockedWord');
    expect(room.session.view.danmaku).toEqual([]);
  });

  test('a comment made offline goes out after the reconnect', async () => {
    const { room, wire } = await enter({ 'danmaku:send': () => ok({ seq: 101, atMs: 5_001 }) });
    wire.connect(false);
    expect(await room.danmaku.send('断网了')).toBeNull();
    expect(wire.names()).not.toContain('danmaku:send');
    wire.connect(true);
    await vi.waitFor(() => expect(room.session.view.danmaku).toMatchObject([{ fate: 'shown' }]));
  });
});

describe('marks', () => {
  const criterionId = 'voice';
  const saved = (input: { id: string; level: number | null; note: string; atMs: number }) =>
    ok({ ...input, criterionId, rater: { ...me, role: 'trainee' } });

  test('a mark made offline survives a reload and is saved with its own moment', async () => {
    const { room, wire, kept } = await enter({});
    wire.connect(false);
    room.marks.setLevel(criterionId, 2);
    room.marks.typeNote(criterionId, '语速很稳');
    expect(room.marks.sheet.getState().entries).toHaveLength(1);
    room.session.stop();

    const later = await enter({ 'mark:save': saved as never }, kept);
    await vi.waitFor(() => expect(later.room.session.view.marks).toHaveLength(1));
    expect(later.room.session.view.marks[0]).toMatchObject({ level: 2, atMs: 5_000 });
    expect(later.room.marks.sheet.getState().drafts).toEqual({ [criterionId]: '语速很稳' });
    later.room.marks.commitNote(criterionId);
    await vi.waitFor(() => expect(later.room.session.view.marks[0]?.note).toBe('语速很稳'));
    expect(later.room.marks.sheet.getState()).toEqual({ entries: [], drafts: {} });
  });

  test('the same level again takes the mark back', async () => {
    const { room, wire } = await enter({ 'mark:save': saved as never });
    room.marks.setLevel(criterionId, 1);
    await vi.waitFor(() => expect(room.session.view.marks[0]?.level).toBe(1));
    room.marks.setLevel(criterionId, 1);
    await vi.waitFor(() => expect(room.session.view.marks[0]?.level).toBeNull());
    expect(wire.names().filter((name) => name === 'mark:save')).toHaveLength(2);
  });

  test('a note keeps the moment of the level it explains, another level has its own', async () => {
    const { room, wire } = await enter({ 'mark:save': saved as never });
    wire.atMs(5_000);
    room.marks.setLevel(criterionId, 1);
    await vi.waitFor(() => expect(room.session.view.marks[0]?.level).toBe(1));
    wire.atMs(9_000);
    room.marks.typeNote(criterionId, '眼神很好');
    room.marks.commitNote(criterionId);
    await vi.waitFor(() =>
      expect(room.session.view.marks[0]).toMatchObject({ note: '眼神很好', atMs: 5_000 }),
    );
    room.marks.setLevel(criterionId, 2);
    await vi.waitFor(() => expect(room.session.view.marks[0]).toMatchObject({ level: 2, atMs: 9_000 }));
  });

  test('what an earlier page left and the server refuses is told, and gone once it was read', async () => {
    const before = await enter({});
    before.wire.connect(false);
    before.room.marks.setLevel(criterionId, 2);
    before.room.session.stop();

    const { room, kept } = await enter({ 'mark:save': () => refuse('mark.unknownCriterion') }, before.kept);
    await vi.waitFor(() => expect(unsentStore.getState()).toHaveLength(1));
    expect(unsentStore.getState()).toMatchObject([{ refusal: { code: 'mark.unknownCriterion' } }]);
    forgetUnsent();
    expect(room.marks.sheet.getState().entries).toEqual([]);
    expect(kept.length).toBe(0);
  });
});
