import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { type MediaRig, newRoomId, openMediaRig } from '../testing/media-rig.ts';

let browser: TestBrowser;
let rig: MediaRig;
const pages: Page[] = [];

beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  rig = await openMediaRig({ workerCount: 2, workerConsumers: 2 });
});
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
  await rig?.close();
});

async function join(roomId: string, peerId: string): Promise<Page> {
  const page = await browser.join(rig.node, roomId, peerId);
  pages.push(page);
  return page;
}

const packetsOf = (page: Page) => page.evaluate(() => window.rig.packets());

it.each([
  ['home worker', 1],
  ['branch', 2],
])('on the %s a paused picture sends not one packet, and comes back with a key frame', async (_, viewers) => {
  const roomId = newRoomId();
  const anchor = await join(roomId, 'anchor');
  await anchor.evaluate(() => window.rig.publish({ codec: 'video/H264' }));
  for (let count = 1; count <= viewers; count += 1) {
    const page = await join(roomId, `viewer-${count}`);
    await page.evaluate(() => window.rig.watch());
  }
  const peerId = `viewer-${viewers}`;
  const viewer = pages.at(-1) as Page;
  await expect.poll(async () => (await packetsOf(viewer)).video, { timeout: 15_000 }).toBeGreaterThan(20);
  const consumerIds = [await viewer.evaluate(() => window.rig.pictureId())];

  await rig.node.request('consumer:pause', { roomId, peerId, consumerIds });
  // What was on its way when the pause was answered has come when sound that was sent after it has.
  let resting = await packetsOf(viewer);
  await expect
    .poll(
      async () => {
        const now = await packetsOf(viewer);
        if (now.audio < resting.audio + 10) return 'too early';
        const more = now.video - resting.video;
        resting = now;
        return more;
      },
      { timeout: 10_000 },
    )
    .toBe(0);
  await expect
    .poll(async () => (await packetsOf(viewer)).audio, { timeout: 10_000 })
    .toBeGreaterThan(resting.audio + 50);
  expect((await packetsOf(viewer)).video).toBe(resting.video);

  const decoded = () => viewer.evaluate(async () => (await window.rig.received()).framesDecoded);
  const before = await decoded();
  const askedAtMs = performance.now();
  await rig.node.request('consumer:resume', { roomId, peerId, consumerIds });
  await expect.poll(decoded, { interval: 20 }).toBeGreaterThan(before);
  expect(performance.now() - askedAtMs).toBeLessThan(1_000);
});
