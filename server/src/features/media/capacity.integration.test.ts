import { uuidv7 } from 'uuidv7';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestBrowser, publishPicture } from '../../testing/picture.ts';
import { goLive, startTestServer, type TestClient, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let anchor: TestClient;
let tabId: string;
let cookie: string;
let sessionId: string;

async function open(options: Parameters<typeof startTestServer>[1]): Promise<void> {
  server = await startTestServer({}, options);
  cookie = await server.signIn('anchor');
  sessionId = (await server.http('GET', '/api/sessions', { cookie })).body.value[0].id;
  tabId = uuidv7();
  anchor = await server.connect(cookie, tabId);
}
afterEach(() => server?.stop());

async function arrive(persona: string, as: 'watch' | 'coach' = 'watch'): Promise<TestClient> {
  const client = await server.connect(await server.signIn(persona));
  const joined = await client.ask('session:join', { sessionId, as });
  expect(joined.ok).toBe(true);
  return client;
}

async function openReceive(client: TestClient) {
  const { rtpCapabilities } = await server.media.request('room:open', { roomId: sessionId });
  return client.ask('media:openReceive', { sessionId, rtpCapabilities });
}

describe('a session on several workers', () => {
  it('asks only those back whose worker died, and goes on', async () => {
    const browser = await openTestBrowser();
    try {
      await open({ workerCount: 2, workerConsumers: 4 });
      const me = (await server.http('GET', '/api/site', { cookie })).body.value.me;
      await anchor.ask('session:join', { sessionId, as: 'studio' });
      await anchor.ask('session:openLobby', { sessionId });
      await publishPicture(browser, server.media, sessionId, `${me.id}:${tabId}`);
      await expect.poll(async () => (await anchor.ask('session:goLive', { sessionId })).ok).toBe(true);
      // The recording takes picture and sound, and one viewer more has room on that worker.
      await expect.poll(() => server.media.status().workers[0]?.consumers, { timeout: 10_000 }).toBe(2);
      const near = await arrive('peer-1');
      const far = await arrive('peer-2');
      for (const client of [near, far]) expect(await openReceive(client)).toMatchObject({ ok: true });
      const branch = server.media.status().workers[1];
      expect(branch).toMatchObject({ routers: 1, consumers: 2 });

      process.kill(branch?.pid ?? Number.NaN, 'SIGKILL');
      await far.hears('media:reset');
      const again = await openReceive(far);
      expect(again.ok && again.value.consumers).toHaveLength(2);
      const joined = await near.ask('session:join', { sessionId, as: 'watch' });
      expect(joined.ok && joined.value.session.state).toBe('live');
      for (const client of [near, anchor])
        expect(client.heard.filter(([name]) => name === 'media:reset')).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

describe('a session with every seat taken', () => {
  it('refuses one more viewer in a word, and lets the coach in', async () => {
    await open({ maxViewers: 1 });
    await goLive(anchor, sessionId);
    expect(await openReceive(await arrive('peer-1'))).toMatchObject({ ok: true });
    const late = await arrive('peer-2');
    expect(await openReceive(late)).toMatchObject({ ok: false, error: { code: 'media.full' } });
    expect(await openReceive(await arrive('instructor', 'coach'))).toMatchObject({ ok: true });
  });
});
