import { clockText } from '../../ui/format.ts';
import type { SegmentMoment } from './moments.ts';
import styles from './timeline.module.css';
import type { TimelineWindow } from './timeline-window.ts';

/** Below this a name is not worth its first letter. */
const NAMED_FROM_PX = 28;
const GAP_PX = 2;

/** The rundown as it ran: a bar for each segment, with its name where there is room. */
export function SegmentLane({
  segments,
  lane,
  view,
  x,
}: {
  segments: readonly SegmentMoment[];
  lane: { topPx: number; heightPx: number };
  view: TimelineWindow;
  x: (ms: number) => number;
}) {
  return segments
    .filter((each) => each.untilMediaMs >= view.fromMs && each.mediaMs <= view.toMs)
    .map((each) => {
      const left = x(Math.max(each.mediaMs, view.fromMs));
      const width = Math.max(2, x(Math.min(each.untilMediaMs, view.toMs)) - left - GAP_PX);
      return (
        <g
          key={each.seq}
          className={styles.segment}
          data-kind={each.segmentKind}
          data-testid="timeline-segment"
        >
          <rect x={left} y={lane.topPx} width={width} height={lane.heightPx - 2} rx={4} />
          {width >= NAMED_FROM_PX && (
            <svg x={left} y={lane.topPx} width={width - 4} height={lane.heightPx - 2} aria-hidden="true">
              <text x={6} y={14}>
                {each.title}
              </text>
            </svg>
          )}
          <title>{`${clockText(each.mediaMs)} ${each.title}`}</title>
        </g>
      );
    });
}
