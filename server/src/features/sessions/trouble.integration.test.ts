import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestBrowser, publishPicture } from '../../testing/picture.ts';
import { requiredSetting } from '../../testing/required.ts';
import {
  goLive,
  publish,
  startTestServer,
  type TestClient,
  type TestServer,
} from '../../testing/test-server.ts';

let server: TestServer;

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
    const browser = await openTestBrowser();
    try {
      server = await startTestServer({}, { ffmpegPath });
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
      await expect.poll(async () => (await anchor.ask('session:goLive', { sessionId })).ok).toBe(true);

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
      await browser.close();
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
