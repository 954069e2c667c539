import { Tabs } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StageControls } from '../crew/stage-controls.tsx';
import { TalkbackEar } from '../crew/talkback-ear.tsx';
import { useDanmakuSettings } from '../live/danmaku/settings.ts';
import { BackLink } from '../live/frame/live-gate.tsx';
import tabs from '../live/frame/tabs.module.css';
import { ViewerConnection } from '../live/health/viewer-connection.tsx';
import { AirBadge, ViewerCount } from '../live/live-badges.tsx';
import { LivePicture } from '../live/picture/live-picture.tsx';
import { useSession } from '../live/room-context.tsx';
import { RubricPanel } from '../live/rubric/rubric-panel.tsx';
import { useMarkSheet } from '../live/rubric/use-mark-sheet.ts';
import { ModerationTool } from '../moderation/moderation-tool.tsx';
import { RundownChip } from '../rundown/rundown-panel.tsx';
import { ScriptTool } from '../rundown/script-tool.tsx';
import { HeardStrip } from '../transcript/heard-strip.tsx';
import styles from './coach-phone.module.css';
import { CueLog } from './cue-log.tsx';
import { CueSender } from './cue-sender.tsx';
import { EndControl } from './end-control.tsx';
import { RoomPanel } from './room-panel.tsx';
import { TalkButton } from './talk-button.tsx';
import { ViolationPanel } from './violation-panel.tsx';

/** The console in the hand: picture above, one thing at a time below. */
export function CoachPhone() {
  const { t } = useTranslation('coach');
  const rulesTitle = useId();
  const session = useSession();
  const [settings, setSettings] = useDanmakuSettings('coach');
  const [tab, setTab] = useState<string | null>('cues');
  const { marked } = useMarkSheet();
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <BackLink />
        <AirBadge />
        <span className={styles.gap} />
        <RundownChip />
        <ViewerCount />
        <ViewerConnection compact />
      </header>
      <main className={styles.picture}>
        <LivePicture testId="coach-video" settings={settings} onSettings={setSettings} />
        <TalkbackEar />
        <div className={styles.talk}>
          <TalkButton compact />
        </div>
      </main>
      <Tabs value={tab} onChange={setTab} classNames={tabs} keepMounted={false}>
        <Tabs.List grow className={styles.tabs}>
          <Tabs.Tab value="cues">{t('tab.cue')}</Tabs.Tab>
          <Tabs.Tab value="score" data-testid="tab-score">
            {t('tab.score')}
            <span className={`${tabs.count} num`}>
              {marked}/{session.rubric.criteria.length}
            </span>
          </Tabs.Tab>
          <Tabs.Tab value="danmaku" data-testid="tab-danmaku">
            {t('tab.danmaku')}
          </Tabs.Tab>
          <Tabs.Tab value="script" data-testid="tab-script">
            {t('tab.script')}
          </Tabs.Tab>
          <Tabs.Tab value="room" data-testid="tab-room">
            {t('tab.room')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="cues">
          <div className={styles.deck}>
            <CueSender />
            <HeardStrip />
            <CueLog />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="score">
          <RubricPanel />
        </Tabs.Panel>
        <Tabs.Panel value="danmaku">
          <ModerationTool />
        </Tabs.Panel>
        <Tabs.Panel value="script">
          <ScriptTool />
        </Tabs.Panel>
        <Tabs.Panel value="room">
          <div className={styles.room}>
            <section aria-labelledby={rulesTitle}>
              <h2 id={rulesTitle} className={styles.heading}>
                {t('tab.rules')}
              </h2>
              <ViolationPanel />
            </section>
            <h2 className={styles.heading}>{t('tab.room')}</h2>
            <RoomPanel />
            <StageControls />
            <EndControl />
          </div>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
