import type { Page } from 'playwright-core';
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
    const publisher = await launchBrowser();
    const viewer = await launchBrowser();
    try {
      const bare = await openBareRoom(publisher);
      const barePage = await bare.newPage(viewer);
      await followFromStart(barePage, 'video', true);
      await barePage.goto('/#watch');
      const bareDelays = await measure(barePage, 'video');
      await explain('bare page', [bare.source, barePage]);
      await bare.close();
      say(`bare page: ${describeSpread(bareDelays)}`);

      const room = await openStudioRoom(publisher);
      const peer = await openPerson(viewer, { baseUrl: room.server.baseUrl, persona: 'peer-1' });
      const picture = '[data-testid=watch-video]';
      await followFromStart(peer.page, picture, true);
      await peer.page.goto(`/sessions/${room.sessionId}/watch`);
      const delays = await measure(peer.page, picture);
      await explain('watch page', [room.anchor.page, peer.page]);
      const { frameHeight } = await peer.page.evaluate(() => window.probe.reception());
      await peer.close();
      await room.close();
      say(`watch page: ${describeSpread(delays)}, picture ${frameHeight} lines`);

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
      if (median(delays) < 0) throw new Error('the clocks of the two pages do not agree');
    } finally {
      await Promise.all([publisher.close(), viewer.close()]);
    }
  },
};

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
