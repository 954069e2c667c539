import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { type MediaRig, newRoomId, openMediaRig } from '../testing/media-rig.ts';
import { type Recogniser, SAMPLE_RATE_HZ } from './recogniser.ts';
import { sampleReader } from './sound.ts';

let browser: TestBrowser;
let rig: MediaRig;
const pages: Page[] = [];

beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser?.close());
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
  await rig?.close();
});

/** Counts what it hears instead of understanding it. */
function countingRecogniser() {
  const heard = { samples: 0, loudest: 0, atMs: [] as number[], closed: 0 };
  const recogniser: Recogniser = {
    needsSound: true,
    listen: () => ({
      push(samples, endWallMs) {
        heard.samples += samples.length;
        for (const sample of samples) heard.loudest = Math.max(heard.loudest, Math.abs(sample));
        heard.atMs.push(endWallMs);
      },
      async close() {
        heard.closed += 1;
      },
    }),
    async close() {},
  };
  return { heard, recogniser };
}

async function publish(roomId: string, peerId: string): Promise<Page> {
  const page = await browser.join(rig.node, roomId, peerId);
  pages.push(page);
  await page.evaluate(() => window.rig.publish({ codec: 'video/H264' }));
  return page;
}

it('the microphone of a publisher is heard as 16 kHz, from when it is there until it is not asked for', async () => {
  const { heard, recogniser } = countingRecogniser();
  rig = await openMediaRig({}, { recogniser });
  const roomId = newRoomId();
  await rig.node.request('room:open', { roomId });
  // Asked for before anybody is there, and twice: it is one hearing all the same.
  await rig.node.request('transcript:start', { roomId, peerId: 'anchor' });
  await rig.node.request('transcript:start', { roomId, peerId: 'anchor' });
  const page = await publish(roomId, 'anchor');
  await expect.poll(() => heard.samples, { timeout: 20_000, interval: 20 }).toBeGreaterThan(SAMPLE_RATE_HZ);
  const before = { samples: heard.samples, atMs: heard.atMs.at(-1) ?? 0 };
  await expect
    .poll(() => heard.samples - before.samples, { timeout: 20_000, interval: 20 })
    .toBeGreaterThan(3 * SAMPLE_RATE_HZ);
  const tookS = ((heard.atMs.at(-1) ?? 0) - before.atMs) / 1_000;
  const perSecond = (heard.samples - before.samples) / tookS;
  expect(perSecond).toBeGreaterThan(0.85 * SAMPLE_RATE_HZ);
  expect(perSecond).toBeLessThan(1.15 * SAMPLE_RATE_HZ);
  expect(heard.loudest).toBeGreaterThan(0.01);
  expect(heard.loudest).toBeLessThanOrEqual(1);

  // Who comes back with another track is heard again.
  await page.close();
  await rig.node.request('peer:close', { roomId, peerId: 'anchor' });
  const gone = heard.samples;
  await publish(roomId, 'anchor');
  await expect
    .poll(() => heard.samples - gone, { timeout: 20_000, interval: 20 })
    .toBeGreaterThan(SAMPLE_RATE_HZ);
  expect(heard.closed).toBe(0);

  await rig.node.request('transcript:stop', { roomId });
  expect(heard.closed).toBe(1);
  const after = heard.samples;
  await rig.node.request('room:close', { roomId });
  expect(heard.samples).toBe(after);
});

it('a node without a recogniser says so', async () => {
  rig = await openMediaRig();
  const roomId = newRoomId();
  await rig.node.request('room:open', { roomId });
  await expect(rig.node.request('transcript:start', { roomId, peerId: 'anchor' })).rejects.toMatchObject({
    code: 'transcript.unavailable',
  });
  await rig.node.request('transcript:stop', { roomId });
});

it('samples are read whole, wherever the pipe cuts them', () => {
  const bytes = Buffer.alloc(6);
  bytes.writeInt16LE(16_384, 0);
  bytes.writeInt16LE(-32_768, 2);
  bytes.writeInt16LE(0, 4);
  const read = sampleReader();
  const all = [bytes.subarray(0, 1), bytes.subarray(1, 5), bytes.subarray(5)].flatMap((part) => [
    ...read(part),
  ]);
  expect(all).toEqual([0.5, -1, 0]);
});
