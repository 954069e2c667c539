import type { Browser } from 'playwright-core';
import { launchBrowser, openPerson } from '../../../client/e2e/support/browser.ts';
import { type BareRoom, openBareRoom } from '../baseline/bare-room.ts';
import { describeSpread, median, quantile, type Suite, say } from '../figures.ts';
import { firstFrameMs, followFromStart } from '../first-frame.ts';
import { openStudioRoom, type StudioRoom } from '../studio-room.ts';

const CLICKS = 20;
const COLD_LINKS = 12;

export const join: Suite = {
  name: 'join',
  says:
    'A signed-in peer clicks the live session on the home page, or opens its address in a browser with an ' +
    'empty cache, until the first picture reaches the screen (requestVideoFrameCallback). Each time a new ' +
    'browser context. The baseline is a bare page on a bare router of the same SFU.',
  figures: ['join_p50_ms', 'join_p95_ms', 'join_cold_p50_ms'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const publisher = await launchBrowser();
    open.defer(() => publisher.close());
    const viewer = await launchBrowser();
    open.defer(() => viewer.close());

    const bare = await measureBare(publisher, viewer);
    say(`bare page, click: ${describeSpread(bare.clicks)}`);
    say(`bare page, cold link: ${describeSpread(bare.colds)}`);
    const { clicks, colds } = await measureStudio(publisher, viewer);
    say(`click: ${describeSpread(clicks)}`);
    say(`cold link: ${describeSpread(colds)}`);

    const against = (name: string, value: number) => ({ baseline: { name, value } });
    const unit = 'ms';
    report({
      ...{ name: 'join_p50_ms', value: median(clicks), unit, n: clicks.length },
      ...against('bare page on the same SFU, click, p50', median(bare.clicks)),
    });
    report({
      ...{ name: 'join_p95_ms', value: quantile(clicks, 0.95), unit, n: clicks.length },
      ...against('bare page on the same SFU, click, p95', quantile(bare.clicks, 0.95)),
    });
    report({
      ...{ name: 'join_cold_p50_ms', value: median(colds), unit, n: colds.length },
      ...against('bare page on the same SFU, cold link, p50', median(bare.colds)),
    });
  },
};

interface Joins {
  clicks: number[];
  colds: number[];
}

async function measureBare(publisher: Browser, viewer: Browser): Promise<Joins> {
  await using open = new AsyncDisposableStack();
  const room = await openBareRoom(publisher);
  open.defer(() => room.close());
  return {
    clicks: await repeat(CLICKS, () => bareJoin(room, viewer, false)),
    colds: await repeat(COLD_LINKS, () => bareJoin(room, viewer, true)),
  };
}

async function measureStudio(publisher: Browser, viewer: Browser): Promise<Joins> {
  await using open = new AsyncDisposableStack();
  const room = await openStudioRoom(publisher);
  open.defer(() => room.close());
  return {
    clicks: await repeat(CLICKS, () => studioJoin(room, viewer)),
    colds: await repeat(COLD_LINKS, () => studioCold(room, viewer)),
  };
}

async function repeat(times: number, measure: () => Promise<number>): Promise<number[]> {
  // The first one warms what the second and all later ones find warm: code of the server, files in memory.
  await measure();
  const values: number[] = [];
  while (values.length < times) values.push(await measure());
  return values;
}

async function bareJoin(room: BareRoom, browser: Browser, cold: boolean): Promise<number> {
  const page = await room.newPage(browser);
  try {
    await followFromStart(page, 'video');
    await page.goto(cold ? '/#watch' : '/', { waitUntil: cold ? 'commit' : 'networkidle' });
    if (!cold) await page.click('#watch');
    const shownMs = await firstFrameMs(page, 'video');
    const { originMs, inputMs } = await page.evaluate(() => ({
      originMs: performance.timeOrigin,
      inputMs: window.probe.lastInputMs,
    }));
    return shownMs - (cold ? originMs : inputMs);
  } finally {
    await page.context().close();
  }
}

const PICTURE = '[data-testid=watch-video]';

async function studioJoin(room: StudioRoom, browser: Browser): Promise<number> {
  const peer = await openPerson(browser, { baseUrl: room.server.baseUrl, persona: 'peer-1' });
  const { page } = peer;
  try {
    await followFromStart(page, PICTURE);
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.getByTestId('live-watch').click();
    const shownMs = await firstFrameMs(page, PICTURE);
    return shownMs - (await page.evaluate(() => window.probe.lastInputMs));
  } finally {
    await peer.close();
  }
}

async function studioCold(room: StudioRoom, browser: Browser): Promise<number> {
  const peer = await openPerson(browser, { baseUrl: room.server.baseUrl, persona: 'peer-1' });
  const { page } = peer;
  try {
    await followFromStart(page, PICTURE);
    await page.goto(`/sessions/${room.sessionId}/watch`, { waitUntil: 'commit' });
    const shownMs = await firstFrameMs(page, PICTURE);
    return shownMs - (await page.evaluate(() => performance.timeOrigin));
  } finally {
    await peer.close();
  }
}
