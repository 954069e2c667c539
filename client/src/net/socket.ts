import type { ClientRequests, ServerFacts } from '@caipai/shared/protocol/facts';
import type { HandshakeAuth } from '@caipai/shared/protocol/handshake';
import type { RequestInput, RequestName, RequestValues } from '@caipai/shared/protocol/requests';
import { type Result, refuse } from '@caipai/shared/protocol/result';
import { PROTOCOL_VERSION } from '@caipai/shared/protocol/version';
import type { Socket } from 'socket.io-client';
import { feedClock, restartClock } from './clock.ts';
import { connection } from './connection.ts';
import { reconnectDelayMs } from './reconnect.ts';
import { tabId } from './tab-id.ts';

type StudioSocket = Socket<ServerFacts, ClientRequests>;
export type FactName = keyof ServerFacts;

const ASK_TIMEOUT_MS = 8_000;
const CLOCK_READINGS = 3;
const CLOCK_PERIOD_MS = 60_000;

let opening: Promise<StudioSocket> | null = null;
/** The socket once its code is there: what is asked from then on leaves at once, ahead of any drawing. */
let current: StudioSocket | null = null;
let attempt = 0;
let retryTimer: ReturnType<typeof setTimeout> | null = null;
let clockTimer: ReturnType<typeof setInterval> | null = null;
/** Ends what the socket listens to in the window. */
let listening = new AbortController();

/** Opens the one socket of this page, or hands out the open one. Call it early on live routes. */
export function openSocket(): Promise<StudioSocket> {
  opening ??= create().catch((error) => {
    // The code of the socket did not arrive: the next one who asks tries again.
    opening = null;
    throw error;
  });
  return opening;
}

/** Closes the socket for good: after signing out, the next person gets their own. */
export async function closeSocket(): Promise<void> {
  const closing = opening;
  opening = null;
  current = null;
  if (retryTimer) clearTimeout(retryTimer);
  if (clockTimer) clearInterval(clockTimer);
  retryTimer = clockTimer = null;
  attempt = 0;
  listening.abort();
  listening = new AbortController();
  // At once: another socket may be opened before the code of this one has arrived.
  connection.setState({ status: 'idle', lostAtMs: null });
  if (closing) (await closing).disconnect();
}

async function create(): Promise<StudioSocket> {
  connection.setState({ status: 'connecting' });
  const { signal } = listening;
  const { io } = await import('socket.io-client');
  const socket: StudioSocket = io({
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // The delays are ours, see reconnect.ts.
    reconnection: false,
    auth: { protocolVersion: PROTOCOL_VERSION, tabId: tabId() } satisfies HandshakeAuth,
  });
  socket.on('connect', () => {
    attempt = 0;
    connection.setState((state) => ({ status: 'connected', epoch: state.epoch + 1, lostAtMs: null }));
    restartClock();
    void readClock(socket);
  });
  socket.on('connect_error', (error) => {
    const code = (error as Error & { data?: { code?: string } }).data?.code;
    if (code === 'protocol.versionMismatch') connection.setState({ status: 'outdated' });
    else if (code === 'auth.required') connection.setState({ status: 'refused' });
    else scheduleRetry(socket);
  });
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') scheduleRetry(socket);
  });
  // Closed while its code was on the way: by now there may be another one.
  if (signal.aborted) return socket;
  window.addEventListener('online', () => retryNow(socket), { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') retryNow(socket);
    },
    { signal },
  );
  clockTimer = setInterval(() => {
    // A clock that was set or drifts must not be trusted for its one good reading of long ago.
    restartClock();
    void readClock(socket);
  }, CLOCK_PERIOD_MS);
  current = socket;
  return socket;
}

function scheduleRetry(socket: StudioSocket): void {
  if (retryTimer) return;
  connection.setState((state) => ({ status: 'reconnecting', lostAtMs: state.lostAtMs ?? Date.now() }));
  retryTimer = setTimeout(() => {
    retryTimer = null;
    socket.connect();
  }, reconnectDelayMs(attempt++));
}

function retryNow(socket: StudioSocket): void {
  if (!retryTimer) return;
  clearTimeout(retryTimer);
  retryTimer = null;
  attempt = 0;
  socket.connect();
}

async function readClock(socket: StudioSocket): Promise<void> {
  for (let reading = 0; reading < CLOCK_READINGS && socket.connected; reading++) {
    const sentAtMs = Date.now();
    const answer = await ask('clock:read', {});
    if (answer.ok) feedClock(answer.value.serverNowMs, sentAtMs, Date.now());
  }
}

/**
 * Sends a request over the socket and waits for its answer. Never throws: no connection and no answer
 * within `timeoutMs` are both `server.unavailable`. A request made while disconnected is sent as soon
 * as the connection is back, if that is in time; a `volatile` one is dropped when the line is not free.
 */
export async function ask<N extends RequestName>(
  name: N,
  input: RequestInput<N>,
  options: { timeoutMs?: number; volatile?: boolean } = {},
): Promise<Result<RequestValues[N]>> {
  const socket = current ?? (await openSocket().catch(() => null));
  if (!socket) {
    opening = null;
    return refuse('server.unavailable');
  }
  // socket.io's overloads cannot follow a generic event name; the contract's types guard both ends.
  const line = options.volatile ? socket.volatile : socket;
  const sender = line.timeout(options.timeoutMs ?? ASK_TIMEOUT_MS) as unknown as {
    emitWithAck(name: string, input: unknown): Promise<Result<RequestValues[N]>>;
  };
  try {
    return await sender.emitWithAck(name, input);
  } catch {
    return refuse('server.unavailable');
  }
}

/** Listens to a fact; the answer stops listening. Opens the socket if nobody did yet. */
export function onFact<N extends FactName>(name: N, listener: ServerFacts[N]): () => void {
  let stopped = false;
  let stop = () => {
    stopped = true;
  };
  void openSocket().then((socket) => {
    if (stopped) return;
    const handler = listener as never;
    socket.on(name, handler);
    stop = () => {
      socket.off(name, handler);
    };
  });
  return () => stop();
}
