import type { Replay } from '@caipai/shared/schemas/replay';
import styles from './timeline.module.css';

/** The picture at a moment, cut out of its sheet of stills. */
export function StillPreview({
  storyboard: { intervalMs, columns, rows, widthPx, heightPx, sheets },
  atMs,
}: {
  storyboard: NonNullable<Replay['storyboard']>;
  atMs: number;
}) {
  const sheet = sheets.findLast(({ startMediaMs }) => startMediaMs <= atMs) ?? sheets[0];
  if (!sheet) return null;
  const index = Math.floor(Math.max(0, atMs - sheet.startMediaMs) / intervalMs);
  const last = Math.max(0, Math.ceil(sheet.durationMs / intervalMs) - 1);
  const shown = Math.min(index, last, columns * rows - 1);
  return (
    <span
      className={styles.still}
      data-testid="still"
      style={{
        width: widthPx,
        height: heightPx,
        backgroundImage: `url(${sheet.url})`,
        backgroundPosition: `${-(shown % columns) * widthPx}px ${-Math.floor(shown / columns) * heightPx}px`,
      }}
    />
  );
}
