import { isOnAir } from '@caipai/shared/domain/session-machine';
import { Drawer } from '@mantine/core';
import { IconListDetails, IconMessageCircle, IconShoppingBag } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StageMenu } from '../crew/stage-menu.tsx';
import { useCueSignal } from '../crew/use-cue-signal.ts';
import { DanmakuComposer } from '../live/danmaku/danmaku-composer.tsx';
import { DanmakuList } from '../live/danmaku/danmaku-list.tsx';
import { useDanmakuSettings } from '../live/danmaku/settings.ts';
import sheet from '../live/frame/bottom-sheet.module.css';
import { BackLink } from '../live/frame/live-gate.tsx';
import { RecordingWorry } from '../live/frame/recording-worry.tsx';
import { useKeyboardInset } from '../live/frame/use-keyboard-inset.ts';
import { AirBadge, RecordingBadge, ViewerCount } from '../live/live-badges.tsx';
import { ConnectionBadge } from '../live/picture/connection-badge.tsx';
import { DanmakuControl } from '../live/picture/danmaku-control.tsx';
import { useSession } from '../live/room-context.tsx';
import { OpenQuestions } from '../moderation/open-questions.tsx';
import { PrompterButton, PrompterSheet, usePrompterOpen } from '../prompter/prompter-sheet.tsx';
import { RundownChip, RundownPanel } from '../rundown/rundown-panel.tsx';
import { ShelfTool } from '../shelf/shelf-tool.tsx';
import { AirButton, AirNote } from './air-button.tsx';
import { Checks } from './checks.tsx';
import { CueSignalMenu } from './cue-signal-menu.tsx';
import { DeviceControls } from './device-controls.tsx';
import { InterruptedNotice } from './interrupted-notice.tsx';
import { SpeechSettings } from './speech-settings.tsx';
import { Stage } from './stage.tsx';
import { useDirector, useStudio } from './studio-context.tsx';
import { StudioNotices } from './studio-notices.tsx';
import styles from './studio-phone.module.css';
import { TranscriptMenu } from './transcript-menu.tsx';
import { VerdictLine } from './verdict-line.tsx';

const titles = { plan: 'rundown.title', talk: 'talk.title', shelf: 'shelf.title' } as const;
type Sheet = keyof typeof titles;

/** The studio in the hand: the stage is the window, all else waits behind three buttons. */
export function StudioPhone() {
  const { t } = useTranslation('studio');
  const session = useSession();
  const director = useDirector();
  const onAir = isOnAir(session.state);
  const ready = useStudio((view) => view.capture === 'ready');
  const [settings, setSettings] = useDanmakuSettings('studio');
  const [signal, setSignal] = useCueSignal();
  const [prompting, setPrompting] = usePrompterOpen();
  const [sheetOpen, setSheetOpen] = useState(false);
  // Stays while it is put away, so that it does not change on its way out.
  const [open, setOpen] = useState<Sheet>('talk');
  const show = (which: Sheet) => {
    setOpen(which);
    setSheetOpen(true);
  };
  useKeyboardInset();
  const shelf = (
    <button
      type="button"
      className={styles.tab}
      onClick={() => show('shelf')}
      aria-label={t('shelf.title')}
      data-testid="tab-shelf"
    >
      <IconShoppingBag size={22} aria-hidden />
    </button>
  );
  return (
    <div className={styles.page}>
      <main className={styles.stage}>
        <Stage
          settings={settings}
          signal={signal}
          prompter={prompting && <PrompterSheet onClose={() => setPrompting(false)} />}
        >
          <header className={styles.head}>
            <BackLink />
            <AirBadge />
            <span className={styles.gap} />
            <RecordingBadge />
            <ViewerCount />
            <ConnectionBadge sample={onAir ? director.sample : null} compact />
          </header>
          <div className={styles.lower}>
            {onAir && (
              <>
                <div className={styles.list}>
                  <DanmakuList floating />
                </div>
                <div className={styles.row}>
                  <span className={styles.now}>
                    <RundownChip />
                  </span>
                  {shelf}
                </div>
              </>
            )}
            {!onAir && ready && <Checks />}
            <RecordingWorry />
            <StudioNotices />
            <AirNote />
            <div className={styles.row}>
              <DeviceControls compact={onAir} />
              {onAir ? (
                <div className={styles.air}>
                  <AirButton />
                </div>
              ) : (
                shelf
              )}
              <button
                type="button"
                className={styles.tab}
                onClick={() => show('talk')}
                aria-label={t('talk.title')}
                data-testid="tab-talk"
              >
                <IconMessageCircle size={22} aria-hidden />
              </button>
              <button
                type="button"
                className={styles.tab}
                onClick={() => show('plan')}
                aria-label={t('rundown.title')}
                data-testid="tab-plan"
              >
                <IconListDetails size={22} aria-hidden />
              </button>
            </div>
            <VerdictLine />
            {!onAir && (
              <div className={styles.air}>
                <AirButton />
              </div>
            )}
          </div>
          <InterruptedNotice />
        </Stage>
      </main>
      <Drawer
        opened={sheetOpen}
        onClose={() => setSheetOpen(false)}
        position="bottom"
        size="64dvh"
        title={t(titles[open])}
        withOverlay={false}
        closeButtonProps={{ 'aria-label': t('sheet.close') }}
        lockScroll={false}
        classNames={sheet}
      >
        {open === 'plan' && (
          <>
            <RundownPanel />
            <div className={styles.settings}>
              <PrompterButton
                open={prompting}
                onOpen={(next) => {
                  setPrompting(next);
                  setSheetOpen(false);
                }}
              />
              <StageMenu />
              <TranscriptMenu />
              <CueSignalMenu signal={signal} onChange={setSignal} />
              <DanmakuControl settings={settings} onChange={setSettings} />
            </div>
            <div className={styles.speech}>
              <SpeechSettings />
            </div>
          </>
        )}
        {open === 'talk' && (
          <>
            <OpenQuestions />
            <DanmakuList />
            <DanmakuComposer />
          </>
        )}
        {open === 'shelf' && (
          <div className={styles.shelf}>
            <ShelfTool />
          </div>
        )}
      </Drawer>
    </div>
  );
}
