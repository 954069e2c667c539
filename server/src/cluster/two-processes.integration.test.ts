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

const WARN = 40;
const away = 'redis is out of reach; pages of this process go on by themselves';

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
    // The news for people and those for the other process go separate ways.
    const answer = async () => {
      const sentNow = await atFirst.ask('danmaku:send', { sessionId, id: uuidv7(), text: '嗯' });
      return sentNow.ok || sentNow.error.code;
    };
    await expect.poll(answer, { timeout: 5_000, interval: 300 }).toBe('danmaku.muted');
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

  /** Joins at the first process, comments and sends a cue there, and answers the comment's id. */
  async function firstProcessGoesOn(): Promise<{ viewer: TestClient; danmakuId: string }> {
    const startedMs = performance.now();
    const viewer = await connectClient(first.url, await signInAs(first.url, 'peer-2'));
    const coach = await connectClient(first.url, await signInAs(first.url, 'instructor'));
    expect((await viewer.ask('session:join', { sessionId, as: 'watch' })).ok).toBe(true);
    expect((await coach.ask('session:join', { sessionId, as: 'coach' })).ok).toBe(true);
    const danmakuId = uuidv7();
    const cue = { sessionId, id: uuidv7(), kind: 'louder' as const, priority: 'normal' as const };
    expect((await viewer.ask('danmaku:send', { sessionId, id: danmakuId, text: '独自继续' })).ok).toBe(true);
    expect((await coach.ask('cue:send', cue)).ok).toBe(true);
    await anchor.hears('danmaku:ticked', ({ items }) => items.some((item) => item.id === danmakuId));
    await anchor.hears('cue:sent', (fact) => fact.cue.id === cue.id);
    expect(performance.now() - startedMs).toBeLessThan(6_000);
    coach.socket.disconnect();
    return { viewer, danmakuId };
  }

  async function inStepAgain(viewer: TestClient): Promise<void> {
    const later = { sessionId, id: uuidv7(), text: '又通了' };
    expect((await viewer.ask('danmaku:send', later)).ok).toBe(true);
    await instructor.hears('danmaku:ticked', ({ items }) => items.some((item) => item.id === later.id));
    // The coach of before has left and is here at the other process; two more watch.
    const lastCount = (client: TestClient) =>
      client.heard.findLast(([name]) => name === 'presence:changed')?.[1];
    for (const client of [anchor, instructor])
      await expect
        .poll(() => lastCount(client), { timeout: 15_000 })
        .toMatchObject({ viewers: 3, anchorConnected: true });
    viewer.socket.disconnect();
    for (const client of [anchor, instructor])
      await expect.poll(() => lastCount(client), { timeout: 15_000 }).toMatchObject({ viewers: 2 });
  }

  it('while Redis is down each process goes on with its own pages; after it both are in step', async () => {
    const { url } = redis;
    await redis.stop();
    await Promise.all([first.logs(away), second.logs(away)]);
    const { viewer, danmakuId } = await firstProcessGoesOn();
    expect(JSON.stringify(instructor.heard)).not.toContain(danmakuId);
    redis = await startRedis(url);
    await Promise.all([first.logs('redis is back'), second.logs('redis is back')]);
    await inStepAgain(viewer);
    // What was said in between came over too.
    await instructor.hears('danmaku:ticked', ({ items }) => items.some((item) => item.id === danmakuId));
  });

  it('a Redis that hangs holds up nobody either', async () => {
    const count = ({ logged }: Program, what: string) => logged.filter(({ msg }) => msg === what).length;
    const before = count(first, 'redis is back');
    redis.freeze();
    let viewer: TestClient;
    try {
      ({ viewer } = await firstProcessGoesOn());
      for (const each of [first, second])
        await expect.poll(() => count(each, away), { timeout: 10_000 }).toBe(before + 1);
    } finally {
      redis.thaw();
    }
    for (const each of [first, second])
      await expect.poll(() => count(each, 'redis is back'), { timeout: 10_000 }).toBe(before + 1);
    await inStepAgain(viewer);
    expect((await peer.ask('session:join', { sessionId, as: 'watch' })).ok).toBe(true);
  });

  it('a process with a media plane of its own is warned of it once, at start', async () => {
    const ownDir = await mkdtemp(path.join(tmpdir(), 'caipai-own-media-'));
    const alone = await startProgram({
      DATA_DIR: ownDir,
      DATABASE_URL: await postgres.createDatabase('alone'),
      REDIS_URL: redis.url,
      AUTH_SECRET: 'a secret that both processes share between them',
    });
    const warnings = ({ logged }: Program) =>
      logged.filter(({ level, msg }) => level === WARN && msg?.startsWith('REDIS_URL without MEDIA_URL'));
    expect(warnings(alone)).toHaveLength(1);
    expect(warnings(first)).toEqual([]);
    expect(await alone.stop()).toBe(0);
    await rm(ownDir, { recursive: true });
  });

  it('the anchor ends it at one process and the other tells its viewers', async () => {
    expect((await anchor.ask('session:end', { sessionId })).ok).toBe(true);
    await peer.hears('session:changed', ({ state }) => state === 'reviewable');
  });
});
