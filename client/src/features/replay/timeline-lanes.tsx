import { memo, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCueWords } from '../../ui/cue-words.ts';
import { clockText, useFormat } from '../../ui/format.ts';
import { useHouseWords } from './house-words.ts';
import { densityOf, type Moments } from './moments.ts';
import { SegmentLane } from './segment-lane.tsx';
import styles from './timeline.module.css';
import { EDGE_PX, type Plot, pxAt, type TimelineWindow, ticksOf } from './timeline-window.ts';

const RULER_PX = 26;
const LANE_GAP_PX = 6;
const BINS = 150;
const PEAK_MS = 100;
/** Half of `1:02:03`. */
const HALF_LABEL_PX = 26;

interface Lane {
  key: 'segments' | 'sound' | 'danmaku' | 'cues' | 'talkback' | 'goods' | 'marks' | 'house' | 'joins';
  topPx: number;
  heightPx: number;
}

function stack(
  showCues: boolean,
  showSound: boolean,
  showTalkback: boolean,
  showHouse: boolean,
  showSegments: boolean,
  showGoods: boolean,
): { lanes: Lane[]; heightPx: number } {
  const heights: [Lane['key'], number][] = [
    ...(showSegments ? ([['segments', 22]] as [Lane['key'], number][]) : []),
    ...(showSound ? ([['sound', 34]] as [Lane['key'], number][]) : []),
    ['danmaku', 52],
    ...(showCues ? ([['cues', 28]] as [Lane['key'], number][]) : []),
    ...(showTalkback ? ([['talkback', 18]] as [Lane['key'], number][]) : []),
    ...(showGoods ? ([['goods', 22]] as [Lane['key'], number][]) : []),
    ['marks', 34],
    ...(showHouse ? ([['house', 18]] as [Lane['key'], number][]) : []),
    ['joins', 18],
  ];
  let topPx = RULER_PX;
  const lanes = heights.map(([key, heightPx]) => {
    const lane = { key, topPx, heightPx };
    topPx += heightPx + LANE_GAP_PX;
    return lane;
  });
  return { lanes, heightPx: topPx };
}

/** The lanes as one drawing. Redrawn when the window moves, never by the playhead. */
export const TimelineLanes = memo(function TimelineLanes({
  moments,
  showCues,
  peaks,
  view,
  lengthMs,
  plot,
  widthPx,
}: {
  moments: Moments;
  showCues: boolean;
  peaks: readonly number[] | null;
  view: TimelineWindow;
  lengthMs: number;
  plot: Plot;
  widthPx: number;
}) {
  const { t } = useTranslation('replay');
  const format = useFormat();
  const words = useCueWords();
  const id = useId();
  const density = useMemo(() => densityOf(moments.danmaku, lengthMs, BINS), [moments.danmaku, lengthMs]);
  const { lanes, heightPx } = stack(
    showCues,
    peaks !== null,
    moments.talks.length > 0,
    moments.house.length > 0,
    moments.segments.length > 0,
    moments.shelf.length > 0,
  );
  const rightPx = plot.leftPx + plot.widthPx;
  const x = (ms: number) => pxAt(plot, view, ms);
  const seen = (ms: number) => ms >= view.fromMs - 1_000 && ms <= view.toMs + 1_000;
  const laneOf = (key: Lane['key']) => lanes.find((lane) => lane.key === key);
  const cueLane = laneOf('cues');
  const talkLane = laneOf('talkback');
  const goodsLane = laneOf('goods');
  const markLane = laneOf('marks');
  const houseWords = useHouseWords();
  const houseLane = laneOf('house');
  const joinLane = laneOf('joins');
  const danmakuLane = laneOf('danmaku');
  const soundLane = laneOf('sound');
  const segmentLane = laneOf('segments');

  return (
    <svg width={widthPx} height={heightPx} className={styles.lanes} aria-hidden="true">
      <defs>
        <pattern
          id={`${id}hatch`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path className={styles.hatch} d="M0 0v6" />
        </pattern>
        <linearGradient id={`${id}swell`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" className={styles.swellTop} />
          <stop offset="1" className={styles.swellEnd} />
        </linearGradient>
        <clipPath id={`${id}plot`}>
          <rect x={plot.leftPx - EDGE_PX} y={0} width={plot.widthPx + 2 * EDGE_PX} height={heightPx} />
        </clipPath>
      </defs>
      {ticksOf(view, plot.widthPx).map((ms) => (
        <g key={ms}>
          <line className={styles.grid} x1={x(ms)} x2={x(ms)} y1={RULER_PX - 6} y2={heightPx} />
          <text
            className={styles.tick}
            x={x(ms)}
            y={13}
            textAnchor={x(ms) < HALF_LABEL_PX ? 'start' : x(ms) > widthPx - HALF_LABEL_PX ? 'end' : 'middle'}
          >
            {clockText(ms)}
          </text>
        </g>
      ))}
      {lanes.map((lane) => (
        <g key={lane.key}>
          <line
            className={styles.base}
            x1={plot.leftPx}
            x2={rightPx}
            y1={lane.topPx + lane.heightPx + 0.5}
            y2={lane.topPx + lane.heightPx + 0.5}
          />
          {plot.leftPx > EDGE_PX && (
            <text className={styles.label} x={2} y={lane.topPx + lane.heightPx / 2 + 5}>
              {t(`timeline.${lane.key}`)}
            </text>
          )}
        </g>
      ))}
      <g clipPath={`url(#${id}plot)`}>
        {segmentLane && <SegmentLane segments={moments.segments} lane={segmentLane} view={view} x={x} />}
        {soundLane && peaks && (
          <path
            className={styles.sound}
            d={wavePath(peaks, view, plot, x, soundLane.topPx, soundLane.heightPx)}
          />
        )}
        {danmakuLane && (
          <path
            className={styles.swell}
            fill={`url(#${id}swell)`}
            d={swellPath(density, lengthMs, x, danmakuLane.topPx, danmakuLane.heightPx)}
          />
        )}
        {moments.holes.map((hole) => (
          <g key={hole.mediaMs}>
            <rect
              x={x(hole.mediaMs) - 6}
              y={RULER_PX - 4}
              width={12}
              height={heightPx - RULER_PX}
              fill={`url(#${id}hatch)`}
            />
            <title>{t('timeline.hole', { length: format.length(hole.lostMs) })}</title>
          </g>
        ))}
        {cueLane &&
          moments.cues
            .filter((cue) => seen(cue.mediaMs))
            .map((cue) => (
              <g
                key={cue.seq}
                className={styles.cue}
                data-priority={cue.priority}
                transform={`translate(${x(cue.mediaMs)} ${cueLane.topPx + cueLane.heightPx / 2})`}
              >
                <path d="M0-10h12a3 3 0 0 1 3 3V4a3 3 0 0 1-3 3H4L0 12Z" />
                <title>{`${clockText(cue.mediaMs)} ${words({ kind: cue.cueKind, text: cue.text })}`}</title>
              </g>
            ))}
        {talkLane &&
          moments.talks
            .filter((talk) => talk.untilMediaMs >= view.fromMs && talk.mediaMs <= view.toMs)
            .map((talk) => (
              <rect
                key={talk.seq}
                className={styles.talk}
                x={x(talk.mediaMs)}
                y={talkLane.topPx + 4}
                width={Math.max(3, x(talk.untilMediaMs) - x(talk.mediaMs))}
                height={talkLane.heightPx - 8}
                rx={3}
                data-testid="timeline-talk"
              >
                <title>{`${clockText(talk.mediaMs)} ${talk.who ?? ''}`}</title>
              </rect>
            ))}
        {goodsLane &&
          moments.pinned
            .filter((stretch) => stretch.untilMediaMs >= view.fromMs && stretch.mediaMs <= view.toMs)
            .map((stretch) => (
              <rect
                key={stretch.seq}
                className={styles.pinned}
                x={x(stretch.mediaMs)}
                y={goodsLane.topPx + 5}
                width={Math.max(3, x(stretch.untilMediaMs) - x(stretch.mediaMs))}
                height={goodsLane.heightPx - 10}
                rx={3}
                data-testid="timeline-pinned"
              >
                <title>{`${clockText(stretch.mediaMs)} ${stretch.title}`}</title>
              </rect>
            ))}
        {goodsLane &&
          moments.shelf
            .filter(({ entry, mediaMs }) => entry.kind === 'shelf.sold' && seen(mediaMs))
            .map((sale) => (
              <circle
                key={sale.seq}
                className={styles.sold}
                cx={x(sale.mediaMs)}
                cy={goodsLane.topPx + goodsLane.heightPx / 2}
                r={4}
              />
            ))}
        {markLane &&
          moments.marks
            .filter((mark) => seen(mark.mediaMs))
            .map((mark) => {
              const bottom = markLane.topPx + markLane.heightPx;
              const top = bottom - 6 - (mark.share ?? 0) * (markLane.heightPx - 12);
              return (
                <g key={mark.seq} className={styles.mark} data-empty={mark.share === null || undefined}>
                  <line x1={x(mark.mediaMs)} x2={x(mark.mediaMs)} y1={bottom} y2={top} />
                  <circle cx={x(mark.mediaMs)} cy={top} r={5} />
                  <title>{`${clockText(mark.mediaMs)} ${mark.criterion} ${mark.level ?? ''}`}</title>
                </g>
              );
            })}
        {houseLane &&
          moments.house
            .filter((house) => seen(house.mediaMs))
            .map((house) => (
              <rect
                key={house.seq}
                className={styles.house}
                x={x(house.mediaMs) - 4}
                y={houseLane.topPx + houseLane.heightPx / 2 - 4}
                width={8}
                height={8}
                rx={2}
                data-testid="timeline-house"
              >
                <title>{`${clockText(house.mediaMs)} ${houseWords(house)}`}</title>
              </rect>
            ))}
        {joinLane &&
          moments.joins
            .filter((join) => seen(join.mediaMs))
            .map((join) => (
              <circle
                key={join.seq}
                className={styles.join}
                cx={x(join.mediaMs)}
                cy={joinLane.topPx + joinLane.heightPx / 2}
                r={3}
              />
            ))}
      </g>
    </svg>
  );
});

/** A smooth hill over the bins, closed at the lane's floor. */
function swellPath(
  density: number[],
  lengthMs: number,
  x: (ms: number) => number,
  topPx: number,
  heightPx: number,
): string {
  const floor = topPx + heightPx;
  const points = density.map((value, bin) => ({
    x: x(((bin + 0.5) / density.length) * lengthMs),
    y: floor - value * (heightPx - 4),
  }));
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return '';
  let path = `M${x(0).toFixed(1)} ${floor}L${first.x.toFixed(1)} ${first.y.toFixed(1)}`;
  for (let index = 1; index < points.length; index++) {
    const before = points[index - 1] ?? first;
    const here = points[index] ?? last;
    const middle = ((before.x + here.x) / 2).toFixed(1);
    path += `C${middle} ${before.y.toFixed(1)} ${middle} ${here.y.toFixed(1)} ${here.x.toFixed(1)} ${here.y.toFixed(1)}`;
  }
  return `${path}L${x(lengthMs).toFixed(1)} ${floor}Z`;
}

/** One bar every other pixel, as high as the loudest moment in it, mirrored about the middle of the lane. */
function wavePath(
  peaks: readonly number[],
  view: TimelineWindow,
  plot: Plot,
  x: (ms: number) => number,
  topPx: number,
  heightPx: number,
): string {
  const bars = Math.max(1, Math.floor(plot.widthPx / 2));
  const barMs = (view.toMs - view.fromMs) / bars;
  const middle = topPx + heightPx / 2;
  let path = '';
  for (let bar = 0; bar < bars; bar += 1) {
    const fromMs = view.fromMs + bar * barMs;
    const first = Math.floor(fromMs / PEAK_MS);
    const last = Math.max(first + 1, Math.ceil((fromMs + barMs) / PEAK_MS));
    let highest = 0;
    for (let index = first; index < last; index += 1) highest = Math.max(highest, peaks[index] ?? 0);
    const half = Math.max(0.5, (highest / 255) * (heightPx / 2));
    path += `M${x(fromMs).toFixed(1)} ${(middle - half).toFixed(1)}h1.2v${(2 * half).toFixed(1)}h-1.2z`;
  }
  return path;
}
