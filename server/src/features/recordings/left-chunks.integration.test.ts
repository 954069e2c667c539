import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { goLive, startTestServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
afterEach(() => server?.stop());

const DAY_MS = 24 * 3_600_000;
/** Two servers start one after the other. */
const PATIENCE_MS = 120_000;

it(
  'a server that starts clears away what uploads and crashes left, and keeps what still comes in',
  async () => {
    server = await startTestServer();
    const cookie = await server.signIn('anchor');
    const sessionId: string = (await server.http('GET', '/api/sessions', { cookie })).body.value[0].id;
    const anchor = await server.connect(cookie);
    await goLive(anchor, sessionId);
    await anchor.ask('session:end', { sessionId });
    await anchor.hears('session:changed', ({ state }) => state === 'reviewable');

    const url = (copyId: string) => `/api/sessions/${sessionId}/copies/${copyId}`;
    const digest = `sha-256=:${createHash('sha256').update('chunk').digest('base64')}:`;
    const headers = { 'content-type': 'application/octet-stream', 'content-digest': digest };
    const put = (copyId: string) =>
      server.http('PUT', `${url(copyId)}/chunks/0`, { cookie, body: 'chunk', headers });
    const [givenUp, comesIn, used] = [randomUUID(), randomUUID(), randomUUID()];
    for (const copyId of [givenUp, comesIn, used]) expect((await put(copyId)).status).toBe(200);
    const copiesDir = path.join(server.dataDir, 'recordings', sessionId, 'copies');
    const eightDaysAgo = new Date(Date.now() - 8 * DAY_MS);
    await utimes(path.join(copiesDir, givenUp), eightDaysAgo, eightDaysAgo);
    const sixDaysAgo = new Date(Date.now() - 6 * DAY_MS);
    await utimes(path.join(copiesDir, comesIn), sixDaysAgo, sixDaysAgo);
    // It cannot be read, which settles it; then it is as if the process had died before the chunks were removed.
    await server.http('POST', `${url(used)}/splice`, { cookie, body: { startedWallMs: 1, chunks: [0] } });
    await expect
      .poll(async () => (await readdir(copiesDir)).sort(), { timeout: 20_000 })
      .toEqual([givenUp, comesIn].sort());
    await mkdir(path.join(copiesDir, used));
    await writeFile(path.join(copiesDir, used, '000000.chunk'), 'chunk');

    await server.stop({ keepData: true });
    server = await startTestServer({ DATA_DIR: server.dataDir });
    await expect.poll(() => readdir(copiesDir), { timeout: 20_000 }).toEqual([comesIn]);
  },
  PATIENCE_MS,
);
