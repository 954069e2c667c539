import type { Hit } from '@caipai/shared/compliance/types';

/** How a hit is drawn. Every one has a line of its own, so that colour is not needed to tell them apart. */
export type Tone = 'block' | 'warn' | 'notice' | 'permitted';

export const toneOf = ({ permitted, severity }: Hit): Tone => (permitted ? 'permitted' : severity);

export interface Piece {
  start: number;
  text: string;
  /** The number of the hit, null between them. */
  hit: number | null;
}

/** The text in order, cut at its hits. */
export function piecesOf(text: string, hits: readonly Hit[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  hits.forEach(({ start, end }, hit) => {
    if (start > at) pieces.push({ start: at, text: text.slice(at, start), hit: null });
    pieces.push({ start, text: text.slice(start, end), hit });
    at = end;
  });
  if (at < text.length) pieces.push({ start: at, text: text.slice(at), hit: null });
  return pieces;
}
