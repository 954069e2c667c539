import type { Hit } from '@caipai/shared/compliance/types';
import type { CaptionLine } from '@caipai/shared/schemas/media';
import type { TranscriptLine } from '@caipai/shared/schemas/transcript';
import type { StoredEntry } from '@caipai/shared/timeline/ledger-entry';

/** Builds lines from ledger entries, oldest first. */
export function linesOf(entries: readonly StoredEntry[]): TranscriptLine[] {
  const hits = new Map<string, Hit[]>();
  for (const { entry } of entries)
    if (entry.kind === 'transcript.flagged') hits.set(entry.saidId, entry.hits);
  return entries
    .flatMap(({ entry }) => {
      if (entry.kind !== 'transcript.said') return [];
      const { id, atMs, untilMs, text } = entry;
      return [{ id, fromMs: atMs, untilMs, text, hits: hits.get(id) ?? [] }];
    })
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Sentences as the captions of a recording are made of them. */
export function captionsOf(entries: readonly StoredEntry[]): CaptionLine[] {
  return linesOf(entries).map(({ fromMs, untilMs, text }) => ({
    fromWallMs: fromMs,
    untilWallMs: untilMs,
    text,
  }));
}
