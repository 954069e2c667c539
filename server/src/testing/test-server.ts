import { rm } from 'node:fs/promises';
import { createMediaNode, type MediaConfig, type MediaDeps, type MediaNode } from '@caipai/media/node';
import type { ClientRequests, ServerFacts } from '@caipai/shared/protocol/facts';
import type { RequestInput, RequestName, RequestValues } from '@caipai/shared/protocol/requests';
import type { Result } from '@caipai/shared/protocol/result';
import { PROTOCOL_VERSION } from '@caipai/shared/protocol/version';
import { io, type Socket } from 'socket.io-client';
import { uuidv7 } from 'uuidv7';
import { loadConfig } from '../config/config.ts';
import { createLog } from '../observability/log.ts';
import { type RunningServer, startServer } from '../server.ts';
import { makeDataDir } from './database-template.ts';
import { type HttpAnswer, type HttpOptions, request, signInAs } from './http-client.ts';
import { requiredSetting } from './required.ts';

export interface TestClient {
  socket: Socket<ServerFacts, ClientRequests>;
  /** Every fact that reached this socket, in order, as [name, payload]. */
  heard: [string, unknown][];
  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestValues[N]>>;
  /** Sends anything at all, as a forged client would. */
  askRaw(name: string, input: unknown): Promise<Result<unknown>>;
  /** Resolves with the first fact of that name, past or future, that fits. */
  hears<N extends keyof ServerFacts>(
    name: N,
    fits?: (fact: Parameters<ServerFacts[N]>[0]) => boolean,
  ): Promise<Parameters<ServerFacts[N]>[0]>;
}

export interface TestServer {
  running: RunningServer;
  media: MediaNode;
  dataDir: string;
  http(method: string, route: string, options?: HttpOptions): Promise<HttpAnswer>;
  signIn(persona: string): Promise<string>;
  connect(cookie: string, tabId?: string): Promise<TestClient>;
  /** With `keepData` another server can go on with the folder. */
  stop(options?: { keepData?: boolean }): Promise<void>;
}

export async function connectClient(
  baseUrl: string,
  cookie: string,
  tabId: string = uuidv7(),
  transport: 'websocket' | 'polling' = 'websocket',
): Promise<TestClient> {
  const socket: TestClient['socket'] = io(baseUrl, {
    transports: [transport],
    reconnection: false,
    extraHeaders: { cookie },
    auth: { protocolVersion: PROTOCOL_VERSION, tabId },
  });
  const heard: [string, unknown][] = [];
  const waiting = new Set<() => void>();
  socket.onAny((name: string, payload: unknown) => {
    heard.push([name, payload]);
    for (const look of [...waiting]) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const askRaw = (name: string, input: unknown): Promise<Result<unknown>> =>
    (socket as unknown as Socket).timeout(15_000).emitWithAck(name, input);
  return {
    socket,
    heard,
    askRaw,
    ask: (name, input) => askRaw(name, input) as never,
    hears(name, fits = () => true) {
      return new Promise((resolve) => {
        const look = () => {
          const found = heard.find(([each, payload]) => each === name && fits(payload as never));
          if (!found) return;
          waiting.delete(look);
          resolve(found[1] as never);
        };
        waiting.add(look);
        look();
      });
    },
  };
}

/** The whole program in this process, on free ports, with its data in a temporary folder. */
export async function startTestServer(
  environment: Record<string, string> = {},
  mediaOptions: Partial<MediaConfig> = {},
  disk: Pick<MediaDeps, 'freeBytes'> = {},
): Promise<TestServer> {
  const dataDir = environment.DATA_DIR ?? (await makeDataDir('server'));
  const config = loadConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent', ...environment }, []);
  const log = createLog(process.env.TEST_LOG_LEVEL ?? 'silent');
  const media = await createMediaNode(
    {
      workerBin: requiredSetting('MEDIASOUP_WORKER_BIN'),
      ffmpegPath: requiredSetting('FFMPEG_PATH'),
      recordingsDir: config.recordingsDir,
      announcedAddresses: ['127.0.0.1'],
      rtcPorts: { min: 42_000, max: 42_999 },
      workerCount: 1,
      minFreeBytes: 0,
      ...mediaOptions,
    },
    { log, clock: { nowMs: () => Date.now() }, ...disk },
  );
  const running = await startServer({ config, log, media });
  const clients: TestClient[] = [];

  const baseUrl = `http://127.0.0.1:${running.port}`;

  return {
    running,
    media,
    dataDir,
    http: (method, route, options) => request(baseUrl, method, route, options),
    signIn: (persona) => signInAs(baseUrl, persona),
    async connect(cookie, tabId) {
      const client = await connectClient(baseUrl, cookie, tabId);
      clients.push(client);
      return client;
    },
    async stop({ keepData = false } = {}) {
      for (const client of clients) client.socket.disconnect();
      await running.close();
      await media.close();
      if (!keepData) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An Opus track that no browser feeds: enough to publish and go live where the sound does not matter. */
export const silentTrack = {
  kind: 'audio' as const,
  source: 'microphone' as const,
  rtpParameters: {
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1 },
      },
    ],
    encodings: [{ ssrc: 11_111_111 }],
    headerExtensions: [],
    rtcp: { cname: 'test' },
  },
};

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Publishes the silent track as the anchor. */
export async function publish(anchor: TestClient, sessionId: string): Promise<void> {
  const { transportId } = must(await anchor.ask('media:openSend', { sessionId }));
  must(await anchor.ask('media:publish', { sessionId, transportId, ...silentTrack }));
}

/** Takes a session on air as its anchor would. */
export async function goLive(anchor: TestClient, sessionId: string): Promise<void> {
  must(await anchor.ask('session:join', { sessionId, as: 'studio' }));
  must(await anchor.ask('session:openLobby', { sessionId }));
  await publish(anchor, sessionId);
  must(await anchor.ask('session:goLive', { sessionId }));
}
