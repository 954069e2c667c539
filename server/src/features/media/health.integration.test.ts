import { HEALTH_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import type { RequestInput } from '@caipai/shared/protocol/requests';
import type { TimelineItem } from '@caipai/shared/schemas/replay';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../store/database.ts';
import { createStore, type Store } from '../../store/store.ts';
import { startPostgres, type TestPostgres } from '../../testing/postgres.ts';
import { goLive, startTestServer, type TestClient, type TestServer } from '../../testing/test-server.ts';

type Report = RequestInput<'media:reportHealth'>;

let postgres: TestPostgres;
let database: OpenDatabase;
let store: Store;
let server: TestServer;
let anchor: TestClient;
let peer: TestClient;
let peer2: TestClient;
let sessionId: string;
let cookies: Record<'anchor' | 'instructor' | 'peer' | 'peer2', string>;

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase('health');
  server = await startTestServer({ DATABASE_URL: databaseUrl });
  const onIdleError = (error: Error) => console.error(error);
  database = await openDatabase({ databaseUrl, dataDir: server.dataDir, onIdleError });
  store = createStore(database.db);
  const [a, i, p, p2] = await Promise.all(
    ['anchor', 'instructor', 'peer-1', 'peer-2'].map((each) => server.signIn(each)),
  );
  cookies = { anchor: a ?? '', instructor: i ?? '', peer: p ?? '', peer2: p2 ?? '' };
  [anchor, peer, peer2] = await Promise.all([
    server.connect(cookies.anchor),
    server.connect(cookies.peer),
    server.connect(cookies.peer2),
  ]);
  const list = await server.http('GET', '/api/sessions', { cookie: cookies.anchor });
  sessionId = list.body.value[0]?.id ?? '';
});

afterAll(async () => {
  await database?.close();
  await server?.stop();
  await postgres?.stop();
});

const refusalOf = (result: { ok: boolean; error?: { code: string } }) =>
  result.ok ? 'accepted' : result.error?.code;

const figures: Report['figures'] = {
  bitrateBps: 1_850_000,
  lossShare: 0.0412,
  roundTripMs: 38,
  jitterMs: 4,
  width: 720,
  height: 1_280,
  framesPerSecond: 30,
  layer: 1,
  layers: 2,
  codec: 'H264',
};
const report = (change: Partial<Report['figures']> = {}): Report => ({
  sessionId,
  grade: 'fair',
  reason: 'loss',
  figures: { ...figures, ...change },
});

/** The reports that were stored, all or those of one person. */
async function reports(cookie?: string) {
  const stored = await store.ledger.read(sessionId, { kinds: ['media.health'] });
  const actorId = cookie && (await server.http('GET', '/api/site', { cookie })).body.value.me.id;
  return stored.filter((each) => !cookie || each.actorId === actorId);
}

describe('who may report', () => {
  it('nobody before air, and nobody who has not joined', async () => {
    await anchor.ask('session:join', { sessionId, as: 'studio' });
    expect(refusalOf(await anchor.ask('media:reportHealth', report()))).toBe('session.wrongState');
    await goLive(anchor, sessionId);
    expect(refusalOf(await peer.ask('media:reportHealth', report()))).toBe('session.notJoined');
    for (const each of [peer, peer2])
      expect((await each.ask('session:join', { sessionId, as: 'watch' })).ok).toBe(true);
  });
});

describe('numbers', () => {
  it.each([
    ['more lost than sent', { lossShare: 1.5 }],
    ['a negative bitrate', { bitrateBps: -1 }],
    ['a bitrate beyond any line', { bitrateBps: 1e12 }],
    ['half a pixel', { width: 0.5 }],
    ['a number as text', { roundTripMs: '38' }],
    ['a missing one', { jitterMs: undefined }],
    ['a codec that is a sentence', { codec: 'H264 <script>' }],
  ])('%s is refused', async (_name, change) => {
    const answer = await peer.askRaw('media:reportHealth', {
      ...report(),
      figures: { ...figures, ...change },
    });
    expect(refusalOf(answer)).toMatch(/^input\./);
  });

  it('a reason that nobody knows is refused, and nothing of all that was stored', async () => {
    const answer = await peer.askRaw('media:reportHealth', { ...report(), reason: 'moon' });
    expect(refusalOf(answer)).toBe('input.invalid');
    expect(await reports()).toEqual([]);
  });
});

describe('a report', () => {
  it('is kept as it came, without what a forger adds, and the server says which way it went', async () => {
    const forged = { ...report(), direction: 'sending', actorId: 'x', atMs: 5 };
    expect(refusalOf(await peer.askRaw('media:reportHealth', forged))).toBe('accepted');
    expect(refusalOf(await anchor.ask('media:reportHealth', report({ codec: null })))).toBe('accepted');
    const kept = (await reports()).map(({ entry }) => entry);
    expect(kept).toEqual([
      {
        kind: 'media.health',
        atMs: expect.any(Number),
        direction: 'receiving',
        grade: 'fair',
        reason: 'loss',
        figures,
      },
      expect.objectContaining({ direction: 'sending', figures: { ...figures, codec: null } }),
    ]);
    expect(Math.abs((kept[0]?.atMs ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('weighs on nobody who opens the timeline: no page shows it, and a long session has thousands', async () => {
    for (const cookie of Object.values(cookies)) {
      const timeline = await server.http('GET', `/api/sessions/${sessionId}/timeline`, { cookie });
      const kinds = (timeline.body.value as TimelineItem[]).map(({ entry }) => entry.kind);
      expect(kinds).toContain('session.wentLive');
      expect(kinds).not.toContain('media.health');
    }
  });

  it('is told to nobody else while the session runs', () => {
    for (const each of [anchor, peer, peer2])
      expect(JSON.stringify(each.heard)).not.toContain('media.health');
  });
});

describe('too many reports', () => {
  it('are refused with how long to wait, also from a second tab of the same person', async () => {
    expect(refusalOf(await peer2.ask('media:reportHealth', report()))).toBe('accepted');
    const again = await peer2.ask('media:reportHealth', report());
    expect(refusalOf(again)).toBe('media.tooFast');
    const waitMs = again.ok ? 0 : (again.error.retryAfterMs ?? 0);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(HEALTH_MIN_INTERVAL_MS);
    const second = await server.connect(cookies.peer2);
    await second.ask('session:join', { sessionId, as: 'watch' });
    expect(refusalOf(await second.ask('media:reportHealth', report()))).toBe('media.tooFast');
    second.socket.disconnect();
    expect(await reports(cookies.peer2)).toHaveLength(1);
  });

  it('do not stand in the way of what people say', async () => {
    const flood = Promise.all(Array.from({ length: 30 }, () => peer.ask('media:reportHealth', report())));
    const comment = await peer.ask('danmaku:send', {
      sessionId,
      id: '0190a0a0-0000-7000-8000-00000000000a',
      text: '听得见',
    });
    expect(refusalOf(comment)).toBe('accepted');
    await flood;
  });
});

describe('after the end', () => {
  it('the reports are kept and no new ones are taken', async () => {
    await anchor.ask('session:end', { sessionId });
    expect(refusalOf(await peer.ask('media:reportHealth', report()))).toBe('session.wrongState');
    expect(await reports(cookies.peer)).not.toEqual([]);
  });
});
