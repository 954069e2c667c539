import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Result } from '@caipai/shared/protocol/result';
import {
  type MediaFact,
  type MediaInput,
  type MediaOutput,
  type MediaPort,
  type MediaRequestName,
  mediaRequests,
} from '@caipai/shared/schemas/media';
import { io, type Socket } from 'socket.io-client';
import { fromRefusal } from './wire.ts';

export interface ControlConnection extends MediaPort {
  readonly connected: boolean;
}

/** Longer than any request may take: stopping a recording waits up to 3 s for ffmpeg, a poster up to 10 s. */
const ANSWER_LIMIT_MS = 15_000;
/** Encoding takes as long as it takes; a node that dies meanwhile is known by its connection. */
const LONG_WORK_LIMIT_MS = 24 * 3_600_000;
const longWork: ReadonlySet<MediaRequestName> = new Set(['recording:finish', 'recording:splice']);

/** For how long the first connection may take: both may have been started at the same time. */
const CONNECT_LIMIT_MS = 3_000;

/**
 * For how long a broken connection may be a blink of the network, after which the facts that were missed follow.
 * Together with the node's ping (see wire.ts) a node that vanished is given up within three seconds.
 */
const BLINK_MS = 800;

/**
 * A media node on another machine, as the same port. Requests fail with `media.unavailable` while it is out of
 * reach, at once when that has lasted longer than a blink. Then, or when it comes back and facts were missed,
 * what this side believes of its rooms is worth nothing: they are told as lost here and closed there.
 */
export function connectMediaNode(url: string, token: string): ControlConnection {
  const socket: Socket = io(url, {
    path: '/control',
    transports: ['websocket'],
    auth: { token },
    reconnectionDelay: 200,
    reconnectionDelayMax: 3_000,
    // A request that waited for a reconnection would be answered to nobody.
    retries: 0,
  });
  const listeners = new Set<(fact: MediaFact) => void>();
  const rooms = new Set<string>();
  /** Told as lost while the node was out of reach, where they may still be open. */
  const abandoned = new Set<string>();
  const tell = (fact: MediaFact) => {
    if (fact.type === 'roomLost') rooms.delete(fact.roomId);
    for (const listener of [...listeners]) listener(fact);
  };
  const giveUpRooms = () => {
    for (const roomId of [...rooms]) {
      abandoned.add(roomId);
      tell({ type: 'roomLost', roomId });
    }
  };
  socket.on('fact', tell);
  let wasConnected = false;
  let gone = false;
  let blink: NodeJS.Timeout | undefined;
  const unanswered = new Set<(error: Error) => void>();
  const giveUp = () => {
    gone = true;
    for (const reject of unanswered) reject(new Error('the media node is gone'));
    giveUpRooms();
  };
  socket.on('disconnect', () => {
    clearTimeout(blink);
    blink = setTimeout(giveUp, BLINK_MS);
  });
  socket.on('connect', () => {
    clearTimeout(blink);
    gone = false;
    if (wasConnected && !socket.recovered) giveUpRooms();
    wasConnected = true;
    // Before anybody asks for one of them anew.
    for (const roomId of abandoned) socket.emit('room:close', { roomId }, () => {});
    abandoned.clear();
  });

  return {
    get connected() {
      return socket.connected;
    },
    async request<N extends MediaRequestName>(name: N, input: MediaInput<N>): Promise<MediaOutput<N>> {
      if (gone) throw new StudioError('media.unavailable', `${name}: the media node is out of reach`);
      await whenConnected(socket, wasConnected ? BLINK_MS : CONNECT_LIMIT_MS);
      let result: Result<unknown>;
      const goneFirst = Promise.withResolvers<never>();
      unanswered.add(goneFirst.reject);
      try {
        const limitMs = longWork.has(name) ? LONG_WORK_LIMIT_MS : ANSWER_LIMIT_MS;
        result = await Promise.race([socket.timeout(limitMs).emitWithAck(name, input), goneFirst.promise]);
      } catch (error) {
        throw new StudioError('media.unavailable', `${name}: no answer from the media node`, {
          cause: error,
        });
      } finally {
        unanswered.delete(goneFirst.reject);
      }
      if (!result.ok) throw fromRefusal(name, result.error);
      if ('roomId' in input) {
        if (name === 'room:open') rooms.add(input.roomId);
        if (name === 'room:close') rooms.delete(input.roomId);
      }
      return mediaRequests[name].output.parse(result.value) as MediaOutput<N>;
    },
    onFact(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      socket.disconnect();
      clearTimeout(blink);
    },
  };
}

/** Lets a connection that is being made be made, and gives up soon on one that is not. */
function whenConnected(socket: Socket, limitMs: number): Promise<void> {
  if (socket.connected) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const settle = (error?: unknown) => {
      clearTimeout(timer);
      socket.off('connect', onConnect);
      socket.off('connect_error', onError);
      if (error === undefined) resolve();
      else reject(new StudioError('media.unavailable', 'no connection to the media node', { cause: error }));
    };
    const onConnect = () => settle();
    const onError = (error: Error) => settle(error);
    const timer = setTimeout(() => settle(new Error('timeout')), limitMs);
    socket.on('connect', onConnect);
    socket.on('connect_error', onError);
  });
}
