import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPerson } from '../../../client/e2e/support/browser.ts';
import { openBareRoom } from '../baseline/bare-room.ts';
import { describeSpread, median, quantile, type Suite, say } from '../figures.ts';
import { firstFrameMs, followFromStart } from '../first-frame.ts';
import { openStudioRoom } from '../studio-room.ts';

const FRAMES = 900;
/** The bandwidth estimate starts low: what comes before this is the climb, not the state. */
const SETTLE_MS = 8_000;
const LIMIT_MS = 60_000;

export const latency: Suite = {
  name: 'latency',
  says:
    "The anchor's camera is a canvas of 1280 × 720 at 30 frames that carries the wall clock of its drawing; " +
    'the viewer reads that clock from every frame that reaches its screen (requestVideoFrameCallback) and ' +
    'compares it with its own: the same machine, so the same clock. The baseline is a bare page on a bare ' +
    'router of the same SFU, read the same way.',
  figures: ['glass_to_glass_p50_ms', 'glass_to_glass_p95_ms'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const publisher = await launchBrowser();
    open.defer(() => publisher.close());
    const viewer = await launchBrowser();
    open.defer(() => viewer.close());
    const bareDelays = await measureBare(publisher, viewer);
    say(`bare page: ${describeSpread(bareDelays)}`);
    const delays = await measureStudio(publisher, viewer);
    say(`watch page: ${describeSpread(delays)}`);
    if (median(delays) < 0) throw new Error('the clocks of the two pages do not agree');
    for (const [name, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      report({
        name: `glass_to_glass_${name}_ms`,
        value: quantile(delays, share),
        unit: 'ms',
        n: delays.length,
        baseline: { name: `bare page on the same SFU, ${name}`, value: quantile(bareDelays, share) },
      });
    }
  },
};

async function measureBare(publisher: Browser, viewer: Browser): Promise<number[]> {
  await using open = new AsyncDisposableStack();
  const room = await openBareRoom(publisher);
  open.defer(() => room.close());
  const page = await room.newPage(viewer);
  await followFromStart(page, 'video', true);
  await page.goto('/#watch');
  const delays = await measure(page, 'video');
  await explain('bare page', [room.source, page]);
  return delays;
}

async function measureStudio(publisher: Browser, viewer: Browser): Promise<number[]> {
  await using open = new AsyncDisposableStack();
  const room = await openStudioRoom(publisher);
  open.defer(() => room.close());
  const peer = await openPerson(viewer, { baseUrl: room.server.baseUrl, persona: 'peer-1' });
  open.defer(() => peer.close());
  const picture = '[data-testid=watch-video]';
  await followFromStart(peer.page, picture, true);
  await peer.page.goto(`/sessions/${room.sessionId}/watch`);
  const delays = await measure(peer.page, picture);
  await explain('watch page', [room.anchor.page, peer.page]);
  return delays;
}

/** For whoever looks for the reason of a figure. */
async function explain(name: string, pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    const parts = await page.evaluate(() => window.probe.breakdown());
    for (const [part, values] of Object.entries(parts)) say(`${name}, ${part}: ${JSON.stringify(values)}`);
  }
}

async function measure(page: Page, selector: string): Promise<number[]> {
  const startMs = await firstFrameMs(page, selector);
  await page.waitForFunction(
    ({ selector, afterMs, frames }) =>
      window.probe.frames(selector).filter(({ wallMs, code }) => wallMs > afterMs && code !== null).length >=
      frames,
    { selector, afterMs: startMs + SETTLE_MS, frames: FRAMES },
    { polling: 500, timeout: LIMIT_MS },
  );
  const frames = await page.evaluate((at) => window.probe.frames(at), selector);
  return frames
    .filter(({ wallMs }) => wallMs > startMs + SETTLE_MS)
    .flatMap(({ wallMs, code }) => (code === null ? [] : [wallMs - code]))
    .slice(0, FRAMES);
}
