import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { recordingSpeechSchema } from '@caipai/shared/schemas/speech';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openTestBrowser, publishPicture, type TestBrowser } from '../../testing/picture.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';

let browser: TestBrowser;
let server: TestServer;

beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser?.close());
afterEach(() => server?.stop());

/** A session with a real picture, on air for about `seconds`, and over. */
async function rehearse(seconds: number): Promise<{ sessionId: string; cookie: string }> {
  const cookie = await server.signIn('anchor');
  const tabId = uuidv7();
  const anchor = await server.connect(cookie, tabId);
  const sessionId = (await server.http('GET', '/api/sessions', { cookie })).body.value[0].id;
  const me = (await server.http('GET', '/api/site', { cookie })).body.value.me;
  await anchor.ask('session:join', { sessionId, as: 'studio' });
  await anchor.ask('session:openLobby', { sessionId });
  await publishPicture(browser, server.media, sessionId, `${me.id}:${tabId}`);
  await expect.poll(async () => (await anchor.ask('session:goLive', { sessionId })).ok).toBe(true);
  const recorded = async () => {
    const { takes } = await server.media.request('recording:describe', { recordingId: sessionId });
    return takes.flatMap(({ segments }) => segments).reduce((sum, { durationMs }) => sum + durationMs, 0);
  };
  await expect.poll(recorded, { timeout: 30_000, interval: 200 }).toBeGreaterThan(seconds * 1_000);
  await anchor.ask('session:end', { sessionId });
  await anchor.hears('session:changed', ({ state }) => state === 'reviewable');
  return { sessionId, cookie };
}

it('a session that is over can be replayed at once, and gets its renditions and receipt by itself', async () => {
  server = await startTestServer();
  const { sessionId, cookie } = await rehearse(4);
  const base = `/api/sessions/${sessionId}/replay`;
  const replay = async () => (await server.http('GET', base, { cookie })).body.value;
  expect((await replay()).playlistUrl).toBe(`${base}/index.m3u8`);

  await expect
    .poll(async () => (await replay()).finish?.state, { timeout: 50_000, interval: 250 })
    .toBe('done');
  const finished = await replay();
  expect(finished.receipt).toMatchObject({ decodeErrors: 0, counts: { restarts: 0 } });
  expect(finished.receipt.takes).toHaveLength(1);
  expect(finished.receipt.takes[0]).toMatchObject({ picture: true, sound: true });

  const master = await server.http('GET', finished.playlistUrl, { cookie });
  const renditions = String(master.body).match(/renditions\/\w+\.m3u8/g) ?? [];
  expect(renditions[0]).toBe('renditions/top.m3u8');
  expect(renditions).toContain('renditions/audio.m3u8');
  for (const rendition of renditions) {
    const playlist = await server.http('GET', `${base}/${rendition}`, { cookie });
    const file = /\.\.\/(files\/\S+\.ts)/.exec(String(playlist.body))?.[1];
    expect((await server.http('GET', `${base}/${file}`, { cookie })).status).toBe(200);
  }
  for (const url of [finished.soundUrl, finished.storyboard.sheets[0].url, finished.download.url]) {
    expect((await server.http('GET', url, { cookie })).status).toBe(200);
    expect((await server.http('GET', url)).status).toBe(401);
    // Of another making of this recording, before a hole was filled: no piece of it fits.
    const other = url.replace(/\?v=.*/, '?v=another1');
    expect((await server.http('GET', other, { cookie })).status).toBe(409);
  }

  // How somebody spoke is told to them, to others as far as they share it, and lies where no player may fetch it.
  const speechFor = async (who: string) =>
    server.http('GET', `${base}/speech.json`, { cookie: await server.signIn(who) });
  await expect.poll(async () => (await speechFor('anchor')).status, { timeout: 30_000 }).toBe(200);
  expect((await speechFor('instructor')).status).toBe(403);
  await server.http('PUT', `/api/sessions/${sessionId}/speech-share`, {
    cookie: await server.signIn('anchor'),
    body: { share: 'coaches' },
  });
  expect(
    recordingSpeechSchema.parse((await speechFor('instructor')).body).summary.durationMs,
  ).toBeGreaterThan(3_000);
  expect((await speechFor('peer-1')).status).toBe(403);
  expect((await server.http('GET', `${base}/speech.json`)).status).toBe(401);
  const stored = (await readdir(path.join(server.dataDir, 'recordings', sessionId))).filter((name) =>
    name.startsWith('speech'),
  );
  expect(stored).toHaveLength(1);

  for (const file of [
    `${stored[0]}`,
    'finish/finish.json',
    'take-001/take.json',
    'take-001/../../secret',
    'finish/part-0001/part.json',
  ])
    expect((await server.http('GET', `${base}/files/${file}`, { cookie })).status).not.toBe(200);
});

it('what was not finished when the server stopped is finished after its next start', async () => {
  server = await startTestServer();
  const { sessionId, cookie } = await rehearse(3);
  const dataDir = server.dataDir;
  await server.stop({ keepData: true });
  server = await startTestServer({ DATA_DIR: dataDir });
  const state = async () =>
    (await server.http('GET', `/api/sessions/${sessionId}/replay`, { cookie })).body.value?.finish?.state;
  await expect.poll(state, { timeout: 50_000, interval: 250 }).toBe('done');
  await access(path.join(dataDir, 'recordings', sessionId, 'finish', 'finish.json'));
});
