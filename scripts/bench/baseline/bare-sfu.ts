import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWorker, type types } from 'mediasoup';
import { freeUdpPorts } from '../../../client/e2e/support/free-ports.ts';
import { pageScript } from '../../../client/e2e/support/page-script.ts';
import { programPath } from '../../fixtures/programs.ts';

/**
 * A bare page on a bare router of the same SFU: no accounts, no database, no user interface, nothing
 * recorded. What a page on this machine could reach at best; one publisher, any number of viewers.
 */
export interface BareSfu {
  baseUrl: string;
  close(): Promise<void>;
}

const codecs: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: {
      'packetization-mode': 1,
      'profile-level-id': '42e01f',
      'level-asymmetry-allowed': 1,
      'x-google-start-bitrate': 1_500,
    },
  },
];

export async function startBareSfu(): Promise<BareSfu> {
  const worker = await createWorker({ workerBin: programPath('MEDIASOUP_WORKER_BIN'), logLevel: 'none' });
  const port = await freeUdpPorts(2);
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1', port }],
  });
  const router = await worker.createRouter({ mediaCodecs: codecs });
  const transports = new Map<string, types.WebRtcTransport>();
  const producers: types.Producer[] = [];
  const consumers = new Map<string, types.Consumer>();

  async function openTransport() {
    const transport = await router.createWebRtcTransport({
      webRtcServer,
      initialAvailableOutgoingBitrate: 2_000_000,
    });
    transports.set(transport.id, transport);
    const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
    return { transport, offer: { id, iceParameters, iceCandidates, dtlsParameters } };
  }
  const get = <T>(map: Map<string, T>, id: string): T => {
    const found = map.get(id);
    if (!found) throw new Error(`unknown ${id}`);
    return found;
  };

  // biome-ignore lint/suspicious/noExplicitAny: the two ends of this yardstick are written side by side
  const answers: Record<string, (input: any) => Promise<unknown>> = {
    capabilities: async () => router.rtpCapabilities,
    openSend: async () => (await openTransport()).offer,
    produce: async ({ transportId, kind, rtpParameters }) => {
      const producer = await get(transports, transportId).produce({ kind, rtpParameters });
      producers.push(producer);
      return { id: producer.id };
    },
    openReceive: async ({ rtpCapabilities }) => {
      const { transport, offer } = await openTransport();
      const offers = await Promise.all(
        producers.map(async ({ id: producerId }) => {
          const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true });
          consumers.set(consumer.id, consumer);
          const { id, kind, rtpParameters } = consumer;
          return { id, producerId, kind, rtpParameters };
        }),
      );
      return { offer, offers };
    },
    connect: async ({ transportId, dtlsParameters }) => {
      await get(transports, transportId).connect({ dtlsParameters });
      return null;
    },
    pause: async ({ consumerIds }) => {
      await Promise.all((consumerIds as string[]).map((id) => get(consumers, id).pause()));
      return null;
    },
    resume: async ({ consumerIds }) => {
      await Promise.all((consumerIds as string[]).map((id) => get(consumers, id).resume()));
      return null;
    },
  };

  const script = await pageScript(new URL('./bare-page.ts', import.meta.url));
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bare');
    if (pathname.startsWith('/ask/')) {
      const answer = answers[pathname.slice('/ask/'.length)];
      const value = answer ? await answer(await readJson(request)) : null;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(value));
    } else if (pathname === '/page.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(script);
    } else {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(
        '<!doctype html><button id="watch">Watch</button><video muted autoplay playsinline></video><script src="/page.js"></script>',
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      worker.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
}
