import { ConnectionBadge } from '../picture/connection-badge.tsx';
import { useSession, useViewer } from '../room-context.tsx';

/** The badge of a page that receives. */
export function ViewerConnection({ compact = false }: { compact?: boolean }) {
  const viewer = useViewer();
  const { state } = useSession();
  return <ConnectionBadge sample={state === 'live' ? viewer.sample : null} compact={compact} />;
}
