// A worker that builds and starts may still die at the first browser: see worker-build/patches.mjs. Smoke tests
// without a browser have missed that once, so this one sends a real browser's pictures through the worker and back.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { types } from 'mediasoup';
import * as mediasoup from 'mediasoup';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readToolchain } from '../lib/toolchain.mjs';
import type { RoundTrip, SignalRequest } from './worker-handshake.page.ts';

const framesWanted = 30;

const chromiumFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

let browser: Browser;
let pageServer: Server;
let worker: types.Worker;

beforeAll(async () => {
  const toolchain = readToolchain();
  worker = await mediasoup.createWorker({
    workerBin: toolchain.workerBin,
    logLevel: 'warn',
  });
  [browser, pageServer] = await Promise.all([
    chromium.launch({
      executablePath: toolchain.chromiumPath,
      chromiumSandbox: false,
      args: chromiumFlags,
    }),
    servePage(),
  ]);
});

afterAll(async () => {
  await browser?.close();
  pageServer?.close();
  worker?.close();
});

test.for([
  { mimeType: 'video/H264', parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' } },
  { mimeType: 'video/VP8', parameters: {} },
])('a browser decodes $mimeType that went through the worker, and the worker lives', async (codec) => {
  let death: Error | undefined;
  worker.once('died', (error) => {
    death = error;
  });
  const router = await worker.createRouter({
    mediaCodecs: [
      { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
      { kind: 'video', mimeType: codec.mimeType, clockRate: 90_000, parameters: codec.parameters },
    ],
  });
  const page = await browser.newPage();
  await page.exposeFunction('signal', signalling(router));
  // A local host name makes the page a secure context, without which there is no camera.
  await page.goto(`http://localhost:${(pageServer.address() as AddressInfo).port}/`);

  const result: RoundTrip = await page.evaluate((wanted) => window.roundTrip(wanted), framesWanted);

  expect(result.framesDecoded).toBeGreaterThanOrEqual(framesWanted);
  expect(result.audioSamples).toBeGreaterThan(0);
  expect(result.dtlsVersion).toMatch(/^FE/);
  expect(result.srtpCipher).not.toBe('');
  expect(death).toBeUndefined();
  expect(worker.closed).toBe(false);
  await page.close();
  router.close();
});

/** The server's half of the signalling, as one function for the page to call. */
function signalling(router: types.Router) {
  const transports = new Map<string, types.WebRtcTransport>();
  const transportOf = (id: string) => {
    const transport = transports.get(id);
    if (!transport) throw new Error(`no transport ${id}`);
    return transport;
  };
  return async (request: SignalRequest): Promise<unknown> => {
    switch (request.name) {
      case 'capabilities':
        return router.rtpCapabilities;
      case 'createTransport': {
        const transport = await router.createWebRtcTransport({
          listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
        });
        transports.set(transport.id, transport);
        const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
        return { id, iceParameters, iceCandidates, dtlsParameters };
      }
      case 'connect':
        return transportOf(request.transportId).connect({ dtlsParameters: request.dtlsParameters });
      case 'produce':
        return (await transportOf(request.transportId).produce(request)).id;
      case 'consume': {
        const consumer = await transportOf(request.transportId).consume(request);
        const { id, producerId, kind, rtpParameters } = consumer;
        return { id, producerId, kind, rtpParameters };
      }
    }
  };
}

async function servePage(): Promise<Server> {
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('./worker-handshake.page.ts', import.meta.url)),
        formats: ['iife'],
        name: 'page',
      },
    },
  });
  const [output] = Array.isArray(bundle) ? bundle : [];
  const script = output?.output[0].code;
  if (!script) throw new Error('the bundler gave no script');
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><body><script src="/page.js"></script>');
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return server;
}
