import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
  rig = await openMediaRig();
});
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
  await rig?.close();
});

const join = async (roomId: string, peerId: string) => {
  const page = await browser.join(rig.node, roomId, peerId);
  pages.push(page);
  return page;
};

const framesOf = (page: Page) => page.evaluate(async () => (await window.rig.received()).framesDecoded);

const dtlsParameters = {
  role: 'client' as const,
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
};

describe('room', () => {
  it('carries picture and sound from a publisher to a viewer, H.264 first', async () => {
    const roomId = newRoomId();
    const anchor = await join(roomId, 'anchor');
    await anchor.evaluate(() => window.rig.publish({ codec: 'video/H264' }));
    const viewer = await join(roomId, 'viewer');
    expect(await viewer.evaluate(() => window.rig.watch())).toBe(2);
    await expect
      .poll(() => viewer.evaluate(() => window.rig.received()), { timeout: 15_000 })
      .toMatchObject({
        framesDecoded: expect.toSatisfy((frames: number) => frames > 20),
        audioEnergy: expect.toSatisfy((energy: number) => energy > 0.001),
        codecs: ['video/H264', 'audio/opus'],
      });
  });

  it('keeps a viewer watching across an ICE restart', async () => {
    const roomId = newRoomId();
    const anchor = await join(roomId, 'anchor');
    await anchor.evaluate(() => window.rig.publish({ codec: 'video/H264', audio: false }));
    const viewer = await join(roomId, 'viewer');
    await viewer.evaluate(() => window.rig.watch());
    await expect.poll(() => framesOf(viewer), { timeout: 15_000 }).toBeGreaterThan(5);
    await viewer.evaluate(() => window.rig.restartIce());
    const before = await framesOf(viewer);
    await expect.poll(() => framesOf(viewer), { timeout: 10_000 }).toBeGreaterThan(before + 20);
  });

  it('announces a track that is published later, and its end', async () => {
    const roomId = newRoomId();
    const viewer = await join(roomId, 'viewer');
    expect(await viewer.evaluate(() => window.rig.watch())).toBe(0);
    const anchor = await join(roomId, 'anchor');
    await anchor.evaluate(() => window.rig.publish({ codec: 'video/VP8', audio: false }));
    const { producerId, source } = await rig.fact('producerOpened');
    expect(source).toBe('camera');
    await viewer.evaluate((id) => window.rig.open(id), producerId);
    await expect.poll(() => framesOf(viewer), { timeout: 15_000 }).toBeGreaterThan(5);
    await rig.node.request('peer:close', { roomId, peerId: 'anchor' });
    expect(await rig.fact('producerClosed')).toMatchObject({ peerId: 'anchor', producerId, source });
  });

  it('tells a publisher who was cut off without a word as stalled within seconds', async () => {
    const roomId = newRoomId();
    const anchor = await join(roomId, 'anchor');
    await anchor.evaluate(() => window.rig.publish({ codec: 'video/H264' }));
    await rig.fact('producerOpened');
    const cutAtMs = performance.now();
    await anchor.close();
    await rig.fact('producerStalled', ({ stalled }) => stalled);
    expect(performance.now() - cutAtMs).toBeLessThan(5_000);
  });

  it('sends viewers nothing while a track is paused', async () => {
    const roomId = newRoomId();
    const anchor = await join(roomId, 'anchor');
    const [producerId] = await anchor.evaluate(() =>
      window.rig.publish({ codec: 'video/H264', audio: false }),
    );
    const viewer = await join(roomId, 'viewer');
    await viewer.evaluate(() => window.rig.watch());
    await expect.poll(() => framesOf(viewer), { timeout: 15_000 }).toBeGreaterThan(5);
    const pause = { roomId, peerId: 'anchor', producerId: producerId ?? '' };
    await rig.node.request('producer:setPaused', { ...pause, paused: true });
    // What is still in the viewer's jitter buffer comes out first.
    let before = -1;
    await expect
      .poll(
        async () => {
          const was = before;
          before = await framesOf(viewer);
          return before - was;
        },
        { interval: 500, timeout: 10_000 },
      )
      .toBe(0);
    await rig.node.request('producer:setPaused', { ...pause, paused: false });
    await expect.poll(() => framesOf(viewer), { timeout: 10_000 }).toBeGreaterThan(before + 5);
  });

  it('carries two publishers at once, each under a feed of its own', async () => {
    const roomId = newRoomId();
    const [anchor, assistant] = [await join(roomId, 'anchor'), await join(roomId, 'assistant')];
    await anchor.evaluate(() => window.rig.publish({ codec: 'video/H264' }));
    await assistant.evaluate(() => window.rig.publish({ codec: 'video/H264', feed: 'assistant' }));
    const feeds = rig.facts.flatMap((fact) => (fact.type === 'producerOpened' ? [fact.feed] : []));
    expect(feeds).toEqual(['anchor', 'anchor', 'assistant', 'assistant']);
    const viewer = await join(roomId, 'viewer');
    expect(await viewer.evaluate(() => window.rig.watch())).toBe(4);
    // Whoever publishes receives the others, never themself.
    expect(await anchor.evaluate(() => window.rig.watch())).toBe(2);
  });

  it('offers talkback to the crew alone, and to nobody else who guesses its id', async () => {
    const roomId = newRoomId();
    const coach = await join(roomId, 'coach');
    const [producerId = ''] = await coach.evaluate(() =>
      window.rig.publish({ codec: 'video/H264', feed: 'talkback', video: false }),
    );
    const viewer = await join(roomId, 'viewer');
    expect(await viewer.evaluate(() => window.rig.watch())).toBe(0);
    await expect(
      rig.node.request('consumer:open', { roomId, peerId: 'viewer', producerId, audience: 'everyone' }),
    ).rejects.toMatchObject({ code: 'media.transportNotFound' });
    const anchor = await join(roomId, 'anchor');
    expect(await anchor.evaluate(() => window.rig.watch('crew'))).toBe(1);
    await expect
      .poll(() => anchor.evaluate(async () => (await window.rig.received()).audioEnergy), { timeout: 15_000 })
      .toBeGreaterThan(0.001);
  });

  it('lets no peer touch what belongs to another', async () => {
    const roomId = newRoomId();
    const anchor = await join(roomId, 'anchor');
    const [producerId = ''] = await anchor.evaluate(() =>
      window.rig.publish({ codec: 'video/H264', audio: false }),
    );
    const mine = { roomId, peerId: 'anchor' };
    const { transportId } = await rig.node.request('transport:openSend', { roomId, peerId: 'other' });
    const others = { roomId, peerId: 'other' };
    const notFound = { code: 'media.transportNotFound' };
    await expect(
      rig.node.request('transport:connect', { ...mine, transportId, dtlsParameters }),
    ).rejects.toMatchObject(notFound);
    await expect(rig.node.request('transport:restartIce', { ...mine, transportId })).rejects.toMatchObject(
      notFound,
    );
    await expect(rig.node.request('producer:close', { ...others, producerId })).rejects.toMatchObject(
      notFound,
    );
    await expect(
      rig.node.request('producer:setPaused', { ...others, producerId, paused: true }),
    ).rejects.toMatchObject(notFound);
  });

  it('refuses parameters that make no sense, with a code and without harm', async () => {
    const roomId = newRoomId();
    await rig.node.request('room:open', { roomId });
    const { transportId } = await rig.node.request('transport:openSend', { roomId, peerId: 'anchor' });
    const produce = {
      ...{ roomId, peerId: 'anchor', transportId },
      ...({ source: 'camera', kind: 'video', feed: 'anchor', audience: 'everyone' } as const),
    };
    await expect(
      rig.node.request('producer:open', { ...produce, rtpParameters: { codecs: 'none' } }),
    ).rejects.toMatchObject({ code: 'input.invalid' });
    const av1 = {
      codecs: [
        { mimeType: 'video/AV1', payloadType: 100, clockRate: 90_000, parameters: {}, rtcpFeedback: [] },
      ],
      headerExtensions: [],
      encodings: [{ ssrc: 1234 }],
      rtcp: {},
    };
    await expect(rig.node.request('producer:open', { ...produce, rtpParameters: av1 })).rejects.toMatchObject(
      { code: 'media.unsupportedCodec' },
    );
    await expect(
      rig.node.request('transport:openReceive', {
        roomId,
        peerId: 'viewer',
        rtpCapabilities: { codecs: [{ mimeType: 7 }] },
        audience: 'everyone',
      }),
    ).resolves.toHaveProperty('consumers', []);
    await expect(rig.node.request('room:open', { roomId })).resolves.toHaveProperty('rtpCapabilities');
  });

  it('asks the publisher for few key frames although many viewers come at once', async () => {
    const roomId = newRoomId();
    const anchor = await join(roomId, 'anchor');
    await anchor.evaluate(() => window.rig.publish({ codec: 'video/H264', audio: false }));
    const viewer = await join(roomId, 'viewer');
    const keyFrames = async () =>
      Number((await anchor.evaluate(() => window.rig.sent()))[0]?.keyFramesEncoded ?? 0);
    await viewer.evaluate(() => window.rig.watch());
    await expect.poll(() => framesOf(viewer), { timeout: 15_000 }).toBeGreaterThan(5);
    const before = await keyFrames();
    await viewer.evaluate(async () => {
      for (let turn = 0; turn < 20; turn += 1) await window.rig.watch();
    });
    expect((await keyFrames()) - before).toBeLessThan(12);
  });

  it('loses its rooms with the worker, says so, and opens them anew', async () => {
    const roomId = newRoomId();
    const anchor = await join(roomId, 'anchor');
    await anchor.evaluate(() => window.rig.publish({ codec: 'video/H264' }));
    await rig.fact('producerOpened');
    const workerPid = rig.node.status().workers[0]?.pid ?? Number.NaN;
    process.kill(workerPid, 'SIGKILL');
    await rig.fact('roomLost');
    expect(rig.facts.filter(({ type }) => type === 'producerClosed')).toEqual([]);
    const again = await join(roomId, 'anchor-again');
    await again.evaluate(() => window.rig.publish({ codec: 'video/H264' }));
    const viewer = await join(roomId, 'viewer');
    expect(await viewer.evaluate(() => window.rig.watch())).toBe(2);
    await expect.poll(() => framesOf(viewer), { timeout: 15_000 }).toBeGreaterThan(5);
  });
});
