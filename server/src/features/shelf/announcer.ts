import type { Context } from '../../context.ts';
import { shareReads } from '../../store/share-reads.ts';
import { presentOnAir } from './present.ts';

/** Orders that come within this time make one announcement; what a controller presses waits for nothing. */
const ORDERS_SETTLE_MS = 150;

/** Tells everybody in a session how its shelf stands, as it is read after the change. */
export function createShelfAnnouncer({
  store,
  broadcast,
  log,
}: Pick<Context, 'store' | 'broadcast' | 'log'>) {
  const timers = new Map<string, NodeJS.Timeout>();

  const tell = shareReads(async (sessionId) => {
    try {
      const desk = await store.shelf.read(sessionId);
      broadcast.toSession(sessionId, 'shelf:changed', { sessionId, shelf: presentOnAir(desk) });
      broadcast.toCrew(sessionId, 'shelf:deskChanged', { sessionId, desk });
    } catch (error) {
      // The next change, or the next page that joins, brings it.
      log.warn({ sessionId, err: error }, 'the shelf could not be announced');
    }
  });

  return {
    /** Resolves when everybody has been told. */
    now: tell,
    soon(sessionId: string): void {
      if (timers.has(sessionId)) return;
      const timer = setTimeout(() => {
        timers.delete(sessionId);
        void tell(sessionId);
      }, ORDERS_SETTLE_MS);
      timers.set(sessionId, timer);
    },
    close(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
export type ShelfAnnouncer = ReturnType<typeof createShelfAnnouncer>;
