import { lazy, Suspense } from 'react';
import { mayHoldCopies } from '../../copy/copies-flag.ts';

const CopiesList = lazy(() => import('./copies-list.tsx'));

/** Copies that this browser holds, of one session or of all. Most browsers hold none and load nothing for it. */
export function CopiesSection({ sessionId }: { sessionId?: string }) {
  if (!mayHoldCopies()) return null;
  return (
    <Suspense fallback={null}>
      <CopiesList {...(sessionId ? { sessionId } : {})} />
    </Suspense>
  );
}
