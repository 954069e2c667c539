import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LedgerEntry } from '@caipai/shared/timeline/ledger-entry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedClass } from '../testing/class-fixture.ts';
import { startPostgres, type TestPostgres } from '../testing/postgres.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { createStore, type Store } from './store.ts';

let postgres: TestPostgres;
let folder: string;

beforeAll(async () => {
  [postgres, folder] = await Promise.all([startPostgres(), mkdtemp(path.join(tmpdir(), 'caipai-store-'))]);
});

afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const said = (id: string, text = '你好'): LedgerEntry => ({
  kind: 'danmaku.sent',
  atMs: 5,
  id,
  text,
  job: 'peer',
});

describe.each(['embedded', 'postgres'] as const)('store on the %s back end', (backEnd) => {
  let opened: OpenDatabase;
  let store: Store;
  let seeded: Awaited<ReturnType<typeof seedClass>>;

  beforeAll(async () => {
    opened = await openDatabase({
      databaseUrl: backEnd === 'postgres' ? await postgres.createDatabase('suite') : null,
      dataDir: folder,
      onIdleError: () => undefined,
    });
    store = createStore(opened.db);
    seeded = await seedClass(opened.db, store);
  });

  afterAll(async () => {
    await opened.close();
  });

  it('is the back end that was asked for', () => {
    expect(opened.backEnd).toBe(backEnd);
  });

  it('shows a person their cohorts with the number of members', async () => {
    const cohorts = await store.people.cohortsOf({ id: seeded.people.anchor, role: 'member' });
    expect(cohorts).toEqual([{ id: seeded.cohortId, name: '一班', role: 'trainee', memberCount: 3 }]);
    expect(await store.people.cohortsOf({ id: 'nobody', role: 'member' })).toEqual([]);
  });

  it('keeps the role of a member who accepts a second invitation', async () => {
    await store.cohorts.addMember({
      cohortId: seeded.cohortId,
      userId: seeded.people.peer,
      role: 'instructor',
      joinedAtMs: 9,
    });
    expect(await store.people.roleIn(seeded.cohortId, seeded.people.peer)).toBe('trainee');
  });

  it('gives a batch ascending places and reads it back in order', async () => {
    const { sessionId } = await seedClass(opened.db, store);
    const placed = await store.ledger.append(
      ['a', 'b', 'c'].map((id) => ({ sessionId, entryId: id, actorId: 'x', entry: said(id, `话 ${id} 😀`) })),
    );
    expect(placed.map((each) => each.repeated)).toEqual([false, false, false]);
    const read = await store.ledger.read(sessionId);
    expect(read.map((each) => each.seq)).toEqual(placed.map((each) => each.seq).sort((a, b) => a - b));
    expect(read.map((each) => (each.entry.kind === 'danmaku.sent' ? each.entry.text : ''))).toContain(
      '话 b 😀',
    );
    const afterFirst = await store.ledger.read(sessionId, { afterSeq: read[0]?.seq ?? 0 });
    expect(afterFirst).toHaveLength(2);
  });

  it('writes an entry that is sent twice only once and answers with its first place', async () => {
    const { sessionId } = await seedClass(opened.db, store);
    const entry = { sessionId, entryId: 'same', actorId: 'x', entry: said('same') };
    const [first] = await store.ledger.append([entry]);
    const [second] = await store.ledger.append([entry]);
    expect(second).toEqual({ ...first, repeated: true });
    expect(await store.ledger.read(sessionId)).toHaveLength(1);
  });

  it('places a batch with doubles, of several sessions, in which some are known already', async () => {
    const [one, other] = await Promise.all([seedClass(opened.db, store), seedClass(opened.db, store)]);
    const of = ({ sessionId }: typeof one, id: string) => ({
      ...{ sessionId, entryId: id, actorId: 'x', entry: said(id) },
    });
    // Some ids are the same in every session.
    const [known] = await store.ledger.append([of(other, 'shared')]);
    const placed = await store.ledger.append([
      ...[of(one, 'shared'), of(other, 'shared'), of(one, 'twice'), of(one, 'twice')],
    ]);
    expect(placed[0]?.repeated).toBe(false);
    expect(placed[1]).toEqual({ ...known, repeated: true });
    expect(placed[2]?.seq).toBe(placed[3]?.seq);
    expect(await store.ledger.read(one.sessionId)).toHaveLength(2);
    expect(await store.ledger.read(other.sessionId)).toHaveLength(1);
  });

  it('whoever has seen a place in the ledger finds no smaller one later, however many write', async () => {
    const { sessionId } = await seedClass(opened.db, store);
    let writing = true;
    const write = async (writer: number) => {
      for (let turn = 0; turn < 25; turn += 1) {
        const id = `${writer} ${turn}`;
        await store.ledger.append([{ sessionId, entryId: id, actorId: 'x', entry: said(id) }]);
      }
    };
    const seen: number[] = [];
    const look = async () => {
      while (writing) {
        const fresh = await store.ledger.read(sessionId, { afterSeq: seen.at(-1) ?? 0 });
        seen.push(...fresh.map(({ seq }) => seq));
      }
    };
    const looking = look();
    await Promise.all([0, 1, 2, 3].map(write));
    writing = false;
    await looking;
    seen.push(...(await store.ledger.read(sessionId, { afterSeq: seen.at(-1) ?? 0 })).map(({ seq }) => seq));
    // What was read step by step is all there is: nothing appeared behind the reader's back.
    expect(seen).toEqual((await store.ledger.read(sessionId)).map(({ seq }) => seq));
    expect(seen).toHaveLength(100);
  });

  it('refuses an entry for a session that does not exist', async () => {
    const entry = {
      sessionId: '00000000-0000-4000-8000-000000000000',
      entryId: 'x',
      actorId: null,
      entry: said('x'),
    };
    await expect(store.ledger.append([entry])).rejects.toThrow();
  });

  it('lets exactly one of two simultaneous events have the effects', async () => {
    const { sessionId } = await seedClass(opened.db, store);
    await store.sessions.apply(sessionId, { type: 'openLobby', atMs: 1 });
    const both = await Promise.all([
      store.sessions.apply(sessionId, { type: 'goLive', atMs: 2 }),
      store.sessions.apply(sessionId, { type: 'goLive', atMs: 3 }),
    ]);
    expect(both.map((each) => each.effects.length > 0).sort()).toEqual([false, true]);
    const row = await store.sessions.find(sessionId);
    expect(row?.state).toBe('live');
    expect(both.map((each) => each.phase.startedAtMs)).toEqual([row?.startedAtMs, row?.startedAtMs]);
  });

  it('refuses what the session machine refuses and changes nothing', async () => {
    const { sessionId } = await seedClass(opened.db, store);
    await expect(store.sessions.apply(sessionId, { type: 'goLive', atMs: 1 })).rejects.toMatchObject({
      code: 'session.wrongState',
    });
    expect((await store.sessions.find(sessionId))?.state).toBe('draft');
  });

  it('deletes a session together with its ledger', async () => {
    const { sessionId } = await seedClass(opened.db, store);
    await store.ledger.append([{ sessionId, entryId: 'x', actorId: null, entry: said('x') }]);
    await store.sessions.remove(sessionId);
    expect(await store.sessions.find(sessionId)).toBeNull();
    expect(await store.ledger.read(sessionId)).toEqual([]);
  });
});

it('two processes that start at once on one PostgreSQL both find it migrated', async () => {
  const databaseUrl = await postgres.createDatabase('twice');
  const open = () => openDatabase({ databaseUrl, dataDir: folder, onIdleError: () => undefined });
  const both = await Promise.all([open(), open()]);
  for (const each of both) {
    expect(await createStore(each.db).people.adminExists()).toBe(false);
    await each.close();
  }
});
