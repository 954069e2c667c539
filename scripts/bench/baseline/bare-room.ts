import type { Browser, Page } from 'playwright-core';
import { pageScript } from '../../../client/e2e/support/page-script.ts';
import { startBareSfu } from './bare-sfu.ts';

export const sourceSize = { width: 1280, height: 720, fps: 30 };

export interface BareRoom {
  baseUrl: string;
  /** The page that publishes. */
  source: Page;
  /** A page with the probe in a context of its own, with nothing in its cache. */
  newPage(browser: Browser): Promise<Page>;
  close(): Promise<void>;
}

/** The bare SFU with somebody publishing the same clock camera that the product is measured with. */
export async function openBareRoom(publisher: Browser): Promise<BareRoom> {
  const sfu = await startBareSfu();
  const probe = await pageScript(new URL('../../../client/e2e/support/page-probe.ts', import.meta.url));
  const pages: Page[] = [];
  async function newPage(browser: Browser): Promise<Page> {
    const context = await browser.newContext({ baseURL: sfu.baseUrl });
    await context.addInitScript(probe);
    const page = await context.newPage();
    pages.push(page);
    return page;
  }
  const source = await newPage(publisher);
  await source.addInitScript(`window.useClockCamera(${JSON.stringify(sourceSize)})`);
  await source.goto('/');
  await source.evaluate(() => window.publish());
  return {
    baseUrl: sfu.baseUrl,
    source,
    newPage,
    async close() {
      await Promise.all(pages.map((page) => page.context().close()));
      await sfu.close();
    },
  };
}
