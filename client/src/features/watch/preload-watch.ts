import { queryClient, siteQuery } from '../../net/queries.ts';
import { openSocket } from '../../net/socket.ts';
import { preloadDevice } from '../../rtc/device.ts';
import { leaseRoom } from '../../state/live/leases.ts';

/**
 * What a click on a live link will need: the socket, connected, and the WebRTC part, loaded. Called when a
 * finger or the mouse comes near such a link, so that the click finds both ready.
 */
export function preloadWatch(): void {
  openSocket().catch(() => {});
  preloadDevice();
}

/**
 * A page that was opened by its address joins while its words are still on their way. The lease waits for
 * the page; reached by a click, the page takes its lease itself.
 */
export function joinByAddress(part: 'watch' | 'coach'): void {
  const sessionId = new RegExp(`^/sessions/([\\w-]+)/${part}$`).exec(location.pathname)?.[1];
  const me = queryClient.getQueryData(siteQuery.queryKey)?.me;
  if (sessionId && me) leaseRoom(sessionId, part, { id: me.id, name: me.name });
}
