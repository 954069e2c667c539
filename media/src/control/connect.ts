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

/**
 * A media node on another machine, as the same port. Requests fail with `media.unavailable` while it is out of
 * reach. When it comes back and facts were missed (it was started anew, or was away too long), what this side
 * believes of its rooms is worth nothing: they are closed there and told as lost here.
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
  const tell = (fact: MediaFact) => {
    if (fact.type === 'roomLost') rooms.delete(fact.roomId);
    for (const listener of [...listeners]) listener(fact);
  };
  socket.on('fact', tell);
  let wasConnected = false;
  socket.on('connect', () => {
    const missedFacts = wasConnected && !socket.recovered;
    wasConnected = true;
    if (!missedFacts) return;
    for (const roomId of [...rooms]) {
      socket.emit('room:close', { roomId }, () => {});
      tell({ type: 'roomLost', roomId });
    }
  });

  return {
    get connected() {
      return socket.connected;
    },
    async request<N extends MediaRequestName>(name: N, input: MediaInput<N>): Promise<MediaOutput<N>> {
      await whenConnected(socket);
      let result: Result<unknown>;
      try {
        result = await socket.timeout(ANSWER_LIMIT_MS).emitWithAck(name, input);
      } catch (error) {
        throw new StudioError('media.unavailable', `${name}: no answer from the media node`, {
          cause: error,
        });
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
    },
  };
}

const CONNECT_LIMIT_MS = 3_000;

/** Lets a connection that is being made be made, and gives up soon on one that is not. */
function whenConnected(socket: Socket): Promise<void> {
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
    const timer = setTimeout(() => settle(new Error('timeout')), CONNECT_LIMIT_MS);
    socket.on('connect', onConnect);
    socket.on('connect_error', onError);
  });
}
