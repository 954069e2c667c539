import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { LiveGate } from '../live/frame/live-gate.tsx';
import { useNarrow } from '../live/frame/use-narrow.ts';
import { LiveRoomProvider, useSession } from '../live/room-context.tsx';
import { ModerationNews } from '../moderation/use-moderation.ts';
import { preloadWatch } from '../watch/preload-watch.ts';
import { WatchSkeleton } from '../watch/watch-skeleton.tsx';
import { CoachDesk } from './coach-desk.tsx';
import { CoachPhone } from './coach-phone.tsx';

// As on the watch page: what the click will need comes along with the page's own code.
preloadWatch();

export function CoachPage() {
  return (
    <LiveRoomProvider part="coach">
      <ModerationNews />
      <LiveGate skeleton={<WatchSkeleton />}>
        <Coach />
      </LiveGate>
    </LiveRoomProvider>
  );
}

function Coach() {
  const { t } = useTranslation('coach');
  const { title } = useSession();
  const narrow = useNarrow();
  usePageTitle(t('page.titleOf', { title }));
  return narrow ? <CoachPhone /> : <CoachDesk />;
}
