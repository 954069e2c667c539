import type { Presence } from '@caipai/shared/protocol/facts';
import type { Context } from '../../context.ts';
import type { SocketData } from '../../realtime/socket-types.ts';
import type { SessionFactsReader } from './session-facts.ts';

/** Joins and leaves within this time make one announcement. */
const SETTLE_MS = 250;

export function presenceOf(sockets: readonly SocketData[], sessionId: string, anchorId: string): Presence {
  const viewers = new Set<string>();
  let anchorConnected = false;
  for (const socket of sockets) {
    const inStudio = socket.joined[sessionId]?.as === 'studio';
    if (socket.person.id === anchorId) anchorConnected ||= inStudio;
    else if (!inStudio) viewers.add(socket.person.id);
  }
  return { viewers: viewers.size, anchorConnected };
}

export function createPresence(
  ports: Pick<Context, 'broadcast' | 'log'> & { sessionFacts: SessionFactsReader },
) {
  const { broadcast, log, sessionFacts } = ports;
  const timers = new Map<string, NodeJS.Timeout>();
  /** What the pages of this process last heard, or nearly so. */
  const told = new Map<string, Presence>();

  async function read(sessionId: string): Promise<Presence> {
    const session = await sessionFacts.get(sessionId);
    const { sockets, complete } = await broadcast.socketsIn(sessionId);
    const presence = presenceOf(sockets, sessionId, session.anchorId);
    // An anchor at a process that cannot be asked is not gone for that.
    const anchorKept = !complete && told.get(sessionId)?.anchorConnected === true;
    return anchorKept ? { ...presence, anchorConnected: true } : presence;
  }

  async function announce(sessionId: string): Promise<void> {
    try {
      const presence = await read(sessionId);
      told.set(sessionId, presence);
      broadcast.toSession(sessionId, 'presence:changed', { sessionId, ...presence });
    } catch (error) {
      log.warn({ sessionId, err: error }, 'presence could not be announced');
    }
  }

  /** Tells the pages here when the count is another than they know. */
  async function recheck(): Promise<void> {
    const here = new Set(broadcast.sessionsHere());
    for (const [sessionId, known] of told) {
      if (!here.has(sessionId)) {
        told.delete(sessionId);
        continue;
      }
      const presence = await read(sessionId);
      const same = presence.viewers === known.viewers && presence.anchorConnected === known.anchorConnected;
      if (same) continue;
      told.set(sessionId, presence);
      broadcast.toSessionHere(sessionId, 'presence:changed', { sessionId, ...presence });
    }
  }

  return {
    read,
    /** Finds what a process that died, or spoke while Redis was away, could not announce. */
    recheck,
    changed(sessionId: string): void {
      if (timers.has(sessionId)) return;
      timers.set(
        sessionId,
        setTimeout(() => {
          timers.delete(sessionId);
          void announce(sessionId);
        }, SETTLE_MS),
      );
    },
    close(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
export type PresenceKeeper = ReturnType<typeof createPresence>;
