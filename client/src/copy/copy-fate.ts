import type { CopyStanding, CopyState } from '@caipai/shared/schemas/copy';
import type { LocalChunk, LocalCopy } from './copy-store.ts';

/** What becomes of a copy on this device. */
export type Fate = 'wanted' | 'unneeded' | 'kept' | 'failed';

/** `wanted` where the server misses some of it. Deleted is only what nobody can miss. */
export function fateOf(there: CopyState | undefined, whole: boolean, coversHole: boolean): Fate {
  if (there === 'done' || there === 'failed') return fateOfUsed(there, whole);
  if (coversHole) return 'wanted';
  return whole ? 'unneeded' : 'kept';
}

/** What failed, or is not in the recording's takes, may be the only picture of those minutes: its owner decides. */
export function fateOfUsed(there: 'done' | 'failed', whole: boolean): Exclude<Fate, 'wanted'> {
  if (there === 'failed') return 'failed';
  return whole ? 'unneeded' : 'kept';
}

/** The first chunk holds the header without which no other can be read. */
export function chunksFor(copy: LocalCopy, wanted: CopyStanding['wanted']): LocalChunk[] {
  const [first, ...others] = copy.chunks;
  const hit = others.filter((chunk) =>
    wanted.some(({ fromWallMs, toWallMs }) => chunk.toWallMs > fromWallMs && chunk.fromWallMs < toWallMs),
  );
  return first?.index === 0 && hit.length > 0 ? [first, ...hit] : [];
}
