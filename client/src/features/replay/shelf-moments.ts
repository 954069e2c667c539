import type { LedgerEntry, ShelfEntry } from '@caipai/shared/timeline/ledger-entry';

/** Something that happened at the shelf. */
export interface ShelfMoment {
  kind: 'shelf';
  seq: number;
  mediaMs: number;
  who: string | null;
  entry: ShelfEntry;
}

/** How long a product was on screen. */
export interface PinnedStretch {
  seq: number;
  mediaMs: number;
  untilMediaMs: number;
  title: string;
}

export function isShelfEntry(entry: LedgerEntry): entry is ShelfEntry {
  return entry.kind.startsWith('shelf.');
}

/** From each pin to whatever takes its place; the last one lasts to the end. Expects moments in order. */
export function pinnedStretches(moments: readonly ShelfMoment[], lengthMs: number): PinnedStretch[] {
  const turns = moments.filter(
    ({ entry }) => entry.kind === 'shelf.pinned' || entry.kind === 'shelf.unpinned',
  );
  return turns.flatMap(({ seq, mediaMs, entry }, index) =>
    entry.kind === 'shelf.pinned'
      ? [{ seq, mediaMs, untilMediaMs: turns[index + 1]?.mediaMs ?? lengthMs, title: entry.title }]
      : [],
  );
}
