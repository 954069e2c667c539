import type { SpeechSettings } from '@caipai/shared/speech/settings';
import { memo, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './speech-ribbon.module.css';
import { paceBandOf, type SpokenSecond, type SpokenStretch, stretchesOf } from './speech-series.ts';
import { EDGE_PX, type Plot, pxAt, type TimelineWindow } from './timeline-window.ts';

const LOUDNESS = { topPx: 4, heightPx: 60 };
const PACE = { topPx: 72, heightPx: 18 };
const TALK = { topPx: 98, heightPx: 22 };
const HEIGHT_PX = 124;
/** Ends of the loudness scale. */
const LOUDEST_LUFS = -8;
const QUIETEST_LUFS = -28;
/** Shorter ones are breaths. */
const PAUSE_FROM_MS = 1_000;
/** Seconds farther apart than this do not belong to one line. */
const GAP_MS = 1_500;

/** The anchor's voice under the timeline: loudness in its good band, pace by bands, talking and pauses. */
export const SpeechRibbon = memo(function SpeechRibbon({
  series,
  settings,
  view,
  plot,
  widthPx,
}: {
  series: readonly SpokenSecond[];
  settings: SpeechSettings;
  view: TimelineWindow;
  plot: Plot;
  widthPx: number;
}) {
  const { t } = useTranslation('replay');
  const id = useId();
  const stretches = useMemo(() => stretchesOf(series, view, plot.widthPx / 2), [series, view, plot.widthPx]);
  const x = (ms: number) => pxAt(plot, view, ms);
  const loudnessY = (lufs: number) => {
    const share = (LOUDEST_LUFS - lufs) / (LOUDEST_LUFS - QUIETEST_LUFS);
    return LOUDNESS.topPx + Math.min(1, Math.max(0, share)) * LOUDNESS.heightPx;
  };
  const { goodFromLufs, goodToLufs } = settings.loudness;
  const labels = [
    ['loudness', LOUDNESS],
    ['pace', PACE],
    ['talk', TALK],
  ] as const;
  return (
    <svg
      width={widthPx}
      height={HEIGHT_PX}
      className={styles.ribbon}
      aria-hidden="true"
      data-testid="speech-ribbon"
    >
      <defs>
        <clipPath id={`${id}plot`}>
          <rect x={plot.leftPx - EDGE_PX} y={0} width={plot.widthPx + 2 * EDGE_PX} height={HEIGHT_PX} />
        </clipPath>
        <pattern
          id={`${id}fast`}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" className={styles.fastGround} />
          <path className={styles.fastLine} d="M0 0v5" />
        </pattern>
      </defs>
      {plot.leftPx > EDGE_PX &&
        labels.map(([key, { topPx, heightPx }]) => (
          <text key={key} className={styles.label} x={2} y={topPx + heightPx / 2 + 5}>
            {t(`speech.${key}`)}
          </text>
        ))}
      <rect
        className={styles.good}
        x={plot.leftPx}
        width={plot.widthPx}
        y={loudnessY(goodToLufs)}
        height={loudnessY(goodFromLufs) - loudnessY(goodToLufs)}
      />
      {labels.map(([key, { topPx, heightPx }]) => (
        <line
          key={key}
          className={styles.base}
          x1={plot.leftPx}
          x2={plot.leftPx + plot.widthPx}
          y1={topPx + heightPx + 0.5}
          y2={topPx + heightPx + 0.5}
        />
      ))}
      <g clipPath={`url(#${id}plot)`}>
        <path className={styles.line} d={linePath(stretches, x, loudnessY)} />
        {(['slow', 'good', 'fast'] as const).map((band) => (
          <path
            key={band}
            className={styles.pace}
            data-band={band}
            fill={band === 'fast' ? `url(#${id}fast)` : undefined}
            d={bandPath(
              stretches.filter(
                (each) => paceBandOf(each.syllablesPerMin, settings) === band && !isPause(each),
              ),
              x,
              // Not by colour alone: the faster the higher.
              { slow: 0.45, good: 0.72, fast: 1 }[band],
            )}
          />
        ))}
        <path className={styles.talk} d={talkPath(stretches, x)} />
        <path className={styles.pause} d={pausePath(stretches, x)} />
      </g>
    </svg>
  );
});

const isPause = ({ pauseMs }: SpokenStretch) => pauseMs >= PAUSE_FROM_MS;
const px = (value: number) => value.toFixed(1);

function linePath(
  stretches: readonly SpokenStretch[],
  x: (ms: number) => number,
  y: (lufs: number) => number,
): string {
  let path = '';
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { fromMs, toMs, shortTermLufs } of stretches) {
    if (shortTermLufs === null) continue;
    const joined = fromMs - lastMs <= GAP_MS;
    path += `${joined ? 'L' : 'M'}${px(x((fromMs + toMs) / 2))} ${px(y(shortTermLufs))}`;
    lastMs = toMs;
  }
  return path;
}

/** Half a pixel wider than the second, so that neighbours touch. */
function barPath(fromPx: number, toPx: number, topPx: number, heightPx: number): string {
  return `M${px(fromPx)} ${px(topPx)}H${px(toPx + 0.5)}v${px(heightPx)}H${px(fromPx)}z`;
}

function bandPath(stretches: readonly SpokenStretch[], x: (ms: number) => number, share: number): string {
  const heightPx = PACE.heightPx * share;
  return stretches
    .map(({ fromMs, toMs }) => barPath(x(fromMs), x(toMs), PACE.topPx + PACE.heightPx - heightPx, heightPx))
    .join('');
}

function talkPath(stretches: readonly SpokenStretch[], x: (ms: number) => number): string {
  return stretches
    .map(({ fromMs, toMs, talkShare }) => {
      const heightPx = Math.max(1, TALK.heightPx * talkShare);
      return barPath(x(fromMs), x(toMs), TALK.topPx + TALK.heightPx - heightPx, heightPx);
    })
    .join('');
}

function pausePath(stretches: readonly SpokenStretch[], x: (ms: number) => number): string {
  return stretches
    .filter(isPause)
    .map(({ fromMs, toMs }) => barPath(x(fromMs), x(toMs), TALK.topPx + TALK.heightPx - 5, 5))
    .join('');
}
