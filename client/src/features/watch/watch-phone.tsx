import { Drawer } from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DanmakuComposer } from '../live/danmaku/danmaku-composer.tsx';
import { DanmakuList } from '../live/danmaku/danmaku-list.tsx';
import { useDanmakuSettings } from '../live/danmaku/settings.ts';
import sheet from '../live/frame/bottom-sheet.module.css';
import { BackLink } from '../live/frame/live-gate.tsx';
import { useKeyboardInset } from '../live/frame/use-keyboard-inset.ts';
import { ViewerConnection } from '../live/health/viewer-connection.tsx';
import { AirBadge, ViewerCount } from '../live/live-badges.tsx';
import { LivePicture } from '../live/picture/live-picture.tsx';
import { useSession } from '../live/room-context.tsx';
import { RubricPanel } from '../live/rubric/rubric-panel.tsx';
import { useMarkSheet } from '../live/rubric/use-mark-sheet.ts';
import { ShelfSlot } from '../shelf/shelf-slot.tsx';
import { StageDoor } from './stage-door.tsx';
import { useMaySeeRubric } from './use-may-see-rubric.ts';
import styles from './watch-phone.module.css';

/** Watching in the hand: the upright picture fills the window, comments stand in its lower left. */
export function WatchPhone() {
  const { t } = useTranslation('watch');
  const session = useSession();
  const [settings, setSettings] = useDanmakuSettings('watch');
  const [rating, setRating] = useState(false);
  const rates = useMaySeeRubric();
  const { marked } = useMarkSheet();
  const upright = session.orientation === 'portrait';
  useKeyboardInset();

  return (
    <div className={styles.page} data-orientation={session.orientation} data-rating={rating || undefined}>
      <header className={styles.head}>
        <BackLink />
        <div className={styles.title}>
          <h1>{session.anchor.name}</h1>
          <p>{session.title}</p>
        </div>
        <StageDoor />
        <ViewerCount />
        <ViewerConnection compact />
      </header>
      <div className={styles.air}>
        <AirBadge />
      </div>
      <main className={styles.picture}>
        <LivePicture
          testId="watch-video"
          settings={settings}
          onSettings={setSettings}
          cover={upright && !rating}
        />
      </main>
      <div className={styles.list}>
        <DanmakuList floating={upright} />
      </div>
      <div className={styles.shelf}>
        <ShelfSlot />
      </div>
      <div className={styles.foot}>
        <div className={styles.composer}>
          <DanmakuComposer floating={upright} />
        </div>
        {rates && (
          <button
            type="button"
            className={styles.rate}
            onClick={() => setRating(true)}
            aria-label={t('tab.rubric')}
            data-testid="open-rubric"
          >
            <IconClipboardCheck size={22} aria-hidden />
            <span className="num">
              {marked}/{session.rubric.criteria.length}
            </span>
          </button>
        )}
      </div>
      <Drawer
        opened={rating}
        onClose={() => setRating(false)}
        position="bottom"
        size="60dvh"
        title={t('tab.rubric')}
        withOverlay={false}
        lockScroll={false}
        trapFocus={false}
        classNames={sheet}
      >
        <RubricPanel />
      </Drawer>
    </div>
  );
}
