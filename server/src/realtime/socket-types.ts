import type { Actor } from '@caipai/shared/domain/permissions';
import type { ClientRequests, ServerFacts } from '@caipai/shared/protocol/facts';
import type { SessionPart } from '@caipai/shared/protocol/requests';
import type { Server, Socket } from 'socket.io';
import type { SignedIn } from '../features/accounts/accounts.ts';

export interface Joined {
  as: SessionPart;
  actor: Actor;
  /** This tab holds, or is about to hold, the anchor's send transport. */
  publishing: boolean;
  /** Holds the key to talk into the crew's ears. */
  talking: boolean;
}

/** Kept with each socket and visible to the other server processes: plain data only. */
export interface SocketData {
  person: SignedIn;
  /** One browser tab, as the media plane knows it. */
  peerId: string;
  joined: Record<string, Joined>;
}

export type StudioServer = Server<ClientRequests, ServerFacts, ClusterEvents, SocketData>;
export type StudioSocket = Socket<ClientRequests, ServerFacts, ClusterEvents, SocketData>;

/** What server processes tell each other. */
export interface ClusterEvents {
  sessionTouched: (sessionId: string) => void;
}

export const rooms = {
  account: (userId: string) => `account:${userId}`,
  everyone: (sessionId: string) => `session:${sessionId}`,
  coaches: (sessionId: string) => `session:${sessionId}:coaches`,
  studio: (sessionId: string) => `session:${sessionId}:studio`,
  /** Those who hear talkback and read cues: everybody in the studio, and coaches and crew at their consoles. */
  crew: (sessionId: string) => `session:${sessionId}:crew`,
  /** Those who read what is held back, at the pages where they can do something about it. */
  moderators: (sessionId: string) => `session:${sessionId}:moderators`,
  person: (sessionId: string, userId: string) => `session:${sessionId}:person:${userId}`,
};
