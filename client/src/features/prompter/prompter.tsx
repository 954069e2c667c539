import { type Reading, readingOf } from '@caipai/shared/domain/reading-time';
import {
  IconChevronLeft,
  IconChevronRight,
  IconMinus,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlus,
  IconX,
} from '@tabler/icons-react';
import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { clockText } from '../../ui/format.ts';
import { useRemembered } from '../live/remembered.ts';
import { useRundownNow } from '../rundown/use-rundown.ts';
import styles from './prompter.module.css';
import { firstSettings, type PrompterAction, speedOf, steppedPace } from './prompter-settings.ts';
import type { Scroller, ScrollView } from './scroller.ts';
import { SettingsMenu } from './settings-menu.tsx';
import { usePromptedSegment, useScroller } from './use-prompter.ts';
import { usePrompterKeys } from './use-prompter-keys.ts';
import { useScriptMarks } from './use-script-marks.ts';

const atRest = createStore<ScrollView>(() => ({ playing: false, share: 0 }));

/** The script beside the lens: it moves at the reader's pace and stops where they stop. */
export function Prompter({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('prompter');
  const [settings, setSettings] = useRemembered('prompter', firstSettings);
  const { segments, segment, index, turnTo, mayTurn } = usePromptedSegment();
  const { place, text, scroller, readingMs } = useScroller(segment, settings);
  useScriptMarks(segment, text, scroller);
  const { playing, share } = useStore(scroller?.store ?? atRest);
  const { unit } = readingOf(segment?.script ?? '');
  const frame = useRef<HTMLElement>(null);
  // The button that opened it would otherwise take the space key.
  useEffect(() => {
    if (!document.activeElement?.matches('input, textarea, select'))
      frame.current?.focus({ preventScroll: true });
  }, []);
  const act = (action: PrompterAction) => {
    switch (action) {
      case 'toggle':
        return scroller?.play(!playing);
      case 'faster':
      case 'slower':
        return setSettings({ pace: steppedPace(settings.pace, unit, action === 'faster' ? 1 : -1) });
      case 'forward':
      case 'back':
        return scroller?.turnPage(action === 'forward' ? 1 : -1);
      case 'nextSegment':
        return turnTo(segments[index + 1]?.id);
      case 'previousSegment':
        return turnTo(segments[index - 1]?.id);
    }
  };
  usePrompterKeys(settings.keys, act);
  // A click leaves the keys with the prompter instead of repeating the button; the menu's own clicks bubble up to
  // here as well.
  const keepKeys = (event: MouseEvent) => {
    if (event.currentTarget.contains(event.target as Node)) event.preventDefault();
  };

  return (
    <section
      ref={frame}
      tabIndex={-1}
      className={styles.prompter}
      data-theme={settings.theme}
      data-playing={playing || undefined}
      aria-label={t('title')}
      data-testid="prompter"
    >
      <Window scroller={scroller}>
        <div ref={place} className={styles.window}>
          <i className={styles.line} aria-hidden />
          <div ref={text} className={styles.text} data-testid="prompter-text" />
          {segment && segment.script === '' && <p className={styles.empty}>{t('empty')}</p>}
          {!segment && <p className={styles.empty}>{t('noRundown')}</p>}
        </div>
      </Window>
      <Standing readingMs={readingMs} share={share} />
      <div className={styles.bar} onMouseDown={keepKeys} role="toolbar" aria-label={t('controls')}>
        <button
          type="button"
          className={styles.play}
          onClick={() => act('toggle')}
          aria-label={t(playing ? 'pause' : 'play')}
          aria-pressed={playing}
          data-testid="prompter-toggle"
        >
          {playing ? (
            <IconPlayerPauseFilled size={20} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={20} aria-hidden />
          )}
        </button>
        <Speed pace={settings.pace} unit={unit} onStep={(by) => act(by === 1 ? 'faster' : 'slower')} />
        <span className={styles.gap} />
        <button
          type="button"
          onClick={() => act('previousSegment')}
          disabled={!mayTurn || index === 0}
          aria-label={t('previous')}
          title={segments[index - 1]?.title ?? t('previous')}
        >
          <IconChevronLeft size={20} aria-hidden />
        </button>
        <button
          type="button"
          onClick={() => act('nextSegment')}
          disabled={!mayTurn || index >= segments.length - 1}
          aria-label={t('next')}
          title={segments[index + 1]?.title ?? t('next')}
          data-testid="prompter-next"
        >
          <IconChevronRight size={20} aria-hidden />
        </button>
        <SettingsMenu settings={settings} onChange={setSettings} />
        <button type="button" onClick={onClose} aria-label={t('close')} data-testid="prompter-close">
          <IconX size={20} aria-hidden />
        </button>
      </div>
    </section>
  );
}

/** Moved by hand as well: wheel, finger, mouse. */
function Window({ scroller, children }: { scroller: Scroller | null; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const lastY = useRef<number | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element || !scroller) return;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      scroller.nudge(event.deltaY);
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [scroller]);
  const move = (event: PointerEvent) => {
    if (lastY.current === null) return;
    scroller?.nudge(lastY.current - event.clientY);
    lastY.current = event.clientY;
  };
  const drop = () => {
    lastY.current = null;
  };
  return (
    <div
      ref={box}
      className={styles.grip}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        lastY.current = event.clientY;
      }}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={drop}
    >
      {children}
    </div>
  );
}

/** What is left to read against what is left of the segment. */
function Standing({ readingMs, share }: { readingMs: number; share: number }) {
  const { t } = useTranslation('prompter');
  const now = useRundownNow();
  const toReadMs = readingMs * (1 - share);
  const lateMs = now ? toReadMs - Math.max(0, now.leftMs) : 0;
  const over = now !== null && toReadMs > 1_000 && lateMs > 1_000;
  return (
    <p className={styles.standing} data-over={over || undefined} data-testid="prompter-standing">
      <span className="num">{t('toRead', { time: clockText(toReadMs + 500) })}</span>
      {now &&
        (over ? (
          <b className="num">{t('late', { time: clockText(lateMs + 500) })}</b>
        ) : (
          <span className="num">
            {now.leftMs >= 0
              ? t('left', { time: clockText(now.leftMs + 999) })
              : t('over', { time: clockText(-now.leftMs) })}
          </span>
        ))}
    </p>
  );
}

function Speed({
  pace,
  unit,
  onStep,
}: {
  pace: number;
  unit: Reading['unit'];
  onStep: (by: 1 | -1) => void;
}) {
  const { t } = useTranslation('prompter');
  return (
    <span className={styles.speed}>
      <button type="button" onClick={() => onStep(-1)} aria-label={t('slower')}>
        <IconMinus size={18} aria-hidden />
      </button>
      <output className="num" aria-label={t('speed')} data-testid="prompter-speed">
        {t(`speed.${unit}`, { speed: speedOf(pace, unit) })}
      </output>
      <button type="button" onClick={() => onStep(1)} aria-label={t('faster')} data-testid="prompter-faster">
        <IconPlus size={18} aria-hidden />
      </button>
    </span>
  );
}
