import { queryClient, siteQuery } from '../net/queries.ts';

/**
 * A watching page that was opened by its address joins while its own code is still on its way. The lease
 * waits for the page; one reached by a click takes its lease itself. Who may not come in is told by the page.
 */
export async function joinByAddress(pathname: string): Promise<void> {
  const [, sessionId, part] = /^\/sessions\/([\w-]+)\/(watch|coach)$/.exec(pathname) ?? [];
  if (!sessionId || !part) return;
  const [{ leaseRoom }, { me }] = await Promise.all([
    import('../state/live/leases.ts'),
    queryClient.ensureQueryData(siteQuery),
  ]);
  if (me) leaseRoom(sessionId, part === 'coach' ? 'coach' : 'watch', { id: me.id, name: me.name });
}
