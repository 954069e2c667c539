import { ok, type Result, refuse } from '@caipai/shared/protocol/result';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { beforeEach, describe, expect, test } from 'vitest';
import { Outbox, type Store } from './outbox.ts';
import { forgetUnsent, sendLeftovers, tellUnsent, unsentStore } from './unsent.ts';

function storage(): Store {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

const levels = [{ label: '合格', share: 0.6 }];
const session = (state: SessionDetail['state']) =>
  ok({ title: '水蜜桃专场', state, rubric: { criteria: [{ id: 'voice', title: '声音', levels }] } } as never);

function leave(kept: Store, sessionId: string, id: string, criterionId = 'voice') {
  const hooks = { send: async () => ok(null as never), now: () => 1, changed: () => {}, delivered: () => {} };
  new Outbox(kept, { userId: 'u', sessionId }, hooks).add('mark:save', {
    sessionId,
    id,
    criterionId,
    level: 0,
    note: '再慢一点',
    atMs: 1,
  });
}

function run(kept: Store, read: (id: string) => Result<SessionDetail>, save: () => Result<unknown>) {
  const asked: string[] = [];
  const done = sendLeftovers({
    userId: 'u',
    storage: kept,
    now: () => 2,
    readSession: async (id) => read(id),
    ask: async (name) => {
      asked.push(name);
      return (name === 'mark:save' ? save() : ok(null)) as never;
    },
  });
  return { asked, done };
}

beforeEach(() => unsentStore.setState([], true));

describe('leftovers', () => {
  test('of a session that is over go to the server at last', async () => {
    const kept = storage();
    leave(kept, 's', 'a');
    const { asked, done } = run(
      kept,
      () => session('reviewable'),
      () => ok(null),
    );
    expect(await done).toEqual([]);
    expect(asked).toEqual(['session:join', 'mark:save', 'session:leave']);
    expect(kept.length).toBe(0);
  });

  test('of a session on air are left to its own page', async () => {
    const kept = storage();
    leave(kept, 's', 'a');
    const { asked, done } = run(
      kept,
      () => session('live'),
      () => ok(null),
    );
    expect(await done).toEqual([]);
    expect(asked).toEqual([]);
    expect(kept.length).toBe(1);
  });

  test('that are refused are told with their words, and kept until that was read', async () => {
    const kept = storage();
    leave(kept, 's', 'a');
    const { done } = run(
      kept,
      () => session('archived'),
      () => refuse('session.wrongState'),
    );
    const refused = await done;
    expect(refused).toMatchObject([
      { sessionTitle: '水蜜桃专场', text: '声音 · 合格 · 再慢一点', refusal: { code: 'session.wrongState' } },
    ]);
    tellUnsent(refused);
    tellUnsent(refused);
    expect(unsentStore.getState()).toHaveLength(1);
    expect(kept.length).toBe(1);
    forgetUnsent();
    expect(unsentStore.getState()).toEqual([]);
    expect(kept.length).toBe(0);
  });

  test('of a deleted session are told, without a server they wait', async () => {
    const kept = storage();
    leave(kept, 'gone', 'a');
    leave(kept, 'later', 'b');
    const { done } = run(
      kept,
      (id) => refuse(id === 'gone' ? 'session.notFound' : 'server.unavailable'),
      () => ok(null),
    );
    expect(await done).toMatchObject([{ id: 'a', text: '再慢一点', refusal: { code: 'session.notFound' } }]);
  });
});
