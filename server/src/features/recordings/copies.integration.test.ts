import { createHash, randomUUID } from 'node:crypto';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { COPIES_MAX_BYTES, COPIES_PER_SESSION, COPY_CHUNK_MAX_BYTES } from '@caipai/shared/limits';
import type { CopyStanding } from '@caipai/shared/schemas/copy';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HttpAnswer } from '../../testing/http-client.ts';
import { goLive, startTestServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let sessionId: string;
let whileLive: HttpAnswer;
let liveStanding: CopyStanding;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  server = await startTestServer();
  for (const persona of ['anchor', 'instructor', 'peer-1']) cookies[persona] = await server.signIn(persona);
  const sessions = (await server.http('GET', '/api/sessions', { cookie: cookies.anchor })).body.value;
  sessionId = sessions[0].id;
  const anchor = await server.connect(cookies.anchor ?? '');
  await goLive(anchor, sessionId);
  whileLive = await put({ copyId: randomUUID() });
  liveStanding = await standing();
  await anchor.ask('session:end', { sessionId });
  await anchor.hears('session:changed', ({ state }) => state === 'reviewable');
});
afterAll(() => server?.stop());

const digestOf = (text: string) => `sha-256=:${createHash('sha256').update(text).digest('base64')}:`;

interface Chunk {
  copyId: string;
  text?: string;
  index?: string;
  digest?: string;
  as?: string;
  of?: string;
}

const put = ({
  copyId,
  text = 'chunk',
  index = '3',
  digest = digestOf(text),
  as = 'anchor',
  of = sessionId,
}: Chunk) =>
  server.http('PUT', `/api/sessions/${of}/copies/${copyId}/chunks/${index}`, {
    cookie: cookies[as],
    body: text,
    headers: { 'content-type': 'application/octet-stream', 'content-digest': digest },
  });
const standing = async () =>
  (await server.http('GET', `/api/sessions/${sessionId}/copies`, { cookie: cookies.anchor })).body.value;

it('a chunk is stored once however often it is sent, and is listed', async () => {
  const copyId = randomUUID();
  for (let time = 0; time < 2; time += 1) expect((await put({ copyId })).status).toBe(200);
  expect(
    await readFile(
      path.join(server.dataDir, 'recordings', sessionId, 'copies', copyId, '000003.chunk'),
      'utf8',
    ),
  ).toBe('chunk');
  expect((await standing()).copies).toContainEqual({ copyId, state: 'receiving', chunks: [3], filled: 0 });
});

it('before the end of the session nothing is wanted and nothing taken', async () => {
  expect(liveStanding).toMatchObject({ over: false, whole: false, wanted: [] });
  expect(whileLive.body.error?.code).toBe('session.wrongState');
});

it('what was not recorded at all is not called whole, so that the browser keeps its copy', async () => {
  expect(await standing()).toMatchObject({ over: true, whole: false, wanted: [] });
});

it('what was damaged on its way is refused and leaves nothing', async () => {
  const copyId = randomUUID();
  const answer = await put({ copyId, text: 'damaged', digest: digestOf('whole') });
  expect(answer).toMatchObject({ status: 422, body: { error: { code: 'copy.damaged' } } });
  expect(
    (await standing()).copies.find((copy: { copyId: string }) => copy.copyId === copyId)?.chunks,
  ).toEqual([]);
});

it.each([
  ['an index that is no number', { index: 'x' }, 400, 'input.invalid'],
  ['an index out of range', { index: '20001' }, 400, 'input.invalid'],
  ['a copy that is no id', { copyId: '..%2f..%2fother' }, 400, 'input.invalid'],
  ['no checksum', { digest: '' }, 400, 'input.invalid'],
  ['more than a chunk holds', { text: 'x'.repeat(COPY_CHUNK_MAX_BYTES + 1) }, 413, 'input.tooLarge'],
  ['a session that is none', { of: randomUUID() }, 404, 'session.notFound'],
  ['the instructor', { as: 'instructor' }, 403, 'auth.forbidden'],
  ['a peer', { as: 'peer-1' }, 403, 'auth.forbidden'],
  ['a stranger', { as: 'nobody' }, 401, 'auth.required'],
] as const)('%s is refused', async (_, change, status, code) => {
  const answer = await put({ copyId: randomUUID(), ...change });
  expect(answer).toMatchObject({ status, body: { error: { code } } });
});

it('only the anchor learns what is wanted', async () => {
  for (const persona of ['instructor', 'peer-1']) {
    const answer = await server.http('GET', `/api/sessions/${sessionId}/copies`, {
      cookie: cookies[persona],
    });
    expect(answer.body.error?.code).toBe('auth.forbidden');
  }
});

it('nothing is spliced before all promised chunks are there', async () => {
  const copyId = randomUUID();
  await put({ copyId, index: '0' });
  const answer = await server.http('POST', `/api/sessions/${sessionId}/copies/${copyId}/splice`, {
    cookie: cookies.anchor,
    body: { startedWallMs: 1_000, chunks: [0, 1] },
  });
  expect(answer.body.error?.code).toBe('copy.damaged');
});

it('a copy that cannot be read ends as failed, and its chunks are gone', async () => {
  const copyId = randomUUID();
  await put({ copyId, index: '0', text: 'nothing that plays' });
  const answer = await server.http('POST', `/api/sessions/${sessionId}/copies/${copyId}/splice`, {
    cookie: cookies.anchor,
    body: { startedWallMs: 1_000, chunks: [0] },
  });
  expect(answer.body.ok).toBe(true);
  await expect
    .poll(async () => (await standing()).copies.find((copy: { copyId: string }) => copy.copyId === copyId), {
      timeout: 20_000,
    })
    .toMatchObject({ state: 'failed', chunks: [] });
});

it('all copies of a session together take only so much', async () => {
  const copyId = randomUUID();
  await put({ copyId });
  const chunk = path.join(server.dataDir, 'recordings', sessionId, 'copies', copyId, '000004.chunk');
  await writeFile(chunk, '');
  // A file of holes: it has the size and takes no space.
  await truncate(chunk, COPIES_MAX_BYTES);
  expect((await put({ copyId: randomUUID() })).body.error?.code).toBe('input.tooLarge');
  await rm(chunk);
  expect((await put({ copyId })).status).toBe(200);
});

it('of one session there are only so many copies', async () => {
  for (let count = 0; count < COPIES_PER_SESSION; count += 1) await put({ copyId: randomUUID() });
  expect((await put({ copyId: randomUUID() })).body.error?.code).toBe('input.tooLarge');
});
