import { readSiteEarly } from '../net/site.ts';
import { openSocket } from '../net/socket.ts';
import { preloadDevice } from '../rtc/device.ts';
import { leaseRoom } from '../state/live/leases.ts';

const pages = /^\/sessions\/([\w-]+)\/(watch|coach|studio)$/;

/**
 * A live page that was opened by its address connects, and a watching one joins, while the page's own code
 * is still on its way. The lease waits for the page; one reached by a click takes its lease itself. Who may
 * not come in is told by the page.
 */
export async function joinByAddress(pathname: string): Promise<void> {
  const [, sessionId, part] = pages.exec(pathname) ?? [];
  if (!sessionId || !part) return;
  openSocket().catch(() => {});
  preloadDevice();
  if (part === 'studio') return;
  const site = await readSiteEarly();
  const me = site.ok ? site.value.me : null;
  if (me) leaseRoom(sessionId, part === 'coach' ? 'coach' : 'watch', { id: me.id, name: me.name });
}
