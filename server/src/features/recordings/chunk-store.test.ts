import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChunkStore } from './chunk-store.ts';

let folder: string;
const sessionId = randomUUID();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'caipai-chunks-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (chunks: ReturnType<typeof createChunkStore>, copyId: string = randomUUID()) =>
  chunks.put(
    { sessionId, copyId, index: 0 },
    createHash('sha256').update('chunk').digest('base64'),
    Readable.from([Buffer.from('chunk')]),
  );

it('a chunk that comes after its session was deleted does not make the folder anew', async () => {
  await expect(put(createChunkStore(folder, 0))).rejects.toMatchObject({ code: 'session.notFound' });
  expect(await readdir(folder)).toEqual([]);
});

it('a session that is deleted while a chunk comes in stays deleted', async () => {
  await mkdir(path.join(folder, sessionId));
  const deleteMeanwhile = async function* () {
    yield Buffer.from('chu');
    await rm(path.join(folder, sessionId), { recursive: true });
    yield Buffer.from('nk');
  };
  const sha256 = createHash('sha256').update('chunk').digest('base64');
  const chunk = { sessionId, copyId: randomUUID(), index: 0 };
  await expect(
    createChunkStore(folder, 0).put(chunk, sha256, Readable.from(deleteMeanwhile())),
  ).rejects.toMatchObject({ code: 'session.notFound' });
  expect(await readdir(folder)).toEqual([]);
});

it('chunks leave live recordings twice the space below which these stop', async () => {
  await mkdir(path.join(folder, sessionId));
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  await expect(put(createChunkStore(folder, freeBytes * 0.6))).rejects.toMatchObject({
    code: 'recording.diskFull',
  });
  await put(createChunkStore(folder, freeBytes * 0.3));
});

it('the bytes of all copies of a session are counted together', async () => {
  await mkdir(path.join(folder, sessionId));
  const chunks = createChunkStore(folder, 0);
  expect(await chunks.bytes(sessionId)).toBe(0);
  await put(chunks);
  await put(chunks);
  expect(await chunks.bytes(sessionId)).toBe(10);
});
