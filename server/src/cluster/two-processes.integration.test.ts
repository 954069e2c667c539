import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, signInAs } from '../testing/http-client.ts';
import { startPostgres, type TestPostgres } from '../testing/postgres.ts';
import { type Program, startProgram } from '../testing/program.ts';
import { startRedis, type TestRedis } from '../testing/redis.ts';
import { connectClient, goLive, type TestClient } from '../testing/test-server.ts';

let postgres: TestPostgres;
let redis: TestRedis;
let dataDir: string;
let media: Program;
let first: Program;
let second: Program;
let anchor: TestClient;
let instructor: TestClient;
let peer: TestClient;
let sessionId: string;
let peerCookie: string;

beforeAll(async () => {
  [postgres, redis, dataDir] = await Promise.all([
    startPostgres(),
    startRedis(),
    mkdtemp(path.join(tmpdir(), 'caipai-cluster-')),
  ]);
  const token = 'a token of the test, long enough';
  media = await startProgram({ DATA_DIR: dataDir, MEDIA_TOKEN: token, MEDIA_CONTROL_PORT: '0' }, [
    '--role=media',
  ]);
  const environment = {
    DATA_DIR: dataDir,
    DATABASE_URL: await postgres.createDatabase('cluster'),
    REDIS_URL: redis.url,
    AUTH_SECRET: 'a secret that both processes share between them',
    MEDIA_URL: media.url,
    MEDIA_TOKEN: token,
  };
  first = await startProgram(environment, ['--role=server']);
  second = await startProgram(environment, ['--role=server']);

  const cookie = await signInAs(first.url, 'anchor');
  peerCookie = await signInAs(second.url, 'peer-1');
  anchor = await connectClient(first.url, cookie);
  instructor = await connectClient(second.url, await signInAs(second.url, 'instructor'));
  peer = await connectClient(second.url, peerCookie);
  sessionId = (await request(first.url, 'GET', '/api/sessions', { cookie })).body.value[0].id;
  await goLive(anchor, sessionId);
});

afterAll(async () => {
  for (const client of [anchor, instructor, peer]) client?.socket.disconnect();
  await Promise.all([first?.stop(), second?.stop()]);
  await media?.stop();
  await Promise.all([postgres?.stop(), redis?.stop()]);
  await rm(dataDir, { recursive: true, force: true });
});

describe('one room over two server processes', () => {
  it('a cookie of one process is good at the other', async () => {
    const site = await request(first.url, 'GET', '/api/site', { cookie: peerCookie });
    expect(site.body.value.me.name).toContain('Peer A');
  });

  it('viewers at the other process see the session live and are counted at the first', async () => {
    const joined = await peer.ask('session:join', { sessionId, as: 'watch' });
    expect(joined.ok && joined.value.session.state).toBe('live');
    expect((await instructor.ask('session:join', { sessionId, as: 'coach' })).ok).toBe(true);
    await anchor.hears('presence:changed', ({ viewers }) => viewers === 2);
  });

  it('danmaku crosses over, and so does a mute', async () => {
    const sent = { sessionId, id: uuidv7(), text: '隔壁进程也看得到' };
    expect((await peer.ask('danmaku:send', sent)).ok).toBe(true);
    await anchor.hears('danmaku:ticked', ({ items }) => items.some((item) => item.id === sent.id));

    const atFirst = await connectClient(first.url, peerCookie);
    await atFirst.ask('session:join', { sessionId, as: 'watch' });
    const me = (await request(first.url, 'GET', '/api/site', { cookie: peerCookie })).body.value.me;
    expect((await instructor.ask('member:mute', { sessionId, userId: me.id, seconds: 600 })).ok).toBe(true);
    await atFirst.hears('member:muted');
    const refused = await atFirst.ask('danmaku:send', { sessionId, id: uuidv7(), text: '嗯' });
    expect(refused.ok || refused.error.code).toBe('danmaku.muted');
    atFirst.socket.disconnect();
  });

  it('a cue from the other process reaches the anchor and no viewer', async () => {
    const cue = { sessionId, id: uuidv7(), kind: 'slowDown' as const, priority: 'normal' as const };
    expect((await instructor.ask('cue:send', cue)).ok).toBe(true);
    await anchor.hears('cue:sent', (fact) => fact.cue.id === cue.id);
    expect((await anchor.ask('cue:confirm', { sessionId, cueId: cue.id, stage: 'seen' })).ok).toBe(true);
    await instructor.hears('cue:confirmed', ({ cueId }) => cueId === cue.id);
    expect(JSON.stringify(peer.heard)).not.toContain(cue.id);
  });

  it('media of the one media node is offered through either process', async () => {
    const capabilities = await peer.ask('session:join', { sessionId, as: 'watch' });
    const rtpCapabilities = capabilities.ok ? capabilities.value.rtpCapabilities : {};
    const offer = await peer.ask('media:openReceive', { sessionId, rtpCapabilities });
    expect(offer.ok && offer.value.consumers.map((consumer) => consumer.source)).toEqual(['microphone']);
  });

  it('the anchor ends it at one process and the other tells its viewers', async () => {
    expect((await anchor.ask('session:end', { sessionId })).ok).toBe(true);
    await peer.hears('session:changed', ({ state }) => state === 'reviewable');
  });
});
