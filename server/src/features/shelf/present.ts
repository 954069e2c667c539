import type { ShelfDesk, ShelfOnAir } from '@caipai/shared/schemas/shelf';

/** What everybody sees: the pinned product, without what is only for those who run the shelf. */
export function presentOnAir({ version, pinnedProductId, items }: ShelfDesk): ShelfOnAir {
  const found = items.find(({ productId }) => productId === pinnedProductId);
  if (!found) return { version, pinned: null };
  const {
    revision: _revision,
    sold: _sold,
    floorPriceFen: _floor,
    missingEvidence: _missing,
    unprovedClaims: _unproved,
    ...card
  } = found;
  return { version, pinned: card };
}
