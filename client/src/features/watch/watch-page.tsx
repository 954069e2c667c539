import '@mantine/core/styles/Drawer.layer.css';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { LiveGate } from '../live/frame/live-gate.tsx';
import { useNarrow } from '../live/frame/use-narrow.ts';
import { LiveRoomProvider, useSession } from '../live/room-context.tsx';
import { preloadWatch } from './preload-watch.ts';
import { WatchDesk } from './watch-desk.tsx';
import { WatchPhone } from './watch-phone.tsx';
import { WatchSkeleton } from './watch-skeleton.tsx';

// The router fetches this file when a finger or the mouse comes near a link; all else comes along with it,
// so that after the click nothing is left to download.
preloadWatch();

export function WatchPage() {
  return (
    <LiveRoomProvider part="watch">
      <LiveGate skeleton={<WatchSkeleton />}>
        <Watch />
      </LiveGate>
    </LiveRoomProvider>
  );
}

function Watch() {
  const { t } = useTranslation('watch');
  const { title } = useSession();
  const narrow = useNarrow();
  usePageTitle(t('page.titleOf', { title }));
  return narrow ? <WatchPhone /> : <WatchDesk />;
}
