import type { Hit } from '@caipai/shared/compliance/types';

/**
 * Hits of a text while the next one is still being read: what stands before and behind the edit keeps its mark, in its
 * new place; what was touched loses it.
 */
export function carriedHits(hits: readonly Hit[], before: string, after: string): Hit[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const moved = after.length - before.length;
  return hits.flatMap((hit) => {
    if (hit.end <= head) return [hit];
    if (hit.start < before.length - tail) return [];
    return [{ ...hit, start: hit.start + moved, end: hit.end + moved }];
  });
}
