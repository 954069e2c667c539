import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../client/e2e/support/browser.ts';
import { cpuSeconds } from '../cpu.ts';
import type { JoinSteps, StreamCount } from '../fanout/page.ts';
import { type OnAir, openBare, openNode, openStudio } from '../fanout/places.ts';
import { killWorker, type Rebuild } from '../fanout/rebuild.ts';
import { describeSpread, median, quantile, type Suite, say } from '../figures.ts';

const SIZES = [100, 400];
const ROUNDS = 3;
const WINDOW_MS = 12_000;
/** Few frames, so that four hundred streams fit into one browser; as from a camera, where somebody waits for one. */
const FPS = { thin: 5, camera: 25 };
const SETTLE_MS = 2_000;
const LIMIT_MS = 180_000;
const TRACKS_PER_VIEWER = 2;
/** What one browser on this machine may fail to read of four hundred streams; below it a round is worthless. */
const LEAST_RECEIVED_PERCENT = 50;
/** Other work on this machine may starve a round; so often it is tried again. */
const TRIES = 3;

const BURST = 50;
const BURSTS = 3;
const DEATHS = 5;

export const fanout: Suite = {
  name: 'fanout',
  says:
    'Processor time of a media node (node and mediasoup worker) for each forwarded stream, with 100 and 400 streams ' +
    'of one publisher of 320 × 180 with sound; a headless Chromium receives all of them over WebRTC and takes the ' +
    'pictures off before the decoder. The baseline is a bare router with the same transports and consumers, in ' +
    'turn. Then 50 viewers of a recorded session within one second: socket, join, and the first picture at each. ' +
    'Last the only worker of a session is killed, until its viewer sees a picture taken after that.',
  figures: ['fanout_cpu_ratio_100', 'fanout_cpu_ratio_400', 'burst_join_p95_ms', 'rebuild_ms'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const publisher = await launchBrowser();
    open.defer(() => publisher.close());
    const receiver = await launchBrowser();
    open.defer(() => receiver.close());
    // A machine that is too busy for one of them may still be good for the others.
    const parts = [compareForwarding, compareBursts, measureRebuilds];
    const failures: unknown[] = [];
    for (const part of parts) {
      await part(publisher, receiver, report).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
  },
};

type Report = Parameters<Suite['run']>[0];

async function compareForwarding(publisher: Browser, receiver: Browser, report: Report): Promise<void> {
  await using open = new AsyncDisposableStack();
  const ours = open.adopt(await openNode(publisher, receiver, FPS.thin), (place) => place.close());
  const bare = open.adopt(await openBare(publisher, receiver, FPS.thin), (place) => place.close());
  for (const streams of SIZES) {
    const spent: { ours: Spent[]; bare: Spent[] } = { ours: [], bare: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [list, place] of [
        [spent.ours, ours],
        [spent.bare, bare],
      ] as const) {
        // Not both at once: four hundred connections at rest still cost the browser what these need.
        await within(fill(place, streams / TRACKS_PER_VIEWER));
        list.push(await measureWhole(place, streams));
        await place.audience.evaluate(() => window.fanout.leave());
      }
    }
    for (const [name, list] of Object.entries(spent)) {
      const parts = list.map(({ node, worker }) => `${node.toFixed(2)} + ${worker.toFixed(2)}`);
      say(`${streams} streams, ${name}: node + worker, CPU µs a packet: ${parts.join(', ')}`);
    }
    const total = (list: Spent[]) => median(list.map(({ node, worker }) => node + worker));
    report({
      ...{ name: `fanout_cpu_ratio_${streams}`, value: total(spent.ours) / total(spent.bare) },
      ...{ unit: '×', n: ROUNDS, baseline: { name: 'bare mediasoup, same layout', value: 1 } },
    });
  }
}

async function compareBursts(publisher: Browser, receiver: Browser, report: Report): Promise<void> {
  await using open = new AsyncDisposableStack();
  const ours = open.adopt(await openStudio(publisher, receiver, FPS.camera), (place) => place.close());
  const bare = open.adopt(await openBare(publisher, receiver, FPS.camera), (place) => place.close());
  const joins: JoinSteps[] = [];
  const bareJoins: JoinSteps[] = [];
  for (let turn = 0; turn <= BURSTS; turn += 1) {
    const values = await burst(ours);
    const bareValues = await burst(bare);
    // The first one warms the code of all sides.
    if (turn === 0) continue;
    joins.push(...values);
    bareJoins.push(...bareValues);
  }
  for (const step of ['joined', 'offered', 'negotiated', 'picture'] as const) {
    say(`${BURST} joins in a second, ${step}: ${describeSpread(joins.map((each) => each[step]))}`);
    say(`the same on a bare SFU, ${step}: ${describeSpread(bareJoins.map((each) => each[step]))}`);
  }
  const p95 = (list: JoinSteps[]) =>
    quantile(
      list.map(({ picture }) => picture),
      0.95,
    );
  report({
    ...{ name: 'burst_join_p95_ms', value: p95(joins), unit: 'ms', n: joins.length },
    baseline: { name: 'bare mediasoup, same burst, p95', value: p95(bareJoins) },
  });
}

async function measureRebuilds(publisher: Browser, viewer: Browser, report: Report): Promise<void> {
  const trials: Rebuild[] = [];
  while (trials.length < DEATHS) trials.push(await within(killWorker(publisher, viewer)));
  const rebuilds = trials.map(({ rebuiltMs }) => rebuiltMs);
  const reloads = trials.map(({ reloadMs }) => reloadMs);
  say(`from the worker's death to a new picture: ${describeSpread(rebuilds)}`);
  say(`reload of the watch page: ${describeSpread(reloads)}`);
  report({
    ...{ name: 'rebuild_ms', value: median(rebuilds), unit: 'ms', n: rebuilds.length },
    baseline: { name: 'reload of the watch page, nothing broken, p50', value: median(reloads) },
  });
}

/** Microseconds of processor for each forwarded packet: two encoders never send exactly as many. */
interface Spent {
  node: number;
  worker: number;
}

async function measureWhole(place: OnAir, streams: number): Promise<Spent> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await within(measure(place, streams));
    } catch (error) {
      await place.audience.evaluate(() => window.fanout.flow(false));
      if (turn === TRIES) throw error;
      say(`measured again: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    }
  }
}

/** Nothing here takes longer, unless it hangs. */
async function within<T>(work: Promise<T>): Promise<T> {
  const limit = new AbortController();
  const late = setTimeout(LIMIT_MS, undefined, { signal: limit.signal }).then(
    () => {
      throw new Error(`not done within ${LIMIT_MS / 1_000} s`);
    },
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    limit.abort();
  }
}

/** Viewers stay for all rounds and take turns with those of the other side. */
async function fill({ place, audience }: OnAir, viewers: number): Promise<void> {
  await audience.evaluate(([at, count]) => window.fanout.fill(at, count), [place, viewers] as const);
}

async function measure({ source, audience, pids }: OnAir, streams: number): Promise<Spent> {
  await audience.evaluate(() => window.fanout.flow(true));
  await setTimeout(SETTLE_MS);
  const count = async () => ({
    sent: await source.evaluate(() => window.fanout.sent()),
    received: await audience.evaluate(() => window.fanout.received()),
  });
  const before = await count();
  const startedAtMs = performance.now();
  const cpuBefore = pids.map(cpuSeconds);
  await setTimeout(WINDOW_MS);
  const cpuS = pids.map((pid, index) => cpuSeconds(pid) - (cpuBefore[index] ?? 0));
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const after = await count();
  await audience.evaluate(() => window.fanout.flow(false));
  const sent = rates(before.sent, after.sent);
  requireReceived(streams, sent, rates(before.received, after.received));
  // Each viewer is sent all of it, also what the browser then has no time to read.
  const forwarded =
    sent.reduce((sum, { packetsPerS }) => sum + packetsPerS * seconds, 0) * (streams / TRACKS_PER_VIEWER);
  const perPacket = (value = Number.NaN) => (value / forwarded) * 1e6;
  return { node: perPacket(cpuS[0]), worker: perPacket(cpuS[1]) };
}

interface Rate {
  kind: string;
  packetsPerS: number;
}

function rates(before: StreamCount[], after: StreamCount[]): Rate[] {
  return after.map(({ kind, packets, atMs }, index) => {
    const was = before[index];
    if (was?.kind !== kind) throw new Error('streams came or went in the window');
    return { kind, packetsPerS: ((packets - was.packets) * 1_000) / (atMs - was.atMs) };
  });
}

/** Every stream has to arrive, and most of it: an SFU that sends to nobody is cheap. */
function requireReceived(streams: number, sent: Rate[], received: Rate[]): void {
  if (received.length !== streams) throw new Error(`${received.length} of ${streams} streams arrived`);
  for (const { kind, packetsPerS } of sent) {
    const got = received
      .filter((each) => each.kind === kind)
      .map((each) => (each.packetsPerS * 100) / packetsPerS);
    const words = `${kind}: ${packetsPerS.toFixed(1)} packets/s sent, received, in percent: ${describeSpread(got)}`;
    say(words);
    if (median(got) < LEAST_RECEIVED_PERCENT) throw new Error(`viewers starved: ${words}`);
  }
}

async function burst({ place, audience }: OnAir): Promise<JoinSteps[]> {
  const values = await within(
    audience.evaluate(([at, count]) => window.fanout.burst(at, count), [place, BURST] as const),
  );
  await audience.evaluate(() => window.fanout.leave());
  await setTimeout(SETTLE_MS);
  return values;
}
