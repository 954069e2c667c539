import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeDataDir } from '../../testing/database-template.ts';
import { openTestBrowser, publishPicture, type TestBrowser } from '../../testing/picture.ts';
import { requiredSetting } from '../../testing/required.ts';
import {
  goLive,
  publish,
  startTestServer,
  type TestClient,
  type TestServer,
} from '../../testing/test-server.ts';

let server: TestServer;
let browser: TestBrowser;

beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser?.close());

afterEach(async () => {
  await server.stop();
});

async function onAir(): Promise<{ sessionId: string; anchor: TestClient; peer: TestClient; cookie: string }> {
  const cookie = await server.signIn('anchor');
  const anchor = await server.connect(cookie);
  const peer = await server.connect(await server.signIn('peer-1'));
  const sessionId = (await server.http('GET', '/api/sessions', { cookie })).body.value[0].id;
  await goLive(anchor, sessionId);
  await peer.ask('session:join', { sessionId, as: 'watch' });
  return { sessionId, anchor, peer, cookie };
}

/** As `onAir`, with a picture that flows: what does not is soon taken for lost. */
async function onAirWithPicture(
  browser: TestBrowser,
): Promise<{ sessionId: string; anchor: TestClient; peer: TestClient; instructor: TestClient }> {
  const cookie = await server.signIn('anchor');
  const tabId = uuidv7();
  const anchor = await server.connect(cookie, tabId);
  const peer = await server.connect(await server.signIn('peer-1'));
  const instructor = await server.connect(await server.signIn('instructor'));
  const sessionId = (await server.http('GET', '/api/sessions', { cookie })).body.value[0].id;
  const me = (await server.http('GET', '/api/site', { cookie })).body.value.me;
  await anchor.ask('session:join', { sessionId, as: 'studio' });
  await anchor.ask('session:openLobby', { sessionId });
  await peer.ask('session:join', { sessionId, as: 'watch' });
  await instructor.ask('session:join', { sessionId, as: 'coach' });
  await publishPicture(browser, server.media, sessionId, `${me.id}:${tabId}`);
  const goesLive = async () => (await anchor.ask('session:goLive', { sessionId })).ok;
  await expect.poll(goesLive, { timeout: 20_000 }).toBe(true);
  return { sessionId, anchor, peer, instructor };
}

describe('without ffmpeg', () => {
  it('the session goes on, the studio is told why nothing is recorded, and the review opens without a picture', async () => {
    server = await startTestServer({}, { ffmpegPath: '/nowhere/ffmpeg' });
    const { sessionId, anchor, peer, cookie } = await onAir();
    await anchor.hears(
      'recording:changed',
      ({ status, code }) => status === 'failed' && code === 'recording.encoderMissing',
    );
    const joined = await peer.ask('session:join', { sessionId, as: 'watch' });
    expect(joined.ok && joined.value.session).toMatchObject({ state: 'live', recording: 'failed' });
    // After a reload the studio still knows why; viewers never do.
    expect(joined.ok && joined.value.recordingCode).toBeNull();
    const again = await anchor.ask('session:join', { sessionId, as: 'studio' });
    expect(again.ok && again.value.recordingCode).toBe('recording.encoderMissing');
    expect((await anchor.ask('session:end', { sessionId })).ok).toBe(true);
    await peer.hears('session:changed', ({ state }) => state === 'reviewable');
    const replay = await server.http('GET', `/api/sessions/${sessionId}/replay`, { cookie });
    expect(replay.body.error.code).toBe('replay.notReady');
    const session = await server.http('GET', `/api/sessions/${sessionId}`, { cookie });
    expect(session.body.value).toMatchObject({ state: 'reviewable', recordedMs: null, posterUrl: null });
  });
});

describe('with an ffmpeg that does not work', () => {
  it('the studio is told so once, and hears nothing else however often it is tried again', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'caipai-ffmpeg-'));
    const [ffmpegPath, calls] = [path.join(folder, 'ffmpeg'), path.join(folder, 'calls')];
    await writeFile(ffmpegPath, `#!/bin/sh\necho "$@" >> '${calls}'\nexit 1\n`, { mode: 0o755 });
    try {
      server = await startTestServer({}, { ffmpegPath });
      const { anchor } = await onAir();
      const tries = async () =>
        (await readFile(calls, 'utf8').catch(() => '')).split('\n').filter((line) => line === '-version');
      await expect.poll(async () => (await tries()).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
      // By then the answer of the second try is known, too: the track that nobody feeds is waited for longer.
      await anchor.hears('session:changed', ({ state }) => state === 'interrupted');
      const told = anchor.heard.flatMap(([name, fact]) => (name === 'recording:changed' ? [fact] : []));
      expect(told).toEqual([expect.objectContaining({ status: 'failed', code: 'recording.encoderMissing' })]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('when ffmpeg comes back while the session is live', () => {
  it('is recorded from then on; studio and coaches hear why it was not, viewers only that', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'caipai-ffmpeg-'));
    const ffmpegPath = path.join(folder, 'ffmpeg');
    try {
      server = await startTestServer({}, { ffmpegPath });
      const { sessionId, anchor, peer, instructor } = await onAirWithPicture(browser);
      for (const crew of [anchor, instructor]) {
        const failed = await crew.hears('recording:changed', ({ status }) => status === 'failed');
        expect(failed.code).toBe('recording.encoderMissing');
      }
      expect(await peer.hears('recording:changed', ({ status }) => status === 'failed')).toEqual({
        sessionId,
        status: 'failed',
        code: null,
      });
      await symlink(requiredSetting('FFMPEG_PATH'), ffmpegPath);
      for (const each of [anchor, instructor, peer])
        await each.hears('recording:changed', ({ status }) => status === 'recording');
      expect(JSON.stringify(peer.heard)).not.toContain('encoderMissing');
      // Each of them heard each change once.
      for (const each of [anchor, instructor, peer])
        expect(each.heard.filter(([name]) => name === 'recording:changed')).toHaveLength(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('with a full disk', () => {
  it('the session goes on and the studio is told that it is not recorded', async () => {
    server = await startTestServer({}, { minFreeBytes: Number.MAX_SAFE_INTEGER });
    const { sessionId, anchor, peer } = await onAir();
    await anchor.hears(
      'recording:changed',
      ({ status, code }) => status === 'failed' && code === 'recording.diskFull',
    );
    const sent = await peer.ask('danmaku:send', { sessionId, id: crypto.randomUUID(), text: '还在' });
    expect(sent.ok).toBe(true);
  });

  it('it is still the disk that is blamed after the recording was tried again', async () => {
    let tries = 0;
    server = await startTestServer(
      {},
      {},
      {
        freeBytes: async () => {
          tries += 1;
          return 0;
        },
      },
    );
    const { sessionId, anchor } = await onAirWithPicture(browser);
    await anchor.hears('recording:changed', ({ status }) => status === 'failed');
    await expect.poll(() => tries, { timeout: 10_000 }).toBeGreaterThan(1);
    // Whatever that try led to was told before this answer.
    await anchor.ask('session:join', { sessionId, as: 'studio' });
    const told = anchor.heard.filter(([name]) => name === 'recording:changed').map(([, fact]) => fact);
    expect(told).toEqual([{ sessionId, status: 'failed', code: 'recording.diskFull' }]);
  });
});

describe('with a disk that is nearly full', () => {
  it('studio and coaches are warned while it still records, and read it too when they come back', async () => {
    let freeBytes = 3_000;
    server = await startTestServer({}, { minFreeBytes: 1_000 }, { freeBytes: async () => freeBytes });
    const { sessionId, anchor, peer, instructor } = await onAirWithPicture(browser);
    await anchor.hears('recording:changed', ({ status, code }) => status === 'recording' && code === null);
    freeBytes = 1_999;
    for (const each of [anchor, instructor])
      expect(await each.hears('recording:changed', ({ code }) => code !== null)).toEqual({
        sessionId,
        status: 'recording',
        code: 'recording.diskLow',
      });
    const joined = await instructor.ask('session:join', { sessionId, as: 'coach' });
    expect(joined.ok && joined.value.recordingCode).toBe('recording.diskLow');
    freeBytes = 3_000;
    await expect
      .poll(() => anchor.heard.findLast(([name]) => name === 'recording:changed')?.[1], { timeout: 10_000 })
      .toEqual({
        ...{ sessionId, status: 'recording', code: null },
      });
    expect(JSON.stringify(peer.heard)).not.toContain('diskLow');
  });
});

describe('when a take has no place on the disk for another reason', () => {
  it('the studio is told that nothing is recorded, and it is recorded once there is a place', async () => {
    const dataDir = await makeDataDir('no-place');
    const recordings = path.join(dataDir, 'recordings');
    let blocked = true;
    // The folder of the recording is asked for its space when it was made; then a file takes its place.
    const freeBytes = async () => {
      for (const name of blocked ? await readdir(recordings) : []) {
        await rm(path.join(recordings, name), { recursive: true });
        await writeFile(path.join(recordings, name), '');
      }
      return Number.MAX_SAFE_INTEGER;
    };
    server = await startTestServer({ DATA_DIR: dataDir }, {}, { freeBytes });
    const { sessionId, anchor } = await onAirWithPicture(browser);
    expect(await anchor.hears('recording:changed')).toEqual({
      sessionId,
      status: 'failed',
      code: 'recording.encoderFailed',
    });
    blocked = false;
    await rm(path.join(recordings, sessionId));
    await anchor.hears('recording:changed', ({ status }) => status === 'recording');
  });
});

describe('when the media worker dies', () => {
  it('pages are asked to come back, the session waits, and goes on when the anchor publishes again', async () => {
    server = await startTestServer();
    const { sessionId, anchor, peer } = await onAir();
    for (const { pid } of server.media.status().workers) process.kill(pid, 'SIGKILL');
    await Promise.all([anchor.hears('media:reset'), peer.hears('media:reset')]);
    await peer.hears('session:changed', ({ state }) => state === 'interrupted');
    await expect
      .poll(async () => (await anchor.ask('session:join', { sessionId, as: 'studio' })).ok)
      .toBe(true);
    await publish(anchor, sessionId);
    await peer.hears('media:published', ({ source }) => source === 'microphone');
    const joined = await peer.ask('session:join', { sessionId, as: 'watch' });
    expect(joined.ok && joined.value.session.state).toBe('live');
  });
});
