import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPerson } from '../../../client/e2e/support/browser.ts';
import { pageScript } from '../../../client/e2e/support/page-script.ts';
import { startStudio } from '../../../client/e2e/support/studio-server.ts';
import { startPostgres } from '../../../server/src/testing/postgres.ts';
import { openEchoRoom } from '../baseline/echo-room.ts';
import { signUpClass } from '../crowd.ts';
import type { AudienceReport } from '../danmaku/audience.ts';
import { type Hall, openHall } from '../danmaku/hall.ts';
import { describeSpread, quantile, type Suite, say } from '../figures.ts';
import { openStudioRoom } from '../studio-room.ts';

const VIEWERS = 300;
const COMMENTS_PER_SECOND = 200;
const CUES = 100;
const WARM_UP = 5;
/** Two cues have room on the stage, and each keeps its place until it could be read. */
const BETWEEN_MS = 800;
const BETWEEN_ECHOES_MS = 300;
/** What takes longer counts as this long. */
const LIMIT_MS = 5_000;
/** A baseline that cannot keep up is not waited for a hundred times. */
const ALL_LIMIT_MS = 120_000;

/** All of one priority: a cue waits while two more pressing ones stand. */
const kinds = ['slowDown', 'louder', 'smile', 'showProduct'];

export const cue: Suite = {
  name: 'cue',
  says:
    "The instructor clicks a cue key in one browser; the time ends when the frame that holds the cue is out in the anchor's " +
    'browser, while the anchor sends 1280 × 720, and 300 viewers with accounts of their own are in the room ' +
    'and say 200 danmaku a second together. The baseline is a page on plain socket.io that echoes cues and ' +
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
  // A school of this size runs on PostgreSQL; where there is none the embedded database is part of the measurement.
  const postgres = process.env.CAIPAI_POSTGRES_BIN_DIR ? await startPostgres() : null;
  open.defer(() => postgres?.stop());
  const server = await startStudio(postgres ? { DATABASE_URL: await postgres.createDatabase('cue') } : {});
  open.defer(() => server.close());
  const room = await openStudioRoom(left, server);
  open.defer(() => room.close());
  const { baseUrl } = server;
  const hall = await openHall({
    ...{ port: Number(new URL(baseUrl).port), sessionId: room.sessionId, clients: VIEWERS, product: true },
    cookies: await signUpClass(baseUrl, VIEWERS),
  });
  open.defer(() => hall.close());
  const coach = await openPerson(right, { baseUrl, persona: 'instructor' });
  open.defer(() => coach.close());
  await coach.page.goto(`/sessions/${room.sessionId}/coach`);
  await coach.page.locator('[data-testid=cue-key-smile]:enabled').waitFor();
  startTalking(hall);
  const delays = await measure(coach.page, room.anchor.page, {
    drawn: { selector: '[data-testid=cue-overlay]', attribute: 'data-cue-id' },
    betweenMs: BETWEEN_MS,
    send: (turn) => coach.page.getByTestId(`cue-key-${kinds[turn % kinds.length]}`).click(),
  });
  await tell('danmaku', hall);
  return delays;
}

async function measureEcho(left: Browser, right: Browser): Promise<number[]> {
  await using open = new AsyncDisposableStack();
  const echo = await openEchoRoom();
  open.defer(() => echo.close());
  const hall = await openHall({
    ...{ port: echo.port, sessionId: '', clients: VIEWERS, product: false },
    cookies: [''],
  });
  open.defer(() => hall.close());
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
  startTalking(hall);
  const delays = await measure(sender, drawer, {
    drawn: { selector: '.cue', attribute: 'data-cue-id' },
    betweenMs: BETWEEN_ECHOES_MS,
    send: () => sender.click('#send'),
  });
  await tell('danmaku of the plain echo', hall);
  return delays;
}

function startTalking(hall: Hall): void {
  hall.talk(COMMENTS_PER_SECOND);
  hall.count();
}

async function tell(name: string, hall: Hall): Promise<void> {
  const reports = await hall.report();
  const sum = (of: (report: AudienceReport) => number) => reports.reduce((all, each) => all + of(each), 0);
  const seconds = reports[0]?.seconds ?? Number.NaN;
  say(
    `${name}: ${(sum(({ taken }) => taken) / seconds).toFixed(0)} a second taken, ${sum(({ refused }) => refused)} refused, ` +
      `${(sum(({ deliveries }) => deliveries) / seconds).toFixed(0)} deliveries a second`,
  );
}

interface Trial {
  drawn: { selector: string; attribute: string };
  betweenMs: number;
  send(turn: number): Promise<void>;
}

async function measure(sender: Page, drawer: Page, { drawn, betweenMs, send }: Trial): Promise<number[]> {
  await drawer.evaluate((at) => window.probe.notePaints(at.selector, at.attribute), drawn);
  const delays: number[] = [];
  const lastAtMs = performance.now() + ALL_LIMIT_MS;
  for (let turn = 0; turn < CUES + WARM_UP && performance.now() < lastAtMs; turn += 1) {
    const before = await drawer.evaluate(() => Object.keys(window.probe.paints).length);
    const nextAtMs = performance.now() + betweenMs;
    await send(turn);
    const sentMs = await sender.evaluate(() => window.probe.lastInputMs);
    const paintedMs = await drawer
      .waitForFunction((known) => Object.values(window.probe.paints)[known], before, {
        ...{ polling: 20, timeout: LIMIT_MS },
      })
      .then((painted) => painted.jsonValue())
      .catch(() => undefined);
    if (turn >= WARM_UP) delays.push(paintedMs === undefined ? LIMIT_MS : paintedMs - sentMs);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, nextAtMs - performance.now())));
  }
  return delays;
}
