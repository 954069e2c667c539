import type { Page } from 'playwright-core';

const LIMIT_MS = 20_000;

/** Wall clock at which `selector` showed its first picture; the page must be following it. */
export async function firstFrameMs(page: Page, selector: string): Promise<number> {
  const handle = await page.waitForFunction((at) => window.probe.frames(at)[0]?.wallMs, selector, {
    polling: 20,
    timeout: LIMIT_MS,
  });
  const wallMs = await handle.jsonValue();
  if (wallMs === undefined) throw new Error('no picture');
  return wallMs;
}

/** Lets every page of this context take down when `selector` shows pictures, from the first one on. */
export async function followFromStart(page: Page, selector: string, readCode = false): Promise<void> {
  await page.context().addInitScript(`window.probe.follow(${JSON.stringify(selector)}, ${readCode})`);
}
