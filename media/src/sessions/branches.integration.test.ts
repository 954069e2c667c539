import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestBrowser, type TestBrowser } from '../testing/browser.ts';
import { type MediaRig, newRoomId, openMediaRig } from '../testing/media-rig.ts';

let browser: TestBrowser;
let rig: MediaRig;
let roomId: string;
const pages: Page[] = [];

beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  // One picture and its sound fill a worker.
  rig = await openMediaRig({ workerCount: 2, workerConsumers: 2, maxViewers: 3 });
  roomId = newRoomId();
});
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
  await rig?.close();
});

async function join(peerId: string): Promise<Page> {
  const page = await browser.join(rig.node, roomId, peerId);
  pages.push(page);
  return page;
}

async function watch(peerId: string): Promise<Page> {
  const page = await join(peerId);
  await page.evaluate(() => window.rig.watch());
  return page;
}

async function publish(options: { simulcastLayers?: number; scale?: number } = {}): Promise<Page> {
  const page = await join('anchor');
  await page.evaluate((given) => window.rig.publish({ codec: 'video/H264', ...given }), options);
  return page;
}

/** From the wish to watch until a picture is decoded. */
async function firstPictureMs(peerId: string): Promise<number> {
  const page = await join(peerId);
  return page.evaluate(async () => {
    const startedAtMs = performance.now();
    await window.rig.watch();
    while ((await window.rig.received()).framesDecoded === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return performance.now() - startedAtMs;
  });
}

const framesOf = (page: Page) => page.evaluate(async () => (await window.rig.received()).framesDecoded);
const untilFramesFlow = async (page: Page) => {
  const before = await framesOf(page);
  await expect.poll(() => framesOf(page), { timeout: 15_000 }).toBeGreaterThan(before + 10);
};
/** Workers of this node, that of the publisher first: it opened its router first. */
const consumersByWorker = () => rig.node.status().workers.map(({ consumers }) => consumers);
const routersByWorker = () => rig.node.status().workers.map(({ routers }) => routers);

describe('a room on several workers', () => {
  it('spreads when its own worker is full, and viewers on both see and hear', async () => {
    await publish();
    const near = await watch('near');
    expect(routersByWorker()).toEqual([1, 0]);
    const far = await watch('far');
    expect(routersByWorker()).toEqual([1, 1]);
    // Two for the viewer here and two pipes, two for the viewer there.
    expect(consumersByWorker()).toEqual([4, 2]);
    await Promise.all([near, far].map(untilFramesFlow));
    await expect
      .poll(() => far.evaluate(() => window.rig.received()), { timeout: 10_000 })
      .toMatchObject({ audioEnergy: expect.toSatisfy((energy: number) => energy > 0.001) });
  });

  it('counts who is about to come, so that those who come at once find different workers', async () => {
    await publish();
    const { rtpCapabilities } = await rig.node.request('room:open', { roomId });
    await Promise.all(
      ['one', 'two'].map((peerId) =>
        rig.node.request('transport:openReceive', { roomId, peerId, rtpCapabilities, audience: 'everyone' }),
      ),
    );
    expect(routersByWorker()).toEqual([1, 1]);
    expect(consumersByWorker()).toEqual([4, 2]);
  });

  it('opens one pipe a track however many come at once', async () => {
    await rig.close();
    rig = await openMediaRig({ workerCount: 2, workerConsumers: 4 });
    await publish();
    for (const peerId of ['near', 'nearer']) await watch(peerId);
    const far = await Promise.all(['one', 'two'].map(join));
    await Promise.all(far.map((page) => page.evaluate(() => window.rig.watch())));
    // Two viewers on each worker, and on the first the pipes of picture and sound.
    expect(consumersByWorker()).toEqual([6, 4]);
    await Promise.all(far.map(untilFramesFlow));
  });

  it('brings a track that is published later to viewers on a branch', async () => {
    const anchor = await publish();
    await watch('near');
    const far = await watch('far');
    await untilFramesFlow(far);
    await anchor.evaluate(() => window.rig.publishVideo({ codec: 'video/H264' }));
    const ids = await anchor.evaluate(() => window.rig.producerIds());
    await far.evaluate((id) => window.rig.open(id), ids.at(-1) ?? '');
    // The old camera was replaced, so what flows now is the new one.
    await untilFramesFlow(far);
  });

  it('gives a viewer on a branch the first picture as fast as one at home', async () => {
    await publish();
    const atHomeMs = await firstPictureMs('near');
    await untilFramesFlow(await watch('far'));
    // mediasoup alone would repeat a request that went unheard after a second; a busy machine is slow
    // with both.
    expect(await firstPictureMs('late')).toBeLessThan(atHomeMs + 1_000);
  });

  it('switches the layers of a simulcast on a branch', async () => {
    await publish({ simulcastLayers: 2, scale: 2 });
    await watch('near');
    const far = await watch('far');
    const height = () => far.evaluate(async () => (await window.rig.received()).height);
    await untilFramesFlow(far);
    const consumerId = await far.evaluate(() => window.rig.pictureId());
    const prefer = (spatialLayer: number) =>
      rig.node.request('consumer:setPreferredLayer', { roomId, peerId: 'far', consumerId, spatialLayer });
    // The lower layer is half of 720 at most; a busy browser may shrink both.
    await expect.poll(height, { timeout: 20_000 }).toBeGreaterThan(360);
    await prefer(0);
    await expect.poll(height, { timeout: 20_000 }).toBeLessThanOrEqual(360);
    await prefer(1);
    await expect.poll(height, { timeout: 20_000 }).toBeGreaterThan(360);
  });

  it('stops at a pause of the publisher on every worker', async () => {
    const anchor = await publish();
    await watch('near');
    const far = await watch('far');
    await untilFramesFlow(far);
    const [producerId = ''] = await anchor.evaluate(() => window.rig.producerIds());
    const pause = { roomId, peerId: 'anchor', producerId };
    await rig.node.request('producer:setPaused', { ...pause, paused: true });
    let before = -1;
    await expect
      .poll(
        async () => {
          const was = before;
          before = await framesOf(far);
          return before - was;
        },
        { interval: 500, timeout: 10_000 },
      )
      .toBe(0);
    await rig.node.request('producer:setPaused', { ...pause, paused: false });
    await untilFramesFlow(far);
  });

  it('leaves nothing behind: a branch goes with its last viewer, everything with the room', async () => {
    await publish();
    await watch('near');
    await watch('far');
    await rig.node.request('peer:close', { roomId, peerId: 'far' });
    await expect.poll(routersByWorker, { timeout: 10_000 }).toEqual([1, 0]);
    expect(consumersByWorker()).toEqual([2, 0]);
    await watch('far again');
    expect(routersByWorker()).toEqual([1, 1]);
    await rig.node.request('room:close', { roomId });
    await expect.poll(routersByWorker).toEqual([0, 0]);
    const { workers } = rig.node.status();
    expect(workers.map(({ transports, consumers }) => transports + consumers)).toEqual([0, 0]);
  });

  it('loses only the viewers of a worker that dies, and takes them back on one that lives', async () => {
    await publish();
    const near = await watch('near');
    const far = await watch('far');
    await Promise.all([near, far].map(untilFramesFlow));
    process.kill(rig.node.status().workers[1]?.pid ?? Number.NaN, 'SIGKILL');
    expect(await rig.fact('viewersLost')).toEqual({ type: 'viewersLost', roomId, peerIds: ['far'] });
    await far.evaluate(() => window.rig.watch());
    await Promise.all([near, far].map(untilFramesFlow));
    expect(rig.facts.map(({ type }) => type)).not.toContain('roomLost');
  });

  it('spreads a class that comes before anything is published', async () => {
    const { rtpCapabilities } = await rig.node.request('room:open', { roomId });
    const open = (peerId: string) =>
      rig.node.request('transport:openReceive', { roomId, peerId, rtpCapabilities, audience: 'everyone' });
    await open('one');
    expect(routersByWorker()).toEqual([1, 0]);
    await open('two');
    expect(routersByWorker()).toEqual([1, 1]);
    // A place that became free is taken again.
    await rig.node.request('peer:close', { roomId, peerId: 'one' });
    await open('three');
    process.kill(rig.node.status().workers[1]?.pid ?? Number.NaN, 'SIGKILL');
    expect(await rig.fact('viewersLost')).toMatchObject({ peerIds: ['two'] });
  });

  it('keeps who is needed at home, however full it is there', async () => {
    const { rtpCapabilities } = await rig.node.request('room:open', { roomId });
    const open = (peerId: string, reserved: boolean) =>
      rig.node.request('transport:openReceive', {
        ...{ roomId, peerId, rtpCapabilities, reserved },
        audience: 'everyone',
      });
    await open('near', false);
    await open('far', false);
    await open('coach', true);
    process.kill(rig.node.status().workers[1]?.pid ?? Number.NaN, 'SIGKILL');
    expect(await rig.fact('viewersLost')).toMatchObject({ peerIds: ['far'] });
  });

  it('is lost as a whole with the worker of its publisher', async () => {
    await publish();
    await watch('near');
    await watch('far');
    process.kill(rig.node.status().workers[0]?.pid ?? Number.NaN, 'SIGKILL');
    await rig.fact('roomLost');
    await expect.poll(() => rig.node.status().workers.map(({ routers }) => routers)).not.toContain(1);
    expect(rig.facts.map(({ type }) => type)).not.toContain('viewersLost');
  });
});

describe('a node that serves as many viewers as it may', () => {
  it('refuses further ones, lets the crew in, and gives a seat that became free', async () => {
    const rtpCapabilities = {};
    const ask = (peerId: string, reserved = false) =>
      rig.node.request('transport:openReceive', {
        ...{ roomId, peerId, rtpCapabilities, reserved },
        audience: 'everyone',
      });
    await rig.node.request('room:open', { roomId });
    for (const peerId of ['one', 'two', 'three']) await ask(peerId);
    await expect(ask('four')).rejects.toMatchObject({ code: 'media.full' });
    await expect(ask('coach', true)).resolves.toHaveProperty('consumers');
    // Who has a seat keeps it when the way is built anew.
    await expect(ask('two')).resolves.toHaveProperty('consumers');
    await expect(ask('four')).rejects.toMatchObject({ code: 'media.full' });
    for (const peerId of ['one', 'coach']) await rig.node.request('peer:close', { roomId, peerId });
    await expect(ask('four')).resolves.toHaveProperty('consumers');
    await expect(ask('five')).rejects.toMatchObject({ code: 'media.full' });
  });
});
