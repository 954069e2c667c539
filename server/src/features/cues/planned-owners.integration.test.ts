import { asLive } from '@caipai/shared/domain/rundown';
import type { PlannedCue } from '@caipai/shared/schemas/cue';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../observability/log.ts';
import { type OpenDatabase, openDatabase } from '../../store/database.ts';
import { createStore, type Store } from '../../store/store.ts';
import { seedClass } from '../../testing/class-fixture.ts';
import { makeDataDir } from '../../testing/database-template.ts';
import { createLedgerWriter } from '../ledger/ledger-writer.ts';
import { createPlannedCues } from './planned.ts';

let opened: OpenDatabase;
let store: Store;
beforeAll(async () => {
  opened = await openDatabase({
    ...{ databaseUrl: null, dataDir: await makeDataDir('planned'), onIdleError: () => undefined },
  });
  store = createStore(opened.db);
});
afterAll(() => opened?.close());

it('two processes that follow one session send each of its cues once', async () => {
  const { sessionId } = await seedClass(opened.db, store);
  const cue = (atSeconds: number): PlannedCue => ({
    ...{ id: uuidv7(), atSeconds, kind: 'smile', text: null, priority: 'normal', to: 'anchor' },
  });
  const segment = { id: 'a', kind: 'opening' as const, title: '开场', targetSeconds: 60, productId: null };
  const rundown = asLive([{ ...segment, script: '', cues: [cue(0), cue(1)] }]);
  const running = { id: 'run', segmentId: 'a', sinceMs: Date.now(), spentMs: {} };
  await store.sessions.update(sessionId, { state: 'live', rundown, runningSegment: running });
  const told: string[] = [];
  const owners = Array.from({ length: 2 }, () =>
    createPlannedCues({
      ...{ store, ledger: createLedgerWriter(store.ledger), log: createLog('silent') },
      clock: { nowMs: () => Date.now() },
      broadcast: {
        toCrew: (_id: string, _name: string, fact: { cue: { id: string } }) => told.push(fact.cue.id),
      },
    } as never),
  );
  for (const owner of owners) for (let times = 0; times < 3; times += 1) owner.follow(sessionId);
  const sent = async () => (await store.ledger.read(sessionId, { kinds: ['cue.sent'] })).length;
  await expect.poll(sent, { timeout: 10_000 }).toBe(2);
  for (const owner of owners) owner.follow(sessionId);
  await expect.poll(() => told.length).toBe(2);
  expect(new Set(told).size).toBe(2);
  for (const owner of owners) owner.close();
});
