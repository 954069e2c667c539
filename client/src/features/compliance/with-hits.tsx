import type { ProvedClaim } from '@caipai/shared/compliance/types';
import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { loadMessages } from '../../i18n/index.ts';
import styles from './with-hits.module.css';

const HitsLayer = lazy(async () => {
  const [layer] = await Promise.all([import('./hits-layer.tsx'), loadMessages('compliance', 'violation')]);
  return { default: layer.HitsLayer };
});

const nothingProved: readonly ProvedClaim[] = [];

/** Around one text field: underlines what is risky in it as somebody types, and lists it below. */
export function WithHits({
  text,
  facts = nothingProved,
  grows = false,
  children,
}: {
  /** What stands in the field. */
  text: string;
  /** What may be said because it is proved; the same array as long as it is the same. */
  facts?: readonly ProvedClaim[];
  /** The field takes the height that is left. */
  grows?: boolean;
  children: ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  return (
    <div ref={frame} className={styles.frame} data-grows={grows || undefined}>
      {children}
      <Suspense fallback={null}>
        <HitsLayer frame={frame} text={text} facts={facts} />
      </Suspense>
    </div>
  );
}
