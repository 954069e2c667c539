import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { MediaPort, MediaRequestName } from '@caipai/shared/schemas/media';
import { mediaRequests } from '@caipai/shared/schemas/media';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { requireEnv } from './require-env.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

export interface TestBrowser {
  /** A page whose requests go to `port` under this room and peer. */
  join(port: MediaPort, roomId: string, peerId: string): Promise<Page>;
  close(): Promise<void>;
}

export async function openTestBrowser(): Promise<TestBrowser> {
  const script = await bundlePage();
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><body><script type="module">${script}</script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: httpPort } = server.address() as AddressInfo;
  const browser: Browser = await chromium.launch({
    executablePath: requireEnv('CAIPAI_CHROMIUM'),
    args: flags,
  });
  return {
    async join(port, roomId, peerId) {
      const page = await (await browser.newContext()).newPage();
      await page.exposeFunction('call', (name: MediaRequestName, input: object) =>
        port.request(name, mediaRequests[name].input.parse(input) as never),
      );
      await page.goto(`http://127.0.0.1:${httpPort}/?roomId=${roomId}&peerId=${peerId}`);
      await page.waitForFunction('window.rig !== undefined');
      return page;
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bundlePage(): Promise<string> {
  const entry = fileURLToPath(new URL('./page-entry.ts', import.meta.url));
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'page' } },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunk = outputs.find((output) => output.type === 'chunk');
  if (!chunk) throw new Error('page was not bundled');
  return chunk.code.replaceAll('</script', '<\\/script');
}
