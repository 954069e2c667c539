import { isOver } from '@caipai/shared/domain/session-machine';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { preloadDevice } from '../../rtc/device.ts';
import { DANMAKU_KEPT } from '../../state/live/view.ts';
import { clockText } from '../../ui/format.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { Elsewhere, LiveGate } from '../live/frame/live-gate.tsx';
import { useNarrow } from '../live/frame/use-narrow.ts';
import { LiveRoomProvider, useAccess, useLiveView, useRoom, useSession } from '../live/room-context.tsx';
import { ModerationNews } from '../moderation/use-moderation.ts';
import { WatchSkeleton } from '../watch/watch-skeleton.tsx';
import { BrowserTranscript } from './browser-transcript.tsx';
import { StudioProvider, useDirector, useStudio } from './studio-context.tsx';
import { StudioDesk } from './studio-desk.tsx';
import styles from './studio-page.module.css';
import { StudioPhone } from './studio-phone.tsx';

// As on the watch page: the WebRTC part comes along with the page's own code.
preloadDevice();

export function StudioPage() {
  return (
    <LiveRoomProvider part="studio">
      <ModerationNews />
      <LiveGate skeleton={<WatchSkeleton />}>
        <OnStage />
      </LiveGate>
    </LiveRoomProvider>
  );
}

/** Who was taken off the crew meanwhile is off the stage: camera and microphone go out with the page. */
function OnStage() {
  const { t } = useTranslation('studio');
  const { id, state } = useSession();
  const { publish } = useAccess();
  useJoinAgain(publish);
  if (publish || isOver(state))
    return (
      <StudioProvider>
        <Studio />
      </StudioProvider>
    );
  return (
    <main className={styles.wrapped} data-testid="studio-dismissed">
      <h1>{t('dismissed.title')}</h1>
      <p>{t('dismissed.text')}</p>
      <div className={styles.actions}>
        <Button component={Link} to={`/sessions/${id}/watch`} size="lg">
          {t('dismissed.watch')}
        </Button>
      </div>
    </main>
  );
}

/** The server took a dismissed assistant out of all that only the crew hears: who is called back enters anew. */
function useJoinAgain(publish: boolean): void {
  const { session } = useRoom();
  const wasOff = useRef(false);
  useEffect(() => {
    if (publish && wasOff.current) void session.join();
    wasOff.current = !publish;
  }, [publish, session]);
}

function Studio() {
  const { t } = useTranslation('studio');
  const { title, state } = useSession();
  const narrow = useNarrow();
  const director = useDirector();
  const elsewhere = useStudio((view) => view.refusal?.code === 'session.liveElsewhere');
  usePageTitle(t('page.titleOf', { title }));
  if (isOver(state)) return <Wrapped />;
  if (elsewhere) return <Elsewhere onRetry={() => void director.takeBack()} />;
  return (
    <>
      <BrowserTranscript />
      {narrow ? <StudioPhone /> : <StudioDesk />}
    </>
  );
}

/** After the last word: what comes next. */
function Wrapped() {
  const { t } = useTranslation('studio');
  const { id, state, startedAtMs, endedAtMs } = useSession();
  const comments = useLiveView((view) => view.danmaku.length);
  const cues = useLiveView((view) => view.cues.length);
  const ready = state !== 'ended';
  return (
    <main className={styles.wrapped} data-testid="studio-ended">
      <span className={styles.beam} aria-hidden />
      <h1>{t('ended.title')}</h1>
      <p>{ready ? t('ended.ready') : t('ended.coming')}</p>
      <dl className={`${styles.figures} num`}>
        <div>
          <dt>{t('ended.length')}</dt>
          <dd>{clockText((endedAtMs ?? 0) - (startedAtMs ?? endedAtMs ?? 0))}</dd>
        </div>
        <div>
          <dt>{t('ended.danmaku')}</dt>
          <dd>{comments < DANMAKU_KEPT ? comments : `${DANMAKU_KEPT}+`}</dd>
        </div>
        <div>
          <dt>{t('ended.cues')}</dt>
          <dd>{cues}</dd>
        </div>
      </dl>
      <div className={styles.actions}>
        <Button
          component={Link}
          to={`/sessions/${id}/replay`}
          size="lg"
          loading={!ready}
          data-testid="to-replay"
        >
          {t('ended.replay')}
        </Button>
        <Button component={Link} to="/" size="lg" variant="default">
          {t('ended.home')}
        </Button>
      </div>
    </main>
  );
}
