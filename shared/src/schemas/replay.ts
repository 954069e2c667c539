import { z } from 'zod';
import type { LedgerEntry } from '../timeline/ledger-entry.ts';
import { personSchema } from './common.ts';
import { receiptSchema } from './receipt.ts';
import { recogniserSchema } from './transcript.ts';

const spansSchema = z.array(
  z.object({ startWallMs: z.number(), durationMs: z.number(), startMediaMs: z.number() }),
);

/** A recording that is played in step with the anchor's, by the wall clock of its spans. */
const companionReplaySchema = z.object({ playlistUrl: z.string(), spans: spansSchema });
export type CompanionReplay = z.infer<typeof companionReplaySchema>;

export const replaySchema = z.object({
  playlistUrl: z.string(),
  posterUrl: z.string().nullable(),
  durationMs: z.number(),
  spans: spansSchema,
  /** Null when nobody stood beside the anchor. */
  assistant: companionReplaySchema.nullable(),
  /** One for each person who spoke; empty for those who may not hear it. */
  talkback: z.array(companionReplaySchema.extend({ speaker: personSchema })),
  /** Null for recordings from before there was such a job. */
  finish: z.object({ state: z.enum(['waiting', 'running', 'done', 'failed']), share: z.number() }).nullable(),
  /** The following are there once the recording is finished. */
  storyboard: z
    .object({
      intervalMs: z.number(),
      columns: z.number(),
      rows: z.number(),
      widthPx: z.number(),
      heightPx: z.number(),
      sheets: z.array(z.object({ url: z.string(), startMediaMs: z.number(), durationMs: z.number() })),
    })
    .nullable(),
  /** Answers a `RecordingSound`. */
  soundUrl: z.string().nullable(),
  download: z.object({ url: z.string(), bytes: z.number() }).nullable(),
  /** What was said, as WebVTT; null when nobody wrote it down. */
  captions: z.object({ url: z.string(), language: z.enum(['zh', 'en']) }).nullable(),
  /** What would write down what is said here now: why there is a transcript, or none. */
  recogniser: recogniserSchema,
  receipt: receiptSchema.nullable(),
});
/** What the player needs; see timeline/media-clock.ts for the arithmetic of the spans. */
export type Replay = z.infer<typeof replaySchema>;

/** A ledger entry as the reader of a replay gets it. */
export interface TimelineItem {
  seq: number;
  actor: { id: string; name: string } | null;
  entry: LedgerEntry;
}
