import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { type MediaRig, newRoomId, openMediaRig } from '../testing/media-rig.ts';
import type { PublishOptions } from '../testing/page-entry.ts';
import { readFrames } from '../testing/probe.ts';

const TALKBACK = 'talkback-coach';

let browser: TestBrowser;
let rig: MediaRig;
const pages: Page[] = [];

beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  rig = await openMediaRig();
});
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
  await rig?.close();
});

async function publish(roomId: string, peerId: string, options: PublishOptions): Promise<Page> {
  const page = await browser.join(rig.node, roomId, peerId);
  pages.push(page);
  await page.evaluate((wanted) => window.rig.publish(wanted), options);
  return page;
}

const describeNow = (recordingId: string) => rig.node.request('recording:describe', { recordingId });

it('records assistant and talkback beside the anchor, all on one wall clock', async () => {
  const roomId = newRoomId();
  await rig.node.request('room:open', { roomId });
  await rig.node.request('recording:start', { roomId, peerId: 'anchor' });
  await rig.node.request('recording:start', { roomId, peerId: 'assistant', companion: 'assistant' });
  await rig.node.request('recording:start', { roomId, peerId: 'coach', companion: TALKBACK });
  await publish(roomId, 'anchor', { codec: 'video/H264' });
  await publish(roomId, 'assistant', { codec: 'video/H264', feed: 'assistant' });
  await publish(roomId, 'coach', { codec: 'video/H264', feed: 'talkback', video: false });
  const segments = async () => {
    const { takes, companions } = await describeNow(roomId);
    return [takes, ...companions.map((each) => each.takes)].map((each) => each[0]?.segments.length ?? 0);
  };
  await expect
    .poll(async () => Math.min(3, ...(await segments())) >= 2 && (await segments()).length === 3, {
      timeout: 40_000,
    })
    .toBe(true);
  await rig.node.request('recording:stop', { recordingId: roomId });
  expect(rig.node.status().recordings).toBe(0);

  const { takes, companions } = await describeNow(roomId);
  expect(companions.map(({ name }) => name)).toEqual(['assistant', TALKBACK]);
  const [assistant, talkback] = companions;
  expect(takes[0]?.tracks).toMatchObject({ picture: true, sound: true });
  expect(assistant?.takes[0]?.tracks).toMatchObject({ picture: true, sound: true });
  expect(talkback?.takes[0]?.tracks).toMatchObject({ picture: false, sound: true });
  for (const [dir, take] of [
    ['', takes[0]],
    ['assistant', assistant?.takes[0]],
  ] as const) {
    const segment = take?.segments[1];
    const path = join(rig.recordingsDir, roomId, dir, take?.name ?? '', segment?.file ?? '');
    const [first] = await readFrames(path);
    expect(Math.abs((segment?.startWallMs ?? 0) - (first?.wallMs ?? Number.NaN))).toBeLessThan(200);
  }

  await rig.node.request('recording:delete', { recordingId: roomId });
  await expect(access(join(rig.recordingsDir, roomId))).rejects.toThrow();
});

it('does not let an assistant who leaves disturb the recording of the anchor', async () => {
  const roomId = newRoomId();
  await rig.node.request('room:open', { roomId });
  await rig.node.request('recording:start', { roomId, peerId: 'anchor' });
  await rig.node.request('recording:start', { roomId, peerId: 'assistant', companion: 'assistant' });
  await publish(roomId, 'anchor', { codec: 'video/H264' });
  const assistant = await publish(roomId, 'assistant', { codec: 'video/H264', feed: 'assistant' });
  await rig.fact('takeStarted', ({ companion }) => companion === null);
  await rig.fact('takeStarted', ({ companion }) => companion === 'assistant');
  await rig.node.request('peer:close', { roomId, peerId: 'assistant' });
  await assistant.close();
  await rig.fact('takeStopped', ({ companion }) => companion === 'assistant');
  const count = async () => (await describeNow(roomId)).takes[0]?.segments.length ?? 0;
  const before = await count();
  await expect.poll(count, { timeout: 30_000 }).toBeGreaterThan(before + 1);
  await rig.node.request('recording:stop', { recordingId: roomId });
  expect((await describeNow(roomId)).takes).toHaveLength(1);
});

it('records a coach with two consoles from one of them, and from the other when the first is gone', async () => {
  const roomId = newRoomId();
  await rig.node.request('room:open', { roomId });
  const begin = (peerId: string) =>
    rig.node.request('recording:start', { roomId, peerId, companion: TALKBACK });
  const talkback = { codec: 'video/H264', feed: 'talkback', video: false } as const;
  await publish(roomId, 'first', talkback);
  await begin('first');
  await rig.fact('takeStarted');
  await publish(roomId, 'second', talkback);
  const segments = async () => (await describeNow(roomId)).companions[0]?.takes[0]?.segments.length ?? 0;
  // Asked for again and again, as the server does, through more than one segment.
  await expect
    .poll(
      async () => {
        for (const peerId of ['first', 'second']) await begin(peerId);
        return segments();
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(1);
  expect(rig.facts.map(({ type }) => type)).not.toContain('takeStopped');
  await rig.node.request('peer:close', { roomId, peerId: 'first' });
  await begin('second');
  await rig.fact('takeStarted', ({ take }) => take === 'take-002');
  await rig.node.request('recording:stop', { recordingId: roomId });
});

it('refuses a companion that would lie outside of its recording', async () => {
  const roomId = newRoomId();
  for (const companion of ['../elsewhere', 'take-001', 'talkback-', 'finish']) {
    await expect(
      rig.node.request('recording:start', { roomId, peerId: 'anchor', companion }),
    ).rejects.toMatchObject({ code: 'input.invalid' });
  }
});
