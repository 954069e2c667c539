import type { Hit } from '@caipai/shared/compliance/types';
import type { TimelineItem } from '@caipai/shared/schemas/replay';
import { mediaAtWall, type RecordedSpan } from '@caipai/shared/timeline/media-clock';

/** A sentence that was said; hits only for those who may know. */
export interface SentenceMoment {
  kind: 'sentence';
  seq: number;
  mediaMs: number;
  lengthMs: number;
  who: string | null;
  text: string;
  hits: Hit[];
}

/** In the order in which they were said: what was written down late was not said late. */
export function sentencesOf(
  items: readonly TimelineItem[],
  spans: readonly RecordedSpan[],
): SentenceMoment[] {
  const hits = new Map<string, Hit[]>();
  for (const { entry } of items) if (entry.kind === 'transcript.flagged') hits.set(entry.saidId, entry.hits);
  return items
    .flatMap(({ seq, actor, entry }): SentenceMoment[] => {
      if (entry.kind !== 'transcript.said') return [];
      const mediaMs = mediaAtWall(spans, entry.atMs) ?? 0;
      return [
        {
          ...{ kind: 'sentence', seq, mediaMs, lengthMs: entry.untilMs - entry.atMs },
          ...{ who: actor?.name ?? null, text: entry.text, hits: hits.get(entry.id) ?? [] },
        },
      ];
    })
    .sort((a, b) => a.mediaMs - b.mediaMs || a.seq - b.seq);
}

/** As people type: no matter how large or wide the letters are. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase();

export function matching(sentences: readonly SentenceMoment[], query: string): readonly SentenceMoment[] {
  const wanted = folded(query.trim());
  return wanted === '' ? sentences : sentences.filter(({ text }) => folded(text).includes(wanted));
}

/** The first that begins behind the position, from the beginning again after the last. */
export function nextAfter(found: readonly SentenceMoment[], positionMs: number): SentenceMoment | null {
  return found.find(({ mediaMs }) => mediaMs > positionMs + 1) ?? found[0] ?? null;
}
