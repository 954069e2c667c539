import type { Orientation } from '@caipai/shared/schemas/session';
import { type ReactNode, useState } from 'react';
import styles from './poster.module.css';

/**
 * The still of a session in a fixed frame. An upright picture stands on a blurred copy of itself, as
 * on a phone held before a wall; without a picture there is an empty stage under its lamp.
 */
export function Poster({
  url,
  orientation,
  children,
  className,
}: {
  url: string | null;
  orientation: Orientation;
  children?: ReactNode;
  className?: string;
}) {
  const [broken, setBroken] = useState<string | null>(null);
  const shown = url && broken !== url ? url : null;
  return (
    <div className={`${styles.frame} ${className ?? ''}`} data-orientation={orientation}>
      {shown ? (
        <>
          {orientation === 'portrait' && <img className={styles.backdrop} src={shown} alt="" aria-hidden />}
          <img
            className={styles.picture}
            src={shown}
            alt=""
            loading="lazy"
            onError={() => setBroken(shown)}
          />
        </>
      ) : (
        <div className={styles.stage} aria-hidden>
          <span className={styles.beam} />
          <span className={styles.floor} />
        </div>
      )}
      {children}
    </div>
  );
}
