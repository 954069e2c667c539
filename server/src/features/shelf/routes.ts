import { isOnAir } from '@caipai/shared/domain/session-machine';
import type { Context } from '../../context.ts';
import { type Route, signedInRoute } from '../../http/define-route.ts';
import { enterSession } from '../sessions/access.ts';
import type { ShelfAnnouncer } from './announcer.ts';

export function shelfRoutes(ports: Context & { shelfAnnouncer: ShelfAnnouncer }): Route[] {
  const { store, shelfAnnouncer } = ports;
  return [
    signedInRoute(ports, 'GET /sessions/:sessionId/shelf', async ({ person }, { sessionId }) => {
      await enterSession(store, person, sessionId, 'order:read');
      return store.shelf.read(sessionId);
    }),

    signedInRoute(ports, 'PUT /sessions/:sessionId/shelf', async ({ person }, { sessionId, items, seen }) => {
      const { row } = await enterSession(store, person, sessionId, 'shelf:plan');
      await store.shelf.plan(sessionId, row.cohortId, items, seen, isOnAir(row.state));
      void shelfAnnouncer.now(sessionId);
      return store.shelf.read(sessionId);
    }),
  ];
}
