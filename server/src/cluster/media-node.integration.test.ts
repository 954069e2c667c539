import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDataDir } from '../testing/database-template.ts';
import { request, signInAs } from '../testing/http-client.ts';
import { type Program, startProgram } from '../testing/program.ts';
import { connectClient, goLive, publish, type TestClient } from '../testing/test-server.ts';

const token = 'a token of the test, long enough';
const ERROR = 50;

let dataDir: string;
let media: Program;
let server: Program;
let anchor: TestClient;
let peer: TestClient;
let sessionId: string;

function startMedia(port = '0'): Promise<Program> {
  return startProgram({ DATA_DIR: dataDir, MEDIA_TOKEN: token, MEDIA_CONTROL_PORT: port }, ['--role=media']);
}

beforeEach(async () => {
  dataDir = await makeDataDir('media-node');
  media = await startMedia();
  server = await startProgram({ DATA_DIR: dataDir, MEDIA_URL: media.url, MEDIA_TOKEN: token }, [
    '--role=server',
  ]);
  const cookie = await signInAs(server.url, 'anchor');
  anchor = await connectClient(server.url, cookie);
  peer = await connectClient(server.url, await signInAs(server.url, 'peer-1'));
  sessionId = (await request(server.url, 'GET', '/api/sessions', { cookie })).body.value[0].id;
  await goLive(anchor, sessionId);
  await peer.ask('session:join', { sessionId, as: 'watch' });
});

afterEach(async () => {
  for (const client of [anchor, peer]) client?.socket.disconnect();
  media?.process.kill('SIGCONT');
  for (const program of [server, media]) {
    if (program && program.process.exitCode === null && program.process.signalCode === null)
      await program.stop();
  }
  await rm(dataDir, { recursive: true, force: true });
});

async function lostWithin(limitMs: number): Promise<void> {
  const sinceMs = performance.now();
  await peer.hears('media:reset');
  expect(performance.now() - sinceMs).toBeLessThan(limitMs);
  await anchor.hears('session:changed', ({ state }) => state === 'interrupted');
  const askedMs = performance.now();
  const refused = await peer.ask('media:openReceive', { sessionId, rtpCapabilities: {} });
  expect(refused.ok || refused.error.code).toBe('media.unavailable');
  expect(performance.now() - askedMs).toBeLessThan(500);
}

async function goesOn(): Promise<void> {
  await expect
    .poll(
      async () => {
        const joined = await anchor.ask('session:join', { sessionId, as: 'studio' });
        return joined.ok && Object.keys(joined.value.rtpCapabilities).length > 0;
      },
      { timeout: 15_000 },
    )
    .toBe(true);
  await publish(anchor, sessionId);
  await expect
    .poll(async () => {
      const joined = await peer.ask('session:join', { sessionId, as: 'watch' });
      return joined.ok && joined.value.session.state;
    })
    .toBe('live');
}

describe('a media node of its own', () => {
  it('that dies is missed within three seconds, and the session goes on with the next one', async () => {
    const { port } = media;
    await media.kill();
    await lostWithin(3_000);
    media = await startMedia(String(port));
    await goesOn();
  });

  it('that falls silent is missed within three seconds, and the session goes on when it speaks again', async () => {
    media.process.kill('SIGSTOP');
    await lostWithin(3_300);
    media.process.kill('SIGCONT');
    await goesOn();
  });

  it('and its server stop on SIGTERM in any order without an error in the log', async () => {
    const exits = [media, server].map((program) => once(program.process, 'exit'));
    for (const program of [media, server]) program.process.kill('SIGTERM');
    await Promise.all(exits);
    expect([media.process.exitCode, server.process.exitCode]).toEqual([0, 0]);
    for (const { logged } of [media, server])
      expect(logged.filter(({ level }) => level >= ERROR)).toEqual([]);
  });
});
