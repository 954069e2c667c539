import { PROBE_MAX_MS } from '@caipai/shared/limits';
import { createWorker, type types } from 'mediasoup';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { type MediaRig, newRoomId, openMediaRig } from '../testing/media-rig.ts';
import { requireEnv } from '../testing/require-env.ts';
import { mediaCodecs } from './codecs.ts';
import { Peer } from './peer.ts';
import { openProbe } from './probe.ts';

let browser: TestBrowser;
let rig: MediaRig;
const pages: Page[] = [];
const workers: types.Worker[] = [];

beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  rig = await openMediaRig();
});
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
  for (const worker of workers.splice(0)) worker.close();
  await rig?.close();
});

async function join(roomId: string, peerId: string): Promise<Page> {
  const page = await browser.join(rig.node, roomId, peerId);
  pages.push(page);
  return page;
}

/** An anchor before air: the sound's transport stands, and a probe runs over it. */
async function probing() {
  const roomId = newRoomId();
  const anchor = await join(roomId, 'anchor');
  await anchor.evaluate(() => window.rig.publish({ codec: 'video/H264', video: false }));
  const probeId = await anchor.evaluate(() => window.rig.probe());
  await expect
    .poll(() => anchor.evaluate(() => window.rig.probed()), { timeout: 15_000 })
    .toBeGreaterThan(10);
  return { roomId, anchor, probeId };
}

/** One way into a real worker, without a browser at its other end. */
async function way() {
  const worker = await createWorker({ workerBin: requireEnv('MEDIASOUP_WORKER_BIN'), logLevel: 'none' });
  workers.push(worker);
  const router = await worker.createRouter({ mediaCodecs });
  const listenInfos = [{ protocol: 'udp' as const, ip: '127.0.0.1' }];
  const transport = await router.createWebRtcTransport({ listenInfos });
  const peer = new Peer('anchor');
  peer.sendTransport = transport;
  const open = (ssrc: number) =>
    openProbe(peer, transport.id, {
      codecs: [{ mimeType: 'video/VP8', payloadType: 100, clockRate: 90_000 }],
      encodings: [{ ssrc }],
      mid: String(ssrc),
    });
  /** What the worker itself holds open. */
  const held = async () => (await transport.dump()).producerIds;
  return { peer, open, held };
}

describe('a probe of the network', () => {
  it('reaches the media plane and nobody else: not named, not offered, not to be had by its id', async () => {
    const { roomId, probeId } = await probing();
    const viewer = await join(roomId, 'viewer');
    // The sound alone.
    expect(await viewer.evaluate(() => window.rig.watch('crew'))).toBe(1);
    await expect(
      rig.node.request('consumer:open', {
        ...{ roomId, peerId: 'viewer', producerId: probeId, audience: 'crew' },
      }),
    ).rejects.toMatchObject({ code: 'media.transportNotFound' });
    const named = rig.facts.flatMap((fact) => ('producerId' in fact ? [fact.producerId] : []));
    expect(named).not.toContain(probeId);
  });

  it('is not in the recording that runs beside it', async () => {
    const { roomId } = await probing();
    await rig.node.request('recording:start', { roomId, peerId: 'anchor' });
    await rig.fact('takeStarted');
    await expect
      .poll(
        async () =>
          (await rig.node.request('recording:describe', { recordingId: roomId })).takes[0]?.segments.length,
        { timeout: 30_000 },
      )
      .toBeGreaterThan(0);
    await rig.node.request('recording:stop', { recordingId: roomId });
    const { takes } = await rig.node.request('recording:describe', { recordingId: roomId });
    expect(takes.map(({ tracks }) => [tracks.picture, tracks.sound])).toEqual([[false, true]]);
  });

  it('ends by itself when its page forgets it', async () => {
    const { open, held } = await way();
    const { producerId } = await open(1);
    expect(await held()).toEqual([producerId]);
    await expect.poll(held, { timeout: PROBE_MAX_MS + 3_000, interval: 250 }).toEqual([]);
  });

  it('is one at a time: a newer one takes its place', async () => {
    const { open, held } = await way();
    await open(1);
    const second = await open(2);
    expect(await held()).toEqual([second.producerId]);
  });

  it('gives way when it is told to, as often as one says so', async () => {
    const { peer, open, held } = await way();
    await open(1);
    peer.endProbe();
    peer.endProbe();
    await expect.poll(held).toEqual([]);
    expect(peer.probe).toBeNull();
  });

  it('makes way for the picture itself', async () => {
    const { roomId, anchor } = await probing();
    await anchor.evaluate(() => window.rig.publishVideo({ codec: 'video/H264' }));
    const viewer = await join(roomId, 'viewer');
    await viewer.evaluate(() => window.rig.watch());
    await expect
      .poll(() => viewer.evaluate(async () => (await window.rig.received()).framesDecoded), {
        timeout: 15_000,
      })
      .toBeGreaterThan(5);
    // The worker answers a sender's reports only for what is open.
    const before = await anchor.evaluate(() => window.rig.probeReports());
    await expect
      .poll(() => viewer.evaluate(async () => (await window.rig.received()).framesDecoded), {
        timeout: 15_000,
      })
      .toBeGreaterThan(60);
    expect(await anchor.evaluate(() => window.rig.probeReports())).toBe(before);
  });
});
