import { z } from 'zod';
import type { LedgerEntry } from '../timeline/ledger-entry.ts';

export const replaySchema = z.object({
  playlistUrl: z.string(),
  posterUrl: z.string().nullable(),
  durationMs: z.number(),
  spans: z.array(z.object({ startWallMs: z.number(), durationMs: z.number(), startMediaMs: z.number() })),
});
/** What the player needs; see timeline/media-clock.ts for the arithmetic of the spans. */
export type Replay = z.infer<typeof replaySchema>;

/** A ledger entry as the reader of a replay gets it. */
export interface TimelineItem {
  seq: number;
  actor: { id: string; name: string } | null;
  entry: LedgerEntry;
}
