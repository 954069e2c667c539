import { rm } from 'node:fs/promises';
import type { MediaPort, RecordedTake } from '@caipai/shared/schemas/media';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../observability/log.ts';
import { type OpenDatabase, openDatabase } from '../../store/database.ts';
import { createStore, type Store } from '../../store/store.ts';
import { seedClass } from '../../testing/class-fixture.ts';
import { makeDataDir } from '../../testing/database-template.ts';
import { createFinishing, type Finishing } from './finishing.ts';

let dataDir: string;
let database: OpenDatabase;
let store: Store;
let finishing: Finishing | undefined;

beforeEach(async () => {
  dataDir = await makeDataDir('finishing');
  database = await openDatabase({
    ...{ databaseUrl: null, dataDir },
    onIdleError: (error) => console.error(error),
  });
  store = createStore(database.db);
});
afterEach(async () => {
  await finishing?.close();
  await database?.close();
  await rm(dataDir, { recursive: true, force: true });
});

it('a hole that is filled at the last moment of the finish job has it done again', async () => {
  const { sessionId } = await seedClass(database.db, store);
  await store.sessions.update(sessionId, { startedAtMs: 1_000, endedAtMs: 9_000 });
  const segments = [{ file: 'seg-00001.ts', startWallMs: 1_000, durationMs: 2_000 }];
  const take = { name: 'take-001', segments, tracks: { picture: true, sound: true, avOffsetMs: null } };
  const stream: RecordedTake = { ...take, origin: 'stream' };
  const fill: RecordedTake = { ...take, name: 'fill-001', origin: 'copy' };
  let takes = [stream];
  let finished = 0;
  // A media node that has nothing to compute; the moment between its last answer and the last write is the test's.
  const answers = {
    'recording:describe': async () => ({ takes, companions: [] }),
    'recording:finish': async () => {
      finished += 1;
      return { decodeErrors: 0 };
    },
    'recording:findFinished': async () => {
      if (takes.length === 1) {
        takes = [stream, fill];
        await finishing?.again(sessionId);
      }
      return {};
    },
  };
  const media = {
    request: (name: keyof typeof answers) => answers[name](),
    onFact: () => () => {},
  } as unknown as MediaPort;
  finishing = createFinishing({ store, media, database, log: createLog('silent') });
  await finishing.settle(sessionId, takes, []);
  await finishing.start();
  const standing = async () => (await store.recordings.find(sessionId))?.finishState;
  await expect.poll(standing, { timeout: 50_000, interval: 50 }).toBe('done');
  expect(finished).toBe(2);
  expect((await store.recordings.find(sessionId))?.receipt?.takes).toHaveLength(2);
});
