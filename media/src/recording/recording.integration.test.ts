import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { type MediaRig, newRoomId, openMediaRig } from '../testing/media-rig.ts';
import type { PublishOptions } from '../testing/page-entry.ts';
import { decodeErrors, readFrames, soundLagsMs } from '../testing/probe.ts';

let browser: TestBrowser;
let rig: MediaRig;

beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  rig = await openMediaRig();
});
afterEach(() => rig?.close());

const publish = (page: Page, options: PublishOptions) =>
  page.evaluate((wanted) => window.rig.publish(wanted), options);

const segmentsOnDisk = async (roomId: string, count: number) => {
  await expect
    .poll(
      async () => {
        const { takes } = await rig.node.request('recording:describe', { recordingId: roomId });
        return takes.flatMap((take) => take.segments).length;
      },
      { timeout: 30_000, interval: 100 },
    )
    .toBeGreaterThanOrEqual(count);
};

describe('recording', () => {
  it.each(['video/H264', 'video/VP8'] as const)(
    'makes even segments from %s whose wall clock agrees with the time code in the picture',
    async (codec) => {
      const roomId = newRoomId();
      await rig.node.request('room:open', { roomId });
      await rig.node.request('recording:start', { roomId, peerId: 'anchor' });
      const page = await browser.join(rig.node, roomId, 'anchor');
      await publish(page, { codec, fps: 20 });
      await rig.fact('takeStarted');
      await segmentsOnDisk(roomId, 4);
      const stoppingAtMs = performance.now();
      await rig.node.request('recording:stop', { recordingId: roomId });
      const stopMs = performance.now() - stoppingAtMs;

      const { takes } = await rig.node.request('recording:describe', { recordingId: roomId });
      expect(takes).toHaveLength(1);
      const take = takes[0];
      if (!take) throw new Error('no take');
      const dir = join(rig.recordingsDir, roomId, take.name);
      const errorsMs: number[] = [];
      for (const segment of take.segments) {
        const frames = await readFrames(join(dir, segment.file));
        const drawnMs = frames[0]?.wallMs;
        errorsMs.push(drawnMs === null || drawnMs === undefined ? Number.NaN : segment.startWallMs - drawnMs);
      }
      const lagsMs = await soundLagsMs(join(dir, 'index.m3u8'));
      console.log(codec, lagsMs, { stopMs, errorsMs, durations: take.segments.map((s) => s.durationMs) });
      for (const errorMs of errorsMs) expect(Math.abs(errorMs)).toBeLessThan(150);
      for (const { durationMs } of take.segments.slice(0, -1)) {
        expect(durationMs).toBeGreaterThan(1_700);
        expect(durationMs).toBeLessThan(2_600);
      }
      expect(await decodeErrors(join(dir, 'index.m3u8'))).toEqual([]);
      expect(stopMs).toBeLessThan(1_500);
    },
  );
});
