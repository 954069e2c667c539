import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPerson } from '../../../client/e2e/support/browser.ts';
import { type Suite, say } from '../figures.ts';
import { firstFrameMs, followFromStart } from '../first-frame.ts';
import { openStudioRoom, type StudioRoom } from '../studio-room.ts';

const assets = fileURLToPath(new URL('../../../client/dist/assets', import.meta.url));

export const weight: Suite = {
  name: 'weight',
  says:
    'Bytes of JavaScript that come over the wire (compressed, without headers) into a browser with an empty ' +
    'cache: for the watch page every script asked for before its first picture, for the sign-in page every ' +
    'script until the network is quiet. The baseline is all JavaScript of the client together, brotli.',
  figures: ['watch_js_kb', 'signin_js_kb'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const browser = await launchBrowser();
    open.defer(() => browser.close());
    const room = await openStudioRoom(browser);
    open.defer(() => room.close());
    const watch = await weighWatch(browser, room);
    const signIn = await weighSignIn(browser, room.server.baseUrl);
    const baseline = { name: 'all JavaScript of the client, brotli', value: wholeClientKb() };
    for (const [name, scripts] of [
      ['watch_js_kb', watch],
      ['signin_js_kb', signIn],
    ] as const) {
      const list = scripts.map(({ file, bytes }) => `${file} ${(bytes / 1_024).toFixed(1)}`).join(', ');
      say(`${name}: ${scripts.length} files: ${list}`);
      const value = scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1_024;
      report({ name, value, unit: 'KB', n: 1, baseline });
    }
  },
};

interface Script {
  file: string;
  bytes: number;
}

async function weighWatch(browser: Browser, { server, sessionId }: StudioRoom): Promise<Script[]> {
  const peer = await openPerson(browser, { baseUrl: server.baseUrl, persona: 'peer-1' });
  const picture = '[data-testid=watch-video]';
  await followFromStart(peer.page, picture);
  const scripts = await weigh(peer.page, async () => {
    await peer.page.goto(`/sessions/${sessionId}/watch`);
    return firstFrameMs(peer.page, picture);
  });
  await peer.close();
  return scripts;
}

async function weighSignIn(browser: Browser, baseUrl: string): Promise<Script[]> {
  const stranger = await openPerson(browser, { baseUrl });
  const scripts = await weigh(stranger.page, async () => {
    await stranger.page.goto('/sign-in', { waitUntil: 'networkidle' });
    return Number.POSITIVE_INFINITY;
  });
  await stranger.close();
  return scripts;
}

/** Scripts asked for until the wall clock that `open` answers. */
async function weigh(page: Page, open: () => Promise<number>): Promise<Script[]> {
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  const asked = new Map<string, { file: string; atMs: number; bytes: number; isScript: boolean }>();
  wire.on('Network.requestWillBeSent', ({ requestId, request, wallTime, type }) => {
    const file = new URL(request.url).pathname.split('/').at(-1) ?? '';
    const isScript = type === 'Script' || file.endsWith('.js');
    asked.set(requestId, { file, atMs: wallTime * 1_000, bytes: 0, isScript });
  });
  wire.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const request = asked.get(requestId);
    if (request) request.bytes += encodedDataLength;
  });
  const untilMs = await open();
  await page.waitForLoadState('networkidle');
  await wire.detach();
  return [...asked.values()]
    .filter(({ isScript, atMs }) => isScript && atMs <= untilMs)
    .map(({ file, bytes }) => ({ file, bytes }))
    .sort((a, b) => b.bytes - a.bytes);
}

function wholeClientKb(): number {
  const bytes = readdirSync(assets)
    .filter((name) => name.endsWith('.js'))
    .map((name) => {
      // Small files are not worth compressing and have no compressed twin.
      try {
        return statSync(`${assets}/${name}.br`).size;
      } catch {
        return statSync(`${assets}/${name}`).size;
      }
    });
  return bytes.reduce((sum, each) => sum + each, 0) / 1_024;
}
