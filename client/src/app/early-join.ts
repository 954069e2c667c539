// Both are loaded on demand elsewhere; here they are part of the first download.
import 'socket.io-client';
import '../rtc/native-device.ts';
import type { SessionPart } from '@caipai/shared/protocol/requests';
import { readSiteEarly } from '../net/site.ts';
import { openSocket } from '../net/socket.ts';
import { preloadDevice } from '../rtc/device.ts';
import { leaseRoom } from '../state/live/leases.ts';

const pages = /^\/sessions\/([\w-]+)\/(watch|coach|studio|console)(?:\/\w+)?$/;
const partOf: Record<string, SessionPart> = { watch: 'watch', coach: 'coach', console: 'crew' };

/**
 * A live page that was opened by its address connects, and a watching one joins, while the page's own code
 * is still on its way. The lease waits for the page; one reached by a click takes its lease itself. Who may
 * not come in is told by the page. Resolves when nothing is left but to wait for the server.
 */
export async function joinByAddress(pathname: string): Promise<void> {
  const [, sessionId, part] = pages.exec(pathname) ?? [];
  if (!sessionId || !part) return;
  const opening = openSocket();
  preloadDevice();
  const lease = partOf[part];
  if (lease) {
    const site = await readSiteEarly();
    const me = site.ok ? site.value.me : null;
    if (me) leaseRoom(sessionId, lease, { id: me.id, name: me.name });
  }
  const socket = await opening;
  if (!socket.connected) await new Promise<void>((resolve) => socket.once('connect', resolve));
}
