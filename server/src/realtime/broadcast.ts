import { EventEmitter } from 'node:events';
import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import type { ServerFacts } from '@caipai/shared/protocol/facts';
import type { Cluster } from '../cluster/adapter.ts';
import { rooms, type SocketData, type StudioServer } from './socket-types.ts';

type FactName = keyof ServerFacts;
type Fact<N extends FactName> = Parameters<ServerFacts[N]>[0];

/** How long the other processes have to say who is with them; a page that joins waits for it. */
const ASK_LIMIT_MS = 1_500;

/** To all sockets, or only to those of this process: for facts that every process learns by itself. */
export type Reach = 'here' | 'everywhere';

export interface Attendance {
  sockets: SocketData[];
  /** False when other processes could not be asked: then nobody may be taken for absent. */
  complete: boolean;
}

export interface Broadcast {
  toSession<N extends FactName>(sessionId: string, name: N, fact: Fact<N>): void;
  /** Only to sockets of this process: for facts that every process learns by itself. */
  toSessionHere<N extends FactName>(sessionId: string, name: N, fact: Fact<N>): void;
  /** As `toSessionHere`, only to these tabs. */
  toPeersHere<N extends FactName>(
    sessionId: string,
    peerIds: readonly string[],
    name: N,
    fact: Fact<N>,
  ): void;
  /** As `toSessionHere`, in two versions: what the studio and the coaches hear is not for viewers. */
  toSessionByPartHere<N extends FactName>(
    sessionId: string,
    name: N,
    facts: { crew: Fact<N>; viewers: Fact<N> },
  ): void;
  toCoaches<N extends FactName>(sessionId: string, name: N, fact: Fact<N>): void;
  /** To those who hear talkback and read cues: the only way that a cue leaves the server. */
  toCrew<N extends FactName>(sessionId: string, name: N, fact: Fact<N>): void;
  toCrewHere<N extends FactName>(sessionId: string, name: N, fact: Fact<N>): void;
  toCrewFrom<N extends FactName>(reach: Reach, sessionId: string, name: N, fact: Fact<N>): void;
  /** To the crew's pages in two versions: what only the anchor and the coaches may know is in the full one. */
  toCrewByRight<N extends FactName>(
    reach: Reach,
    sessionId: string,
    anchorId: string,
    name: N,
    facts: { full: Fact<N>; plain: Fact<N> },
  ): void;
  /** To those who read what is held back: the only way that it leaves the server. */
  toModerators<N extends FactName>(sessionId: string, name: N, fact: Fact<N>): void;
  /** Who moderates no longer gets nothing more of what is held back, at whatever process they are. */
  stopModerating(sessionId: string, userId: string): void;
  /** Who was taken off the crew leaves the studio, at whatever process they are; only a coach still hears it. */
  dismiss(sessionId: string, userId: string, still: { hears: boolean }): void;
  toPerson<N extends FactName>(sessionId: string, userId: string, name: N, fact: Fact<N>): void;
  /** Who is in the session now, over all processes. */
  socketsIn(sessionId: string): Promise<Attendance>;
  /** How many sockets of this process are in the session. */
  crowdHere(sessionId: string): number;
  /** The sessions that sockets of this process have joined. */
  sessionsHere(): string[];
  /** Ends a person's sockets everywhere; a browser that is still signed in connects again. */
  disconnectPerson(userId: string): void;
  /** Tells every process that what it remembers of a session is out of date. */
  touch(sessionId: string): void;
  onTouched(listener: (sessionId: string) => void): void;
}

/** `cluster` is null when there is only this process. */
export function createBroadcast(io: StudioServer, cluster: Pick<Cluster, 'inTouch'> | null): Broadcast {
  const local = new EventEmitter<{ touched: [string] }>();
  local.setMaxListeners(50);
  io.on('sessionTouched', (sessionId) => local.emit('touched', sessionId));

  // socket.io's types tie each event name to its own tuple, which a generic forwarder cannot prove.
  const send = (target: { emit: unknown }, name: string, fact: unknown) =>
    (target as { emit(name: string, fact: unknown): void }).emit(name, fact);

  const sockets = (reach: Reach) => (reach === 'here' ? io.local : io);

  const here = (room: string): SocketData[] =>
    [...(io.sockets.adapter.rooms.get(room) ?? [])].flatMap((id) => io.sockets.sockets.get(id)?.data ?? []);

  return {
    toSession: (sessionId, name, fact) => send(io.to(rooms.everyone(sessionId)), name, fact),
    toSessionHere: (sessionId, name, fact) => send(io.local.to(rooms.everyone(sessionId)), name, fact),
    toPeersHere(sessionId, peerIds, name, fact) {
      const wanted = new Set(peerIds);
      for (const id of io.sockets.adapter.rooms.get(rooms.everyone(sessionId)) ?? []) {
        const socket = io.sockets.sockets.get(id);
        if (socket && wanted.has(socket.data.peerId)) send(socket, name, fact);
      }
    },
    toSessionByPartHere(sessionId, name, { crew, viewers }) {
      const crewRooms = [rooms.studio(sessionId), rooms.coaches(sessionId)];
      send(io.local.to(crewRooms), name, crew);
      send(io.local.to(rooms.everyone(sessionId)).except(crewRooms), name, viewers);
    },
    toCoaches: (sessionId, name, fact) => send(io.to(rooms.coaches(sessionId)), name, fact),
    toCrew: (sessionId, name, fact) => send(io.to(rooms.crew(sessionId)), name, fact),
    toCrewHere: (sessionId, name, fact) => send(io.local.to(rooms.crew(sessionId)), name, fact),
    toCrewFrom: (reach, sessionId, name, fact) => send(sockets(reach).to(rooms.crew(sessionId)), name, fact),
    toCrewByRight(reach, sessionId, anchorId, name, { full, plain }) {
      const knowing = [rooms.coaches(sessionId), rooms.person(sessionId, anchorId)];
      send(sockets(reach).to(knowing), name, full);
      send(sockets(reach).to(rooms.crew(sessionId)).except(knowing), name, plain);
    },
    toModerators: (sessionId, name, fact) => send(io.to(rooms.moderators(sessionId)), name, fact),
    stopModerating(sessionId, userId) {
      io.in(rooms.person(sessionId, userId)).socketsLeave(rooms.moderators(sessionId));
    },
    dismiss(sessionId, userId, { hears }) {
      const left = [rooms.studio(sessionId), ...(hears ? [] : [rooms.crew(sessionId)])];
      io.in(rooms.person(sessionId, userId)).socketsLeave(left);
    },
    toPerson: (sessionId, userId, name, fact) => send(io.to(rooms.person(sessionId, userId)), name, fact),
    async socketsIn(sessionId) {
      const room = rooms.everyone(sessionId);
      if (!cluster) return { sockets: here(room), complete: true };
      if (cluster.inTouch()) {
        const asked = io.in(room).fetchSockets();
        const answer = await Promise.race([asked.catch(() => null), setTimeoutAsync(ASK_LIMIT_MS, null)]);
        if (answer) return { sockets: answer.map((socket) => socket.data), complete: true };
      }
      return { sockets: here(room), complete: false };
    },
    crowdHere: (sessionId) => io.sockets.adapter.rooms.get(rooms.everyone(sessionId))?.size ?? 0,
    sessionsHere: () => [
      ...new Set([...io.sockets.sockets.values()].flatMap((socket) => Object.keys(socket.data.joined))),
    ],
    disconnectPerson: (userId) => {
      io.in(rooms.account(userId)).disconnectSockets(true);
    },
    touch(sessionId) {
      local.emit('touched', sessionId);
      if (cluster) io.serverSideEmit('sessionTouched', sessionId);
    },
    onTouched: (listener) => {
      local.on('touched', listener);
    },
  };
}
