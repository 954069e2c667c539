import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { type MediaRig, newRoomId, openMediaRig } from '../testing/media-rig.ts';
import { type ControlConnection, connectMediaNode } from './connect.ts';
import { type ControlServer, serveMediaControl } from './serve.ts';

const token = 'a token that both sides know';
const log = pino({ level: 'silent' });

let browser: TestBrowser;
let rig: MediaRig;
let control: ControlServer;
let remote: ControlConnection;

beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  rig = await openMediaRig();
  control = await serveMediaControl(rig.node, { listenPort: 0, token, log });
  remote = connectMediaNode(`http://127.0.0.1:${control.port}`, token);
});
afterEach(async () => {
  await remote?.close();
  await control?.close();
  await rig?.close();
});

describe('media node over the wire', () => {
  it('carries a publisher and a viewer as in one process, and its facts', async () => {
    const roomId = newRoomId();
    const opened: string[] = [];
    remote.onFact((fact) => fact.type === 'producerOpened' && opened.push(fact.source));
    const anchor = await browser.join(remote, roomId, 'anchor');
    await anchor.evaluate(() => window.rig.publish({ codec: 'video/H264' }));
    await expect.poll(() => opened.sort()).toEqual(['camera', 'microphone']);

    const viewer = await browser.join(remote, roomId, 'viewer');
    expect(await viewer.evaluate(() => window.rig.watch())).toBe(2);
    await expect
      .poll(() => viewer.evaluate(() => window.rig.received()), { timeout: 10_000 })
      .toMatchObject({ framesDecoded: expect.toSatisfy((frames: number) => frames > 5) });
  });

  it('answers refusals with the code of the contract', async () => {
    const roomId = newRoomId();
    await expect(remote.request('transport:openSend', { roomId, peerId: 'anchor' })).rejects.toMatchObject({
      code: 'media.roomLost',
    });
    await expect(remote.request('room:open', { roomId: 'no uuid' })).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await expect(remote.request('no:such' as 'room:open', { roomId })).rejects.toMatchObject({
      code: 'server.internal',
    });
  });

  it('takes what was said in six hours without a breath', async () => {
    const fromMs = Date.UTC(2026, 0, 1);
    const captions = Array.from({ length: 6 * 1_200 }, (_, index) => ({
      ...{ fromWallMs: fromMs + index * 3_000, untilWallMs: fromMs + index * 3_000 + 2_900 },
      text: '这只杯子六小时以后还有六十五度，喜欢的朋友可以点下面的链接看一看，今天有小礼物送给大家。',
    }));
    expect(Buffer.byteLength(JSON.stringify(captions))).toBeGreaterThan(1_000_000);
    const answerTo = (lines: typeof captions) =>
      remote.request('recording:finish', { recordingId: newRoomId(), captions: lines }).then(
        () => 'finished',
        ({ code }) => code,
      );
    // Nothing was recorded: the node says the same of that, however much is said beside it.
    const answer = await answerTo([]);
    expect(answer).not.toBe('media.unavailable');
    expect(await answerTo(captions)).toBe(answer);
    expect(remote.connected).toBe(true);
  });

  it('lets nobody in with another token', async () => {
    const stranger = connectMediaNode(`http://127.0.0.1:${control.port}`, 'guessed');
    try {
      await expect(stranger.request('room:open', { roomId: newRoomId() })).rejects.toMatchObject({
        code: 'media.unavailable',
      });
    } finally {
      await stranger.close();
    }
  });

  it('tells open rooms as lost when the node comes back as another process', async () => {
    const roomId = newRoomId();
    await remote.request('room:open', { roomId });
    const lost = new Promise((resolve) => remote.onFact(resolve));
    const { port } = control;
    await control.close();
    control = await serveMediaControl(rig.node, { listenPort: port, token, log });
    expect(await lost).toEqual({ type: 'roomLost', roomId });
    await expect(remote.request('room:open', { roomId })).resolves.toHaveProperty('rtpCapabilities');
  });
});
