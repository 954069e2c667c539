import { isOnAir } from '@caipai/shared/domain/session-machine';
import { useTranslation } from 'react-i18next';
import { StageMenu } from '../crew/stage-menu.tsx';
import { useCueSignal } from '../crew/use-cue-signal.ts';
import { DanmakuComposer } from '../live/danmaku/danmaku-composer.tsx';
import { DanmakuList } from '../live/danmaku/danmaku-list.tsx';
import { useDanmakuSettings } from '../live/danmaku/settings.ts';
import desk from '../live/frame/desk.module.css';
import { BackLink } from '../live/frame/live-gate.tsx';
import { RecordingWorry } from '../live/frame/recording-worry.tsx';
import { AirBadge, RecordingBadge, ViewerCount } from '../live/live-badges.tsx';
import { ConnectionBadge } from '../live/picture/connection-badge.tsx';
import { DanmakuControl } from '../live/picture/danmaku-control.tsx';
import { useSession } from '../live/room-context.tsx';
import { OpenQuestions } from '../moderation/open-questions.tsx';
import { PrompterButton, PrompterSheet, usePrompterOpen } from '../prompter/prompter-sheet.tsx';
import { RundownPanel } from '../rundown/rundown-panel.tsx';
import { ShelfTool } from '../shelf/shelf-tool.tsx';
import { AirButton, AirNote } from './air-button.tsx';
import { Checks } from './checks.tsx';
import { CueSignalMenu } from './cue-signal-menu.tsx';
import { DeviceControls } from './device-controls.tsx';
import { InterruptedNotice } from './interrupted-notice.tsx';
import { Stage } from './stage.tsx';
import { useDirector, useStudio } from './studio-context.tsx';
import styles from './studio-desk.module.css';
import { StudioNotices } from './studio-notices.tsx';
import { TranscriptMenu } from './transcript-menu.tsx';
import { VerdictLine } from './verdict-line.tsx';

/** The studio at a desk: plan left, stage in the middle, the audience right. */
export function StudioDesk() {
  const { t } = useTranslation('studio');
  const session = useSession();
  const director = useDirector();
  const onAir = isOnAir(session.state);
  const ready = useStudio((view) => view.capture === 'ready');
  const [settings, setSettings] = useDanmakuSettings('studio');
  const [signal, setSignal] = useCueSignal();
  const [prompting, setPrompting] = usePrompterOpen();
  return (
    <div className={`${desk.page} ${styles.page}`}>
      <header className={desk.head}>
        <BackLink />
        <div className={desk.title}>
          <h1>{session.title}</h1>
        </div>
        <RecordingBadge />
        <ViewerCount />
        <ConnectionBadge sample={onAir ? director.sample : null} />
        <AirBadge />
      </header>
      <aside className={styles.plan}>
        <h3 className={styles.label}>{t('rundown.title')}</h3>
        <RundownPanel />
      </aside>
      <main className={`${desk.stage} ${styles.middle}`}>
        <div
          className={`${desk.picture} ${styles.stage}`}
          data-orientation={session.orientation}
          data-state={session.state}
        >
          <Stage
            settings={settings}
            signal={signal}
            prompter={prompting && <PrompterSheet onClose={() => setPrompting(false)} />}
          >
            {!onAir && ready && (
              <div className={styles.checks}>
                <Checks />
              </div>
            )}
            <InterruptedNotice />
          </Stage>
        </div>
      </main>
      <aside className={styles.talk}>
        <h3 className={styles.label}>{t('talk.title')}</h3>
        <RecordingWorry />
        <OpenQuestions />
        <StudioNotices />
        <DanmakuList />
        <DanmakuComposer />
        <div className={styles.shelf}>
          <ShelfTool compact />
        </div>
      </aside>
      <footer className={styles.bar}>
        <DeviceControls />
        <div className={styles.air}>
          <VerdictLine />
          <AirButton />
          <AirNote />
        </div>
        <div className={styles.extras}>
          <PrompterButton open={prompting} onOpen={setPrompting} />
          <StageMenu />
          <TranscriptMenu />
          <CueSignalMenu signal={signal} onChange={setSignal} />
          <DanmakuControl settings={settings} onChange={setSettings} />
        </div>
      </footer>
    </div>
  );
}
