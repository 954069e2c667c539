import { EventEmitter } from 'node:events';
import type { ServerFacts } from '@caipai/shared/protocol/facts';
import { rooms, type SocketData, type StudioServer } from './socket-types.ts';

type FactName = keyof ServerFacts;
type Fact<N extends FactName> = Parameters<ServerFacts[N]>[0];

export interface Broadcast {
  toSession<N extends FactName>(sessionId: string, name: N, fact: Fact<N>): void;
  /** Only to sockets of this process: for facts that every process learns by itself. */
  toSessionHere<N extends FactName>(sessionId: string, name: N, fact: Fact<N>): void;
  toCoaches<N extends FactName>(sessionId: string, name: N, fact: Fact<N>): void;
  /** To the anchor's studio and the coaches: the only way that a cue leaves the server. */
  toStudioAndCoaches<N extends FactName>(sessionId: string, name: N, fact: Fact<N>): void;
  toPerson<N extends FactName>(sessionId: string, userId: string, name: N, fact: Fact<N>): void;
  /** Who is in the session now, over all processes. */
  socketsIn(sessionId: string): Promise<SocketData[]>;
  /** Ends a person's sockets everywhere; a browser that is still signed in connects again. */
  disconnectPerson(userId: string): void;
  /** Tells every process that what it remembers of a session is out of date. */
  touch(sessionId: string): void;
  onTouched(listener: (sessionId: string) => void): void;
}

export function createBroadcast(io: StudioServer, options: { clustered: boolean }): Broadcast {
  const local = new EventEmitter<{ touched: [string] }>();
  local.setMaxListeners(50);
  io.on('sessionTouched', (sessionId) => local.emit('touched', sessionId));

  // socket.io's types tie each event name to its own tuple, which a generic forwarder cannot prove.
  const send = (target: { emit: unknown }, name: string, fact: unknown) =>
    (target as { emit(name: string, fact: unknown): void }).emit(name, fact);

  return {
    toSession: (sessionId, name, fact) => send(io.to(rooms.everyone(sessionId)), name, fact),
    toSessionHere: (sessionId, name, fact) => send(io.local.to(rooms.everyone(sessionId)), name, fact),
    toCoaches: (sessionId, name, fact) => send(io.to(rooms.coaches(sessionId)), name, fact),
    toStudioAndCoaches: (sessionId, name, fact) =>
      send(io.to(rooms.studio(sessionId)).to(rooms.coaches(sessionId)), name, fact),
    toPerson: (sessionId, userId, name, fact) => send(io.to(rooms.person(sessionId, userId)), name, fact),
    async socketsIn(sessionId) {
      const sockets = await io.in(rooms.everyone(sessionId)).fetchSockets();
      return sockets.map((socket) => socket.data);
    },
    disconnectPerson: (userId) => {
      io.in(rooms.account(userId)).disconnectSockets(true);
    },
    touch(sessionId) {
      local.emit('touched', sessionId);
      if (options.clustered) io.serverSideEmit('sessionTouched', sessionId);
    },
    onTouched: (listener) => {
      local.on('touched', listener);
    },
  };
}
