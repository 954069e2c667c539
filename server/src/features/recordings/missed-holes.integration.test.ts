import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CopyStanding } from '@caipai/shared/schemas/copy';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requiredSetting } from '../../testing/required.ts';
import { goLive, startTestServer, type TestServer } from '../../testing/test-server.ts';

const run = promisify(execFile);
let server: TestServer;
let folder: string;
let sessionId: string;
let cookie: string;
let recordedFromMs: number;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'caipai-missed-'));
  server = await startTestServer();
  cookie = await server.signIn('anchor');
  sessionId = (await server.http('GET', '/api/sessions', { cookie })).body.value[0].id;
  const anchor = await server.connect(cookie);
  await goLive(anchor, sessionId);
  await anchor.ask('session:end', { sessionId });
  await anchor.hears('session:changed', ({ state }) => state === 'reviewable');
  // Two takes of the same sound, ten seconds apart.
  recordedFromMs = Date.now() - 60_000;
  await hear('ours.wav', 7);
  await record('take-001', 0);
  await record('take-002', 20);
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const ffmpeg = (...args: string[]) =>
  run(requiredSetting('FFMPEG_PATH'), ['-v', 'error', '-nostdin', ...args], { cwd: folder });

const hear = (file: string, seed: number) =>
  ffmpeg('-f', 'lavfi', '-i', `anoisesrc=color=brown:r=48000:seed=${seed}:amplitude=0.6`, '-t', '45', file);

async function record(take: string, fromS: number): Promise<void> {
  const dir = path.join(server.dataDir, 'recordings', sessionId, take);
  await mkdir(dir, { recursive: true });
  await ffmpeg(
    ...['-ss', String(fromS), '-i', 'ours.wav', '-t', '10', '-c:a', 'aac', '-b:a', '128k'],
    ...['-f', 'hls', '-hls_time', '2', '-hls_list_size', '0', '-start_number', '1'],
    ...['-hls_segment_filename', path.join(dir, 'seg-%05d.ts'), path.join(dir, 'index.m3u8')],
  );
  const keyFrame = { mediaMs: 0, wallMs: recordedFromMs + fromS * 1_000 };
  await writeFile(path.join(dir, 'keyframes.jsonl'), `${JSON.stringify(keyFrame)}\n`);
  await writeFile(
    path.join(dir, 'take.json'),
    JSON.stringify({ picture: false, sound: true, avOffsetMs: null }),
  );
}

const standing = async (): Promise<CopyStanding> =>
  (await server.http('GET', `/api/sessions/${sessionId}/copies`, { cookie })).body.value;

/** Uploads a copy of one chunk and answers how it ended. */
async function bring(sound: string) {
  const copyId = randomUUID();
  await ffmpeg('-i', sound, '-c:a', 'libopus', '-b:a', '96k', '-y', 'copy.mka');
  const chunk = await readFile(path.join(folder, 'copy.mka'));
  const url = `/api/sessions/${sessionId}/copies/${copyId}`;
  const digest = `sha-256=:${createHash('sha256').update(chunk).digest('base64')}:`;
  const headers = { 'content-type': 'application/octet-stream', 'content-digest': digest };
  const stored = await server.http('PUT', `${url}/chunks/0`, { cookie, body: chunk, headers });
  expect(stored.status).toBe(200);
  const body = { startedWallMs: recordedFromMs, chunks: [0] };
  expect((await server.http('POST', `${url}/splice`, { cookie, body })).status).toBe(200);
  let settled: CopyStanding['copies'][number] | undefined;
  await expect
    .poll(
      async () => {
        settled = (await standing()).copies.find((each) => each.copyId === copyId);
        return settled?.chunks.length === 0 && /^(done|failed)$/.test(settled.state);
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  return settled;
}

it('a copy that has a hole and could not fill it ends as failed, so that the browser keeps it', async () => {
  await hear('theirs.wav', 8);
  expect(await bring('theirs.wav')).toMatchObject({ state: 'failed', filled: 0, chunks: [] });
  expect((await standing()).wanted).toHaveLength(1);
});

it('a copy that filled the hole it has is done', async () => {
  expect(await bring('ours.wav')).toMatchObject({ state: 'done', filled: 1, chunks: [] });
  expect((await standing()).wanted).toEqual([]);
});
