import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ok } from '@caipai/shared/protocol/result';
import { type MediaPort, type MediaRequestName, mediaRequests } from '@caipai/shared/schemas/media';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import {
  asRefusal,
  type ControlFacts,
  type ControlRequests,
  PING_EVERY_MS,
  PING_LATE_MS,
  WRONG_TOKEN,
} from './wire.ts';

export interface ControlOptions {
  /** 0 lets the system choose. */
  listenPort: number;
  /** An address inside the private network; default is this machine only. */
  listenAddress?: string;
  /** Both sides know it; whoever has it may do everything that the port offers. */
  token: string;
  log: Logger;
}

export interface ControlServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * WebRTC parameters of a simulcast publisher are some 10 kB. What was said in a session comes in one message, for its
 * captions: some 150 kB for an hour of talking without a breath.
 */
const MAX_MESSAGE_BYTES = 8_000_000;

const FACTS_KEPT_MS = 60_000;

/** Offers `port` to servers on other machines. Every request is parsed again here: the wire is not trusted. */
export async function serveMediaControl(port: MediaPort, options: ControlOptions): Promise<ControlServer> {
  const http = createServer((_, response) => response.writeHead(404).end());
  const io = new Server<ControlRequests, ControlFacts>(http, {
    path: '/control',
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PING_LATE_MS,
    // After a blink of the network the server gets the facts it missed.
    connectionStateRecovery: { maxDisconnectionDuration: FACTS_KEPT_MS, skipMiddlewares: false },
  });
  io.use((socket, next) => {
    const known = sameSecret(socket.handshake.auth.token, options.token);
    if (!known) options.log.warn({ from: socket.handshake.address }, 'control connection with a wrong token');
    next(known ? undefined : new Error(WRONG_TOKEN));
  });
  io.on('connection', (socket) => {
    options.log.info({ from: socket.handshake.address }, 'control connected');
    socket.on('disconnect', (reason) => options.log.info({ reason }, 'control disconnected'));
    socket.onAny((name: string, input: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return;
      handle(port, name, input).then(answer as (result: unknown) => void, (error: unknown) =>
        (answer as (result: unknown) => void)(asRefusal(error)),
      );
    });
  });
  const offFacts = port.onFact((fact) => io.emit('fact', fact));
  http.listen(options.listenPort, options.listenAddress ?? '127.0.0.1');
  await once(http, 'listening');
  const bound = http.address() as AddressInfo;
  options.log.info({ port: bound.port }, 'control listening');
  return {
    port: bound.port,
    async close() {
      offFacts();
      await io.close();
    },
  };
}

async function handle(port: MediaPort, name: string, input: unknown) {
  if (!isRequestName(name)) return asRefusal(new TypeError(name));
  const parsed = mediaRequests[name].input.safeParse(input);
  if (!parsed.success)
    return {
      ok: false,
      error: {
        code: 'input.invalid',
        fields: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
      },
    };
  return ok(await port.request(name, parsed.data as never));
}

function isRequestName(name: string): name is MediaRequestName {
  return Object.hasOwn(mediaRequests, name);
}

/** In constant time, also when the lengths differ. */
function sameSecret(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || expected === '') return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
