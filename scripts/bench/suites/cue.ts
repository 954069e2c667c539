import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPerson } from '../../../client/e2e/support/browser.ts';
import { pageScript } from '../../../client/e2e/support/page-script.ts';
import { openEchoRoom } from '../baseline/echo-room.ts';
import { openCrowd } from '../crowd.ts';
import { describeSpread, quantile, type Suite, say } from '../figures.ts';
import { openStudioRoom } from '../studio-room.ts';

const VIEWERS = 50;
const CUES = 100;
const WARM_UP = 5;
/** Two cues have room on the stage, and each keeps its place until it could be read. */
const BETWEEN_MS = 800;
const BETWEEN_ECHOES_MS = 300;
const LIMIT_MS = 10_000;

/** All of one priority: a cue waits while two more pressing ones stand. */
const kinds = ['slowDown', 'louder', 'smile', 'showProduct'];

export const cue: Suite = {
  name: 'cue',
  says:
    "The instructor clicks a cue key in one browser; the time ends when the frame that holds the cue is out in the anchor's " +
    'browser, while the anchor sends 1280 × 720, and 50 viewers with accounts of their own are in the room ' +
    'and say 50 danmaku a second together. The baseline is a page on plain socket.io that echoes cues and ' +
    'comments to the same crowd, and keeps and checks nothing.',
  figures: ['cue_p50_ms', 'cue_p99_ms'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const left = await launchBrowser();
    open.defer(() => left.close());
    const right = await launchBrowser();
    open.defer(() => right.close());
    const delays = await measureStudio(left, right);
    say(`cues: ${describeSpread(delays)}`);
    const echoDelays = await measureEcho(left, right);
    say(`plain echo: ${describeSpread(echoDelays)}`);
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      report({
        name: `cue_${name}_ms`,
        value: quantile(delays, share),
        unit: 'ms',
        n: delays.length,
        baseline: { name: `plain socket.io echo, same crowd, ${name}`, value: quantile(echoDelays, share) },
      });
    }
  },
};

async function measureStudio(left: Browser, right: Browser): Promise<number[]> {
  await using open = new AsyncDisposableStack();
  const room = await openStudioRoom(left);
  open.defer(() => room.close());
  const crowd = await openCrowd(room.server.baseUrl, room.sessionId, VIEWERS);
  open.defer(() => crowd.close());
  const coach = await openPerson(right, { baseUrl: room.server.baseUrl, persona: 'instructor' });
  open.defer(() => coach.close());
  await coach.page.goto(`/sessions/${room.sessionId}/coach`);
  await coach.page.locator('[data-testid=cue-key-smile]:enabled').waitFor();
  const { taken, refused } = crowd.talk();
  const startedAtMs = performance.now();
  const delays = await measure(coach.page, room.anchor.page, {
    drawn: { selector: '[data-testid=cue-overlay]', attribute: 'data-cue-id' },
    betweenMs: BETWEEN_MS,
    send: (turn) => coach.page.getByTestId(`cue-key-${kinds[turn % kinds.length]}`).click(),
  });
  const seconds = (performance.now() - startedAtMs) / 1_000;
  say(`danmaku: ${(taken() / seconds).toFixed(1)} a second taken, ${refused()} refused`);
  return delays;
}

async function measureEcho(left: Browser, right: Browser): Promise<number[]> {
  await using open = new AsyncDisposableStack();
  const echo = await openEchoRoom(VIEWERS);
  open.defer(() => echo.close());
  const probe = await pageScript(new URL('../../../client/e2e/support/page-probe.ts', import.meta.url));
  const openPage = async (browser: Browser) => {
    const context = await browser.newContext({ baseURL: echo.baseUrl });
    open.defer(() => context.close());
    await context.addInitScript(probe);
    const page = await context.newPage();
    await page.goto('/');
    return page;
  };
  const drawer = await openPage(left);
  const sender = await openPage(right);
  return await measure(sender, drawer, {
    drawn: { selector: '.cue', attribute: 'data-cue-id' },
    betweenMs: BETWEEN_ECHOES_MS,
    send: () => sender.click('#send'),
  });
}

interface Trial {
  drawn: { selector: string; attribute: string };
  betweenMs: number;
  send(turn: number): Promise<void>;
}

async function measure(sender: Page, drawer: Page, { drawn, betweenMs, send }: Trial): Promise<number[]> {
  await drawer.evaluate((at) => window.probe.notePaints(at.selector, at.attribute), drawn);
  const delays: number[] = [];
  for (let turn = 0; turn < CUES + WARM_UP; turn += 1) {
    const before = await drawer.evaluate(() => Object.keys(window.probe.paints).length);
    const nextAtMs = performance.now() + betweenMs;
    await send(turn);
    const sentMs = await sender.evaluate(() => window.probe.lastInputMs);
    const painted = await drawer.waitForFunction(
      (known) => Object.values(window.probe.paints)[known],
      before,
      { polling: 20, timeout: LIMIT_MS },
    );
    if (turn >= WARM_UP) delays.push(((await painted.jsonValue()) ?? Number.NaN) - sentMs);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, nextAtMs - performance.now())));
  }
  return delays;
}
