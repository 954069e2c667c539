import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { type MediaRig, newRoomId, openMediaRig } from '../testing/media-rig.ts';
import { decodeErrors, readFrames, soundLagsMs } from '../testing/probe.ts';

const FPS = 20;
const FRAME_MS = 1_000 / FPS;

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser?.close());

async function openRig(): Promise<MediaRig> {
  const rig = await openMediaRig();
  onTestFinished(() => rig.close());
  return rig;
}

const takesOf = async (rig: MediaRig, recordingId: string): Promise<RecordedTake[]> =>
  (await rig.node.request('recording:describe', { recordingId })).takes;

const segmentsOnDisk = (rig: MediaRig, roomId: string, take: number, count: number) =>
  expect
    .poll(async () => (await takesOf(rig, roomId))[take]?.segments.length ?? 0, {
      timeout: 30_000,
      interval: 100,
    })
    .toBeGreaterThanOrEqual(count);

/** A publisher who also records, falls silent until the take ends, and comes back. */
async function interrupted(rig: MediaRig) {
  const roomId = newRoomId();
  await rig.node.request('room:open', { roomId });
  await rig.node.request('recording:start', { roomId, peerId: 'anchor' });
  const page: Page = await browser.join(rig.node, roomId, 'anchor');
  onTestFinished(() => page.close());
  await page.evaluate((fps) => window.rig.publish({ codec: 'video/H264', fps }), FPS);
  const startedWallMs = await page.evaluate(() => window.rig.record());
  await segmentsOnDisk(rig, roomId, 0, 3);
  await page.evaluate(() => window.rig.fallSilent());
  await rig.fact('takeStopped');
  await page.evaluate(() => window.rig.speakAgain());
  await segmentsOnDisk(rig, roomId, 1, 3);
  await rig.node.request('recording:stop', { recordingId: roomId });
  const chunks = await page.evaluate(() => window.rig.recordedChunks());
  return { roomId, startedWallMs, chunks: chunks.map((chunk) => Buffer.from(chunk, 'base64')) };
}

async function upload(rig: MediaRig, roomId: string, chunks: readonly Buffer[]): Promise<string> {
  const copyId = randomUUID();
  const dir = join(rig.recordingsDir, roomId, 'copies', copyId);
  await mkdir(dir, { recursive: true });
  for (const [index, chunk] of chunks.entries())
    await writeFile(join(dir, `${String(index).padStart(6, '0')}.chunk`), chunk);
  return copyId;
}

describe('a hole that the browser recorded', () => {
  it('is filled to the frame, with the sound in step', async () => {
    const rig = await openRig();
    const { roomId, startedWallMs, chunks } = await interrupted(rig);
    const before = await takesOf(rig, roomId);
    expect(before).toHaveLength(2);
    // A clock that is off by a second is what a browser may have.
    const copyId = await upload(rig, roomId, chunks);
    const answer = await rig.node.request('recording:splice', {
      ...{ recordingId: roomId, copyId },
      startedWallMs: startedWallMs + 900,
    });
    expect(answer).toEqual({ holes: 1, filled: 1, missed: 0 });

    const [first, fill, second] = await takesOf(rig, roomId);
    expect(fill).toMatchObject({ origin: 'copy', name: 'fill-001' });
    if (!first || !fill || !second) throw new Error('three stretches');
    const dirOf = (take: RecordedTake) => join(rig.recordingsDir, roomId, take.name);
    const codes = async (take: RecordedTake, file: string | undefined) =>
      (await readFrames(join(dirOf(take), file ?? ''))).map(({ wallMs }) => wallMs ?? Number.NaN);
    // The fill takes the place of the segments on both sides of the hole.
    const replaced = before[0]?.segments.at(-1)?.file;
    expect(first.segments.map(({ file }) => file)).not.toContain(replaced);
    const wasThere = (await codes(first, replaced))[0] ?? Number.NaN;
    const fillCodes = (await Promise.all(fill.segments.map(({ file }) => codes(fill, file)))).flat();
    const goesOn = (await codes(second, second.segments[0]?.file))[0] ?? Number.NaN;
    const seams = {
      first: (fillCodes[0] ?? Number.NaN) - wasThere,
      second: goesOn - (fillCodes.at(-1) ?? Number.NaN) - FRAME_MS,
    };
    console.log(JSON.stringify({ proof: 'splice', seams }));
    const steps = fillCodes.slice(1).map((code, index) => code - (fillCodes[index] ?? Number.NaN));
    // One frame; a busy machine leaves some out, at a seam no more than elsewhere in the copy.
    const leftOutMs = Math.max(...steps);
    for (const seamMs of Object.values(seams))
      expect(Math.abs(seamMs)).toBeLessThanOrEqual(Math.max(2 * FRAME_MS, leftOutMs));
    // A chunk that is missing takes two seconds with it.
    expect(leftOutMs).toBeLessThan(1_000);

    const playlist = join(dirOf(fill), 'index.m3u8');
    expect(await decodeErrors(playlist)).toEqual([]);
    const middle = (values: number[]) =>
      values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
    const lags = {
      take: middle(await soundLagsMs(join(dirOf(first), 'index.m3u8'))),
      fill: middle(await soundLagsMs(playlist)),
    };
    console.log(JSON.stringify({ proof: 'splice', lags }));
    expect(Math.abs(lags.fill - lags.take)).toBeLessThan(40);

    // Spliced again, after a lost answer, say, there is nothing left to do and the answer is the same.
    expect(
      await rig.node.request('recording:splice', { recordingId: roomId, copyId, startedWallMs }),
    ).toEqual({
      holes: 1,
      filled: 1,
      missed: 0,
    });
  });

  it('stays a hole when the copy cannot be read, and the recording stays as it was', async () => {
    const rig = await openRig();
    const roomId = newRoomId();
    await mkdir(join(rig.recordingsDir, roomId), { recursive: true });
    const copyId = await upload(rig, roomId, [Buffer.from('nothing that plays')]);
    await expect(
      rig.node.request('recording:splice', { recordingId: roomId, copyId, startedWallMs: 0 }),
    ).rejects.toMatchObject({ code: 'copy.unusable' });
  });
});
