import type { LedgerEntry } from '@caipai/shared/timeline/ledger-entry';
import { expect, it, vi } from 'vitest';
import type { NewEntry, Placed } from '../../store/repositories/ledger.ts';
import { createLedgerWriter } from './ledger-writer.ts';

const entry = (id: string): NewEntry => ({
  sessionId: 's',
  entryId: id,
  actorId: null,
  entry: { kind: 'viewer.joined', atMs: 1 } satisfies LedgerEntry,
});

/** A ledger whose transactions end when the test says so. */
function heldLedger(broken = new Set<string>()) {
  const batches: string[][] = [];
  const gates: (() => void)[] = [];
  let seq = 0;
  return {
    batches,
    releaseNext: () => gates.shift()?.(),
    async append(batch: readonly NewEntry[]): Promise<Placed[]> {
      batches.push(batch.map((each) => each.entryId));
      await new Promise<void>((resolve) => gates.push(resolve));
      if (batch.some((each) => broken.has(each.entryId))) throw new Error('cannot be written');
      return batch.map(() => ({ seq: ++seq, atMs: 1, repeated: false }));
    },
  };
}

it('what arrives while one transaction runs goes together into the next', async () => {
  const ledger = heldLedger();
  const writer = createLedgerWriter(ledger);
  const first = writer.append(entry('a'));
  const others = [writer.append(entry('b')), writer.append(entry('c'))];
  ledger.releaseNext();
  await first;
  await vi.waitFor(() => expect(ledger.batches).toEqual([['a'], ['b', 'c']]));
  ledger.releaseNext();
  expect((await Promise.all(others)).map((each) => each.seq)).toEqual([2, 3]);
});

it('one entry that cannot be written fails alone', async () => {
  const ledger = heldLedger(new Set(['bad']));
  const writer = createLedgerWriter(ledger);
  const first = writer.append(entry('a'));
  const results = Promise.allSettled([writer.append(entry('bad')), writer.append(entry('good'))]);
  let settled = false;
  void results.then(() => {
    settled = true;
  });
  while (!settled) {
    ledger.releaseNext();
    await Promise.resolve();
  }
  await first;
  expect((await results).map((each) => each.status)).toEqual(['rejected', 'fulfilled']);
  await writer.flush();
});

it('comments of a crowd wait for more of them, and a cue waits for none', async () => {
  vi.useFakeTimers();
  try {
    const ledger = heldLedger();
    const writer = createLedgerWriter(ledger);
    const said = (id: string): NewEntry => ({
      ...entry(id),
      entry: { kind: 'danmaku.sent', atMs: 1, id, text: id, job: 'peer' } satisfies LedgerEntry,
    });
    const first = ['a', 'b', 'c', 'd', 'e'].map((id) => writer.append(said(id)));
    ledger.releaseNext();
    await first[0];
    await vi.advanceTimersByTimeAsync(0);
    ledger.releaseNext();
    await first[4];
    void writer.append(said('f'));
    await vi.advanceTimersByTimeAsync(20);
    expect(ledger.batches).toEqual([['a'], ['b', 'c', 'd', 'e']]);
    void writer.append(entry('cue'));
    await vi.advanceTimersByTimeAsync(0);
    expect(ledger.batches.at(-1)).toEqual(['f', 'cue']);
  } finally {
    vi.useRealTimers();
  }
});
