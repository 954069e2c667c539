import { lazy, Suspense } from 'react';
import { useLiveView } from '../live/room-context.tsx';

const ShelfCard = lazy(() => import('./shelf-card.tsx'));

/** The product on everybody's screen, loaded when there is one for the first time. */
export function ShelfSlot() {
  const productId = useLiveView((view) => view.shelf.pinned?.productId);
  if (!productId) return null;
  return (
    <Suspense fallback={null}>
      <ShelfCard key={productId} />
    </Suspense>
  );
}
