import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StageMenu } from '../crew/stage-menu.tsx';
import { TalkbackEar } from '../crew/talkback-ear.tsx';
import { useDanmakuSettings } from '../live/danmaku/settings.ts';
import desk from '../live/frame/desk.module.css';
import { BackLink } from '../live/frame/live-gate.tsx';
import tabs from '../live/frame/tabs.module.css';
import { ViewerConnection } from '../live/health/viewer-connection.tsx';
import { AirBadge, RecordingBadge, ViewerCount } from '../live/live-badges.tsx';
import { LivePicture } from '../live/picture/live-picture.tsx';
import { useLiveView, useSession } from '../live/room-context.tsx';
import { RubricPanel } from '../live/rubric/rubric-panel.tsx';
import { ModerationTool } from '../moderation/moderation-tool.tsx';
import { RundownChip } from '../rundown/rundown-panel.tsx';
import { ScriptTool } from '../rundown/script-tool.tsx';
import { openFlags } from '../transcript/flagged.ts';
import { HeardStrip } from '../transcript/heard-strip.tsx';
import styles from './coach-desk.module.css';
import { CueLog } from './cue-log.tsx';
import { CueSender } from './cue-sender.tsx';
import { EndControl } from './end-control.tsx';
import { RoomPanel } from './room-panel.tsx';
import { TalkButton } from './talk-button.tsx';
import { ViolationPanel } from './violation-panel.tsx';

/** The console: picture left, the deck under both hands, the score sheet right. */
export function CoachDesk() {
  const { t } = useTranslation('coach');
  const session = useSession();
  const [settings, setSettings] = useDanmakuSettings('coach');
  const [tab, setTab] = useState<string | null>('cues');
  const comments = useLiveView((view) => view.danmaku.length);
  const flags = useLiveView((view) => openFlags(view.transcript?.lines ?? [], view.violations));
  return (
    <div className={`${desk.page} ${styles.page}`} data-orientation={session.orientation}>
      <header className={desk.head}>
        <BackLink />
        <div className={desk.title}>
          <h1>{session.title}</h1>
          <p>{session.anchor.name}</p>
        </div>
        <RundownChip />
        <AirBadge />
        <RecordingBadge />
        <ViewerCount />
        <ViewerConnection />
        <EndControl />
      </header>
      <main className={`${desk.stage} ${styles.stage}`}>
        <div className={desk.picture} data-orientation={session.orientation}>
          <LivePicture testId="coach-video" settings={settings} onSettings={setSettings} shelf />
          <TalkbackEar />
        </div>
      </main>
      <section className={styles.hands}>
        <CueSender />
        <div className={styles.stageRow}>
          <TalkButton />
          <StageMenu />
        </div>
        <HeardStrip />
        <Tabs value={tab} onChange={setTab} classNames={tabs} keepMounted={false}>
          <Tabs.List className={styles.tabs}>
            <Tabs.Tab value="cues">{t('tab.cues')}</Tabs.Tab>
            <Tabs.Tab value="danmaku" data-testid="tab-danmaku">
              {t('tab.danmaku')}
              <span className={`${tabs.count} num`}>{comments}</span>
            </Tabs.Tab>
            <Tabs.Tab value="rules" data-testid="tab-rules">
              {t('tab.rules')}
              {flags > 0 && <span className={`${tabs.count} num`}>{flags}</span>}
            </Tabs.Tab>
            <Tabs.Tab value="script" data-testid="tab-script">
              {t('tab.script')}
            </Tabs.Tab>
            <Tabs.Tab value="room" data-testid="tab-room">
              {t('tab.room')}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="cues">
            <CueLog />
          </Tabs.Panel>
          <Tabs.Panel value="danmaku" className={styles.wide}>
            <ModerationTool />
          </Tabs.Panel>
          <Tabs.Panel value="rules">
            <ViolationPanel />
          </Tabs.Panel>
          <Tabs.Panel value="script">
            <ScriptTool />
          </Tabs.Panel>
          <Tabs.Panel value="room">
            <RoomPanel />
          </Tabs.Panel>
        </Tabs>
      </section>
      <aside className={desk.score}>
        <RubricPanel />
      </aside>
    </div>
  );
}
