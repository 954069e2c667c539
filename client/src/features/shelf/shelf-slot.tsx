import { isOver } from '@caipai/shared/domain/session-machine';
import { lazy, Suspense } from 'react';
import { useLiveView, useSession } from '../live/room-context.tsx';

const ShelfCard = lazy(() => import('./shelf-card.tsx'));

/** The product on everybody's screen, loaded when there is one for the first time. */
export function ShelfSlot() {
  const productId = useLiveView((view) => view.shelf.pinned?.productId);
  const over = isOver(useSession().state);
  if (!productId || over) return null;
  return (
    <Suspense fallback={null}>
      <ShelfCard key={productId} />
    </Suspense>
  );
}
