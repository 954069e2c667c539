import type { StudioSocket } from '../../realtime/socket-types.ts';
import { leaveSession, type SessionHandlerPorts } from './handlers.ts';

/** How long a tab's media outlives its socket: a blink of the network must not stop the picture. */
const KEEP_MEDIA_MS = 8_000;

/** What happens when a socket is gone: the session hears it at once, the media plane after a while. */
export function createDepartures(ports: SessionHandlerPorts) {
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  function closeMediaLater(sessionId: string, peerId: string): void {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void closeMedia(sessionId, peerId).catch((error) =>
        ports.log.warn({ sessionId, err: error }, 'media of a tab that left could not be closed'),
      );
    }, KEEP_MEDIA_MS);
    timers.add(timer);
  }

  async function closeMedia(sessionId: string, peerId: string): Promise<void> {
    const { sockets, complete } = await ports.broadcast.socketsIn(sessionId);
    if (sockets.some((socket) => socket.peerId === peerId)) return;
    // The tab may have come back at a process that cannot be asked now.
    if (!complete) return closeMediaLater(sessionId, peerId);
    await ports.media.request('peer:close', { roomId: sessionId, peerId });
  }

  return {
    async gone(socket: StudioSocket): Promise<void> {
      if (closed) return;
      const sessionIds = Object.keys(socket.data.joined);
      for (const sessionId of sessionIds) closeMediaLater(sessionId, socket.data.peerId);
      await Promise.all(sessionIds.map((sessionId) => leaveSession(ports, socket, sessionId)));
    },
    close(): void {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
