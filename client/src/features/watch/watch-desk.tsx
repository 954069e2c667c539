import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DanmakuComposer } from '../live/danmaku/danmaku-composer.tsx';
import { DanmakuList } from '../live/danmaku/danmaku-list.tsx';
import { useDanmakuSettings } from '../live/danmaku/settings.ts';
import desk from '../live/frame/desk.module.css';
import { BackLink } from '../live/frame/live-gate.tsx';
import tabs from '../live/frame/tabs.module.css';
import { ViewerConnection } from '../live/health/viewer-connection.tsx';
import { AirBadge, ViewerCount } from '../live/live-badges.tsx';
import { LivePicture } from '../live/picture/live-picture.tsx';
import { useSession } from '../live/room-context.tsx';
import { RubricPanel } from '../live/rubric/rubric-panel.tsx';
import { useMarkSheet } from '../live/rubric/use-mark-sheet.ts';
import { StageDoor } from './stage-door.tsx';
import { useMaySeeRubric } from './use-may-see-rubric.ts';
import styles from './watch-desk.module.css';

/** Watching at a desk: picture first, comments and score sheet at its side. */
export function WatchDesk() {
  const { t } = useTranslation('watch');
  const session = useSession();
  const [settings, setSettings] = useDanmakuSettings('watch');
  const [tab, setTab] = useState<string | null>('danmaku');
  const rates = useMaySeeRubric();
  const { marked } = useMarkSheet();
  return (
    <div className={`${desk.page} ${styles.page}`}>
      <header className={desk.head}>
        <BackLink />
        <div className={desk.title}>
          <h1>{session.title}</h1>
          <p>{session.anchor.name}</p>
        </div>
        <AirBadge />
        <StageDoor />
        <ViewerCount />
        <ViewerConnection />
      </header>
      <main className={desk.stage}>
        <div className={desk.picture} data-orientation={session.orientation}>
          <LivePicture testId="watch-video" settings={settings} onSettings={setSettings} shelf />
        </div>
      </main>
      <aside className={desk.score}>
        <Tabs value={tab} onChange={setTab} classNames={tabs} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="danmaku">{t('tab.danmaku')}</Tabs.Tab>
            {rates && (
              <Tabs.Tab value="rubric" data-testid="open-rubric">
                {t('tab.rubric')}
                <span className={`${tabs.count} num`}>
                  {marked}/{session.rubric.criteria.length}
                </span>
              </Tabs.Tab>
            )}
          </Tabs.List>
          <Tabs.Panel value="danmaku">
            <DanmakuList />
            <DanmakuComposer />
          </Tabs.Panel>
          {rates && (
            <Tabs.Panel value="rubric">
              <RubricPanel />
            </Tabs.Panel>
          )}
        </Tabs>
      </aside>
    </div>
  );
}
