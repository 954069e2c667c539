import type { Replay } from '@caipai/shared/schemas/replay';
import type { SpeechLanguage } from '@caipai/shared/schemas/speech';
import { defaultSpeechSettings } from '@caipai/shared/speech/settings';
import { ActionIcon } from '@mantine/core';
import { IconArrowsHorizontal, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Playback } from '../../player/playback.ts';
import { clockText } from '../../ui/format.ts';
import type { Moments } from './moments.ts';
import { SpeechReadout } from './speech-readout.tsx';
import { SpeechRibbon } from './speech-ribbon.tsx';
import { type SpokenSecond, spokenAt } from './speech-series.ts';
import { useSpeechWords } from './speech-words.ts';
import { StillPreview } from './still-preview.tsx';
import styles from './timeline.module.css';
import { TimelineLanes } from './timeline-lanes.tsx';
import {
  EDGE_PX,
  following,
  panned,
  plotOf,
  pxAt,
  type TimelineWindow,
  wholeWindow,
  zoomed,
} from './timeline-window.ts';
import { useTimelineGestures } from './use-timeline-gestures.ts';

const STEP_MS = 5_000;

/** Everything that happened, over the whole width and on one clock. */
export function Timeline({
  playback,
  lengthMs,
  moments,
  showCues,
  storyboard,
  peaks,
  speech,
}: {
  playback: Playback;
  lengthMs: number;
  moments: Moments;
  showCues: boolean;
  storyboard: Replay['storyboard'];
  /** Amplitudes of the sound, ten a second; null while there are none. */
  peaks: readonly number[] | null;
  /** How the anchor spoke; empty for those who may not know, and while nothing is known. */
  speech: { series: readonly SpokenSecond[]; language: SpeechLanguage };
}) {
  const { t } = useTranslation('replay');
  const box = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(0);
  const [view, setView] = useState<TimelineWindow>(() => wholeWindow(lengthMs));
  const [hoverMs, setHoverMs] = useState<number | null>(null);
  const positionMs = useStore(playback.store, (state) => state.positionMs);
  const playing = useStore(playback.store, (state) => state.playing);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidthPx(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const plot = useMemo(() => plotOf(widthPx), [widthPx]);
  const toPx = (ms: number) => pxAt(plot, view, ms);

  // Between two of the store's readings the playhead glides by itself.
  const place = useRef(toPx);
  place.current = toPx;
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      if (playhead.current)
        playhead.current.style.transform = `translateX(${place.current(playback.positionMs)}px)`;
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [playback]);

  useEffect(() => {
    if (playing) setView((old) => following(old, positionMs, lengthMs));
  }, [playing, positionMs, lengthMs]);

  const gestures = useTimelineGestures(box, {
    plot,
    view,
    onSeek: (ms) => playback.seek(ms),
    onHover: setHoverMs,
    onZoom: (factor, anchorMs) => setView((old) => zoomed(old, factor, anchorMs, lengthMs)),
    onPan: (byMs) => setView((old) => panned(old, byMs, lengthMs)),
    zoomedOut: view.toMs - view.fromMs >= lengthMs - 1,
  });

  const zoomBy = (factor: number) => setView((old) => zoomed(old, factor, playback.positionMs, lengthMs));
  const press = (event: KeyboardEvent) => {
    const act = new Map([
      ['ArrowLeft', () => playback.skip(event.shiftKey ? -1_000 : -STEP_MS)],
      ['ArrowRight', () => playback.skip(event.shiftKey ? 1_000 : STEP_MS)],
      ['Home', () => playback.seek(0)],
      ['End', () => playback.seek(lengthMs)],
      ['PageUp', () => playback.skip(-30_000)],
      ['PageDown', () => playback.skip(30_000)],
      ['+', () => zoomBy(0.6)],
      ['=', () => zoomBy(0.6)],
      ['-', () => zoomBy(1 / 0.6)],
      ['0', () => setView(wholeWindow(lengthMs))],
      [' ', () => playback.toggle()],
      [',', () => playback.stepFrame(-1)],
      ['.', () => playback.stepFrame(1)],
    ]).get(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    setView((old) => following(old, playback.positionMs, lengthMs));
  };

  const speechWords = useSpeechWords(speech.language);
  const spoken = spokenAt(speech.series, positionMs);
  const said = spoken && speechWords(spoken);
  const closeUp = view.toMs - view.fromMs < lengthMs - 1;
  return (
    <section className={styles.timeline} aria-label={t('timeline.label')}>
      <div
        ref={box}
        className={styles.box}
        role="slider"
        tabIndex={0}
        aria-label={t('timeline.label')}
        aria-valuemin={0}
        aria-valuemax={Math.round(lengthMs / 1_000)}
        aria-valuenow={Math.round(positionMs / 1_000)}
        aria-valuetext={[clockText(positionMs), said?.loudness, said?.pace, said?.talk, said?.pause]
          .filter((words) => words)
          .join(', ')}
        data-testid="timeline"
        onKeyDown={press}
        {...gestures}
      >
        {plot.widthPx > 0 && (
          <TimelineLanes
            moments={moments}
            showCues={showCues}
            peaks={peaks}
            view={view}
            lengthMs={lengthMs}
            plot={plot}
            widthPx={widthPx}
          />
        )}
        {plot.widthPx > 0 && speech.series.length > 0 && (
          <SpeechRibbon
            series={speech.series}
            settings={defaultSpeechSettings[speech.language]}
            view={view}
            plot={plot}
            widthPx={widthPx}
          />
        )}
        {hoverMs !== null && (
          <div className={styles.hover} style={{ transform: `translateX(${toPx(hoverMs)}px)` }} aria-hidden>
            {/* Slides along its line: at both ends the label ends where the timeline does. */}
            <span className="num" style={{ transform: `translateX(${(-100 * toPx(hoverMs)) / widthPx}%)` }}>
              {clockText(hoverMs)}
            </span>
          </div>
        )}
        <div className={styles.clip} style={{ left: plot.leftPx - EDGE_PX }} aria-hidden>
          <div ref={playhead} className={styles.playhead} style={{ marginLeft: EDGE_PX - plot.leftPx }} />
        </div>
      </div>
      {hoverMs !== null && storyboard && (
        <div
          className={styles.preview}
          style={{
            left: Math.min(Math.max(toPx(hoverMs) - storyboard.widthPx / 2, 0), widthPx - storyboard.widthPx),
          }}
          aria-hidden
        >
          <StillPreview storyboard={storyboard} atMs={hoverMs} />
        </div>
      )}
      {speech.series.length > 0 && (
        <SpeechReadout series={speech.series} atMs={hoverMs ?? positionMs} language={speech.language} />
      )}
      <footer className={styles.foot}>
        <div className={styles.map} aria-hidden>
          <span
            style={{
              left: `${(100 * view.fromMs) / lengthMs}%`,
              width: `${(100 * (view.toMs - view.fromMs)) / lengthMs}%`,
            }}
          />
        </div>
        <ActionIcon aria-label={t('timeline.zoomOut')} disabled={!closeUp} onClick={() => zoomBy(1 / 0.6)}>
          <IconZoomOut size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon
          aria-label={t('timeline.zoomIn')}
          onClick={() => zoomBy(0.6)}
          data-testid="timeline-zoom-in"
        >
          <IconZoomIn size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon
          aria-label={t('timeline.whole')}
          disabled={!closeUp}
          onClick={() => setView(wholeWindow(lengthMs))}
        >
          <IconArrowsHorizontal size={18} stroke={1.6} />
        </ActionIcon>
      </footer>
    </section>
  );
}
