import { Tabs } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { CueStage } from '../crew/cue-stage.tsx';
import { StageMenu } from '../crew/stage-menu.tsx';
import { TalkbackEar } from '../crew/talkback-ear.tsx';
import { useCueSignal } from '../crew/use-cue-signal.ts';
import { useDanmakuSettings } from '../live/danmaku/settings.ts';
import { BackLink, LiveGate } from '../live/frame/live-gate.tsx';
import tabs from '../live/frame/tabs.module.css';
import { useNarrow } from '../live/frame/use-narrow.ts';
import { ViewerConnection } from '../live/health/viewer-connection.tsx';
import { AirBadge, ViewerCount } from '../live/live-badges.tsx';
import { LivePicture } from '../live/picture/live-picture.tsx';
import { LiveRoomProvider, useAccess, useSession } from '../live/room-context.tsx';
import { ModerationNews } from '../moderation/use-moderation.ts';
import { RundownChip } from '../rundown/rundown-panel.tsx';
import { preloadWatch } from '../watch/preload-watch.ts';
import { WatchSkeleton } from '../watch/watch-skeleton.tsx';
import styles from './console-page.module.css';
import { CueInbox } from './cue-inbox.tsx';
import { type ConsoleJob, isConsoleJob, type ToolName, toolNamed, toolsOf } from './tools.tsx';

preloadWatch();

/** The page of one job behind the camera: its own tools in the middle, the picture small. */
export function ConsolePage() {
  return (
    <LiveRoomProvider part="crew">
      <ModerationNews />
      <LiveGate skeleton={<WatchSkeleton />}>
        <Held />
      </LiveGate>
    </LiveRoomProvider>
  );
}

/** A job may be handed over while its console is open: then the page says so instead of failing. */
function Held() {
  const { job = '' } = useParams({ strict: false });
  const { jobs } = useAccess();
  if (!isConsoleJob(job) || !jobs.includes(job)) return <Lost />;
  return <Console key={job} job={job} />;
}

function Lost() {
  const { t } = useTranslation('console');
  const { id } = useSession();
  return (
    <main className={styles.lost}>
      <ErrorState refusal={{ code: 'crew.notYourJob' }}>
        <Link to="/sessions/$sessionId/watch" params={{ sessionId: id }}>
          {t('lost.watch')}
        </Link>
      </ErrorState>
    </main>
  );
}

function Console({ job }: { job: ConsoleJob }) {
  const { t } = useTranslation(['console', 'common']);
  const session = useSession();
  const { jobs } = useAccess();
  const narrow = useNarrow();
  const [settings, setSettings] = useDanmakuSettings('crew');
  const [signal] = useCueSignal();
  const [tab, setTab] = useState<ToolName>(toolsOf[job][0] ?? 'cues');
  const name = t(`common:crewJob.${job}`);
  usePageTitle(t('page.titleOf', { title: session.title, job: name }));
  return (
    <div className={styles.page} data-orientation={session.orientation} data-testid={`console-${job}`}>
      <header className={styles.head}>
        <BackLink />
        <div className={styles.title}>
          <h1>{name}</h1>
          <p>{session.title}</p>
        </div>
        <nav className={styles.jobs} aria-label={t('jobs')}>
          {jobs.filter(isConsoleJob).map(
            (each) =>
              each !== job && (
                <Link
                  key={each}
                  to="/sessions/$sessionId/console/$job"
                  params={{ sessionId: session.id, job: each }}
                >
                  {t(`common:crewJob.${each}`)}
                </Link>
              ),
          )}
        </nav>
        <div className={styles.now}>
          <RundownChip />
        </div>
        <AirBadge />
        {!narrow && <ViewerCount />}
        <ViewerConnection compact={narrow} />
        <StageMenu />
      </header>
      <div className={styles.cues}>
        <CueStage signal={signal} />
      </div>
      <aside className={styles.side}>
        <div className={styles.picture} data-orientation={session.orientation}>
          <LivePicture testId="console-video" settings={settings} onSettings={setSettings} />
          <TalkbackEar />
        </div>
        <CueInbox />
      </aside>
      <main className={styles.tools}>
        <Tabs
          value={tab}
          onChange={(value) => setTab(value as ToolName)}
          classNames={tabs}
          keepMounted={false}
        >
          <Tabs.List>
            {toolsOf[job].map((tool) => (
              <Tabs.Tab key={tool} value={tool} data-testid={`tool-${tool}`}>
                {t(`tool.${tool}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {toolsOf[job].map((tool) => {
            const Tool = toolNamed(tool);
            return (
              <Tabs.Panel key={tool} value={tool}>
                <Tool />
              </Tabs.Panel>
            );
          })}
        </Tabs>
      </main>
    </div>
  );
}
