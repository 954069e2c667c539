import { type Result, refuse } from '@caipai/shared/protocol/result';
import { describe, expect, test } from 'vitest';
import { Outbox, type OutboxEntry, type Store } from './outbox.ts';

class MemoryStore implements Store {
  readonly map = new Map<string, string>();
  get length() {
    return this.map.size;
  }
  key(index: number) {
    return [...this.map.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.map.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    this.map.set(key, value);
  }
  removeItem(key: string) {
    this.map.delete(key);
  }
}

const owner = { userId: 'u', sessionId: 's' };

function setUp(storage: Store, answer: (id: string) => Result<unknown>) {
  const sent: string[] = [];
  const delivered: string[] = [];
  let clockMs = 0;
  let shown: readonly OutboxEntry[] = [];
  const outbox = new Outbox(storage, owner, {
    send: async (_name, input) => {
      sent.push(input.id);
      return answer(input.id) as never;
    },
    now: () => ++clockMs,
    changed: (entries) => {
      shown = entries;
    },
    delivered: (entry) => delivered.push(entry.input.id),
  });
  const mark = (id: string) =>
    outbox.add('mark:save', { sessionId: 's', id, criterionId: 'c', level: 1, atMs: 1 });
  return { outbox, sent, delivered, mark, shown: () => shown };
}

const taken = { ok: true as const, value: null };

describe('outbox', () => {
  test('sends in the order of queueing and forgets what the server has', async () => {
    const storage = new MemoryStore();
    const { outbox, sent, mark, delivered } = setUp(storage, () => taken);
    mark('a');
    mark('b');
    await outbox.flush();
    expect(sent).toEqual(['a', 'b']);
    expect(delivered).toEqual(['a', 'b']);
    expect(storage.length).toBe(0);
  });

  test('without a server all of it waits and survives a reload', async () => {
    const storage = new MemoryStore();
    const before = setUp(storage, () => refuse('server.unavailable'));
    before.mark('a');
    before.mark('b');
    await before.outbox.flush();
    expect(before.sent).toEqual(['a']);
    const after = setUp(storage, () => taken);
    await after.outbox.flush();
    expect(after.sent).toEqual(['a', 'b']);
    expect(after.outbox.entries).toEqual([]);
  });

  test('a refusal for good is kept to be seen and does not block the rest', async () => {
    const { outbox, mark, delivered } = setUp(new MemoryStore(), (id) =>
      id === 'a' ? refuse('mark.unknownLevel') : taken,
    );
    mark('a');
    mark('b');
    await outbox.flush();
    expect(delivered).toEqual(['b']);
    expect(outbox.entries).toMatchObject([{ fate: 'failed', refusal: { code: 'mark.unknownLevel' } }]);
  });

  test('an entry added while sending goes out with the same flush', async () => {
    const { outbox, sent, mark } = setUp(new MemoryStore(), () => taken);
    mark('a');
    const flushed = outbox.flush();
    mark('b');
    await outbox.flush();
    await flushed;
    expect(sent).toEqual(['a', 'b']);
  });

  test('what is too late is not sent any more, until asked for again', async () => {
    const { outbox, sent } = setUp(new MemoryStore(), () => taken);
    outbox.add('danmaku:send', { sessionId: 's', id: 'd', text: '来了' }, 0);
    await outbox.flush();
    expect(sent).toEqual([]);
    expect(outbox.entries[0]?.fate).toBe('failed');
    outbox.retry('d');
    await outbox.flush();
    expect(sent).toEqual(['d']);
  });

  test('another person on the same browser sees nothing of it', () => {
    const storage = new MemoryStore();
    setUp(storage, () => taken).mark('a');
    const other = new Outbox(
      storage,
      { userId: 'v', sessionId: 's' },
      {
        send: async () => taken as never,
        now: () => 0,
        changed: () => {},
        delivered: () => {},
      },
    );
    expect(other.entries).toEqual([]);
  });
});
