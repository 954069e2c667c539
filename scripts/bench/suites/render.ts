import type { Page } from 'playwright-core';
import { launchBrowser } from '../../../client/e2e/support/browser.ts';
import { pageScript } from '../../../client/e2e/support/page-script.ts';
import { describeSpread, quantile, type Suite, say } from '../figures.ts';
import type { Flight, Flown } from '../render/page.ts';

const ON_SCREEN = 300;
const WARM_UP_MS = 10_000;
const MEASURED_MS = 20_000;
/** Large enough that 300 short comments fit without one over another. */
const viewport = { width: 1_920, height: 1_080 };

export const render: Suite = {
  name: 'render',
  says:
    'A page of 1920 × 1080 in Chromium without a graphics card keeps 300 comments flying at the speed of the product ' +
    'and with its drawing; frames are counted by requestAnimationFrame over 20 s after 10 s of warm-up. The ' +
    "baseline is the same library's other engine, which moves DOM nodes, in the same browser right after.",
  figures: ['render_fps', 'render_frame_p99_ms'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const browser = await launchBrowser();
    open.defer(() => browser.close());
    const page = await browser.newPage({ viewport });
    await page.setContent('<!doctype html><body></body>');
    await page.addScriptTag({ content: await pageScript(new URL('../render/page.ts', import.meta.url)) });
    const canvas = await fly(page, 'canvas');
    const dom = await fly(page, 'dom');
    report({
      ...{ name: 'render_fps', value: fpsOf(canvas), unit: '1/s', n: canvas.intervalsMs.length },
      baseline: { name: 'DOM engine, same browser', value: fpsOf(dom) },
    });
    report({
      ...{ name: 'render_frame_p99_ms', value: quantile(canvas.intervalsMs, 0.99), unit: 'ms' },
      n: canvas.intervalsMs.length,
      baseline: { name: 'DOM engine, same browser', value: quantile(dom.intervalsMs, 0.99) },
    });
  },
};

async function fly(page: Page, engine: Flight['engine']): Promise<Flown> {
  const flight = { engine, onScreen: ON_SCREEN, warmUpMs: WARM_UP_MS, measuredMs: MEASURED_MS };
  const flown = await page.evaluate((given) => window.fly(given), flight);
  if (flown.fewest < ON_SCREEN) say(`${engine}: at times only ${flown.fewest} comments were in the air`);
  say(
    `${engine}: ${fpsOf(flown).toFixed(1)} frames a second, intervals in ms: ${describeSpread(flown.intervalsMs)}`,
  );
  return flown;
}

function fpsOf({ intervalsMs }: Flown): number {
  return (intervalsMs.length * 1_000) / intervalsMs.reduce((sum, each) => sum + each, 0);
}
