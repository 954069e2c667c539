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
    if (socket.person.id !== anchorId) viewers.add(socket.person.id);
    else if (socket.joined[sessionId]?.as === 'studio') anchorConnected = true;
  }
  return { viewers: viewers.size, anchorConnected };
}

export function createPresence(
  ports: Pick<Context, 'broadcast' | 'log'> & { sessionFacts: SessionFactsReader },
) {
  const { broadcast, log, sessionFacts } = ports;
  const timers = new Map<string, NodeJS.Timeout>();

  async function read(sessionId: string): Promise<Presence> {
    const session = await sessionFacts.get(sessionId);
    return presenceOf(await broadcast.socketsIn(sessionId), sessionId, session.anchorId);
  }

  async function announce(sessionId: string): Promise<void> {
    try {
      broadcast.toSession(sessionId, 'presence:changed', { sessionId, ...(await read(sessionId)) });
    } catch (error) {
      log.warn({ sessionId, err: error }, 'presence could not be announced');
    }
  }

  return {
    read,
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
