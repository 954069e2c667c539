import { join } from 'node:path';
import type { Replay } from '@caipai/shared/schemas/replay';
import { expect, test } from 'vitest';
import type { FaultyNetwork } from '../support/network-namespace.ts';
import { goLive, holdToEnd } from '../support/on-air.ts';
import { untilFramesFlow } from '../support/picture.ts';
import { planSession, untilReviewable } from '../support/session.ts';
import { StageClock } from '../support/stage-clock.ts';
import { openFaultyStudio } from './faulty-studio.ts';
import { compareSeconds } from './recorded-seconds.ts';

const LOSSY_MS = 60_000;
const SELF = '[data-testid=studio-self]';

/** Prepares the network, and answers what is done to it once the picture flows. */
type Fault = (network: FaultyNetwork, rtcPort: number) => Promise<() => void | Promise<void>>;

const faults: [string, Fault][] = [
  ['5 % of the uplink lost', async (network) => () => network.loss(5, 'up')],
  ['15 % of the uplink lost', async (network) => () => network.loss(15, 'up')],
  [
    'every packet up to 200 ms late',
    async (network, rtcPort) => {
      const jitter = await network.relay(rtcPort);
      return () => jitter(200);
    },
  ],
];

for (const [name, prepare] of faults)
  test(`with ${name} the recording decodes and has every second`, async (context) => {
    const { network, studio, anchor, viewer } = await openFaultyStudio(context);
    const begin = await prepare(network, studio.rtcPort);
    const session = await planSession(anchor);
    await StageClock.watch(anchor.page);
    await goLive(anchor, session.id);
    await viewer.page.goto(`/sessions/${session.id}/watch`);
    await untilFramesFlow(viewer, 40);

    await begin();
    const lossFromMs = Date.now();
    await anchor.page.waitForFunction(
      ({ at, untilMs }) => (window.probe.frames(at).at(-1)?.wallMs ?? 0) > untilMs,
      { at: SELF, untilMs: lossFromMs + LOSSY_MS },
      { timeout: LOSSY_MS + 20_000, polling: 250 },
    );
    const dropped = await network.dropped();
    const stage = await StageClock.read(anchor.page);
    const sent = await anchor.page.evaluate(() => window.probe.breakdown());
    const seen = await viewer.page.evaluate(() => window.probe.breakdown());
    await holdToEnd(anchor);
    await untilReviewable(viewer, session.id);

    const replay = await viewer.get<Replay>(`/sessions/${session.id}/replay`);
    const { spans, receipt } = replay;
    const takes = receipt?.takes.map(({ name }) => name) ?? [];
    const folder = join(studio.recordingsDir, session.id);
    const { errors, takes: ends, ...seconds } = await compareSeconds(folder, spans, takes, stage);
    const figures = {
      name,
      dropped,
      ...seconds,
      errorLines: errors.length,
      ends,
      gaps: receipt?.gaps,
      sent,
      seen,
    };
    console.log(JSON.stringify({ proof: 'uplink', ...figures }));

    if (name.includes('lost')) expect(dropped).toBeGreaterThan(100);
    expect(errors).toEqual([]);
    expect(spans).toHaveLength(1);
    expect(takes).toHaveLength(1);
    expect(seconds.drawn).toBeGreaterThanOrEqual(LOSSY_MS / 1_000 - 2);
    expect(seconds.missing).toEqual([]);
  });
