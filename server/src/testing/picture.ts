import { openTestBrowser, type TestBrowser } from '@caipai/media/testing/browser';
import type { MediaPort } from '@caipai/shared/schemas/media';

export { openTestBrowser, type TestBrowser };

/** Publishes a moving picture with sound from a real browser, as the tab with this peer id would. */
export async function publishPicture(
  browser: TestBrowser,
  media: MediaPort,
  sessionId: string,
  peerId: string,
): Promise<void> {
  const page = await browser.join(media, sessionId, peerId);
  await page.evaluate("window.rig.publish({ codec: 'video/H264' })");
}
