import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPerson } from '../../../client/e2e/support/browser.ts';
import { startStudio } from '../../../client/e2e/support/studio-server.ts';
import { cpuSeconds } from '../cpu.ts';
import { describeSpread, median, type Suite, say } from '../figures.ts';

const manifest = fileURLToPath(new URL('../../../client/dist/.vite/manifest.json', import.meta.url));
const ROUNDS = Number(process.env.METER_ROUNDS ?? 6);
const WINDOW_MS = 10_000;
/** After the meter is opened or closed, until it is about what it will be. */
const SETTLE_MS = 2_000;

export const meter: Suite = {
  name: 'meter',
  says:
    'Processor time of the whole browser, in percent of one core, that the speech meter takes: a page of the built ' +
    'client with an open microphone, ten seconds with the meter and ten without, in turns. What the same page needs ' +
    'without it is the baseline; the figure is the difference.',
  figures: ['meter_cpu_percent', 'meter_frames_per_s'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const server = await startStudio();
    open.defer(() => server.close());
    const browser = await launchBrowser({ kind: 'files', orientation: 'landscape', language: 'en' });
    open.defer(() => browser.close());
    const { page, close } = await openPerson(browser, { baseUrl: server.baseUrl });
    open.defer(close);
    await page.goto('/sign-in', { waitUntil: 'networkidle' });
    await openMicrophone(page);
    const [withMeter, without, frames]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      without.push(await cpuPercent(browser, page));
      await openMeter(page);
      await page.waitForTimeout(SETTLE_MS);
      const before = await framesOf(page);
      withMeter.push(await cpuPercent(browser, page));
      frames.push(((await framesOf(page)) - before) / (WINDOW_MS / 1_000));
      await page.evaluate(() => window.benchMeter?.close());
      await page.waitForTimeout(SETTLE_MS);
    }
    say(`with: ${withMeter.map((each) => each.toFixed(1)).join(' ')}`);
    say(`without: ${without.map((each) => each.toFixed(1)).join(' ')}`);
    say(`frames a second: ${describeSpread(frames)}`);
    const baseline = { name: 'the same page without the meter', value: median(without) };
    const added = withMeter.map((value, round) => value - (without[round] ?? 0));
    report({ name: 'meter_cpu_percent', value: median(added), unit: '%', n: ROUNDS, baseline });
    report({
      ...{ name: 'meter_frames_per_s', value: median(frames), unit: '1/s', n: ROUNDS },
      baseline: { name: 'what it promises', value: 10 },
    });
  },
};

interface BenchMeter {
  listenTo(track: MediaStreamTrack): void;
  on(name: 'frame', listener: () => void): void;
  close(): void;
}

declare global {
  interface Window {
    benchMicrophone?: MediaStreamTrack;
    benchMeter?: BenchMeter;
    benchFrames?: number;
  }
}

async function openMicrophone(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    window.benchMicrophone = stream.getAudioTracks()[0];
  });
}

/** The client's own meter, as it was built. */
async function openMeter(page: Page): Promise<void> {
  const modules: Record<string, { file: string }> = JSON.parse(readFileSync(manifest, 'utf8'));
  const file = modules['src/speech/speech-meter.ts']?.file;
  if (!file) throw new Error('the client was built without the meter');
  await page.evaluate(async (url) => {
    const { SpeechMeter }: { SpeechMeter: new () => BenchMeter } = await import(url);
    const opened = new SpeechMeter();
    window.benchMeter = opened;
    window.benchFrames = 0;
    opened.on('frame', () => {
      window.benchFrames = (window.benchFrames ?? 0) + 1;
    });
    if (window.benchMicrophone) opened.listenTo(window.benchMicrophone);
  }, `/${file}`);
}

const framesOf = (page: Page) => page.evaluate(() => window.benchFrames ?? 0);

/** Of all processes of the browser, over one window. */
async function cpuPercent(browser: Browser, page: Page): Promise<number> {
  const wire = await browser.newBrowserCDPSession();
  const { processInfo } = await wire.send('SystemInfo.getProcessInfo');
  const pids = processInfo.map(({ id }) => id);
  const spent = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const [startedAtMs, before] = [performance.now(), spent()];
  await page.waitForTimeout(WINDOW_MS);
  const percent = ((spent() - before) * 100_000) / (performance.now() - startedAtMs);
  await wire.detach();
  return percent;
}
