import type { CompanionRecording, RecordedTake } from '@caipai/shared/schemas/media';
import type { Receipt, RecordingGap } from '@caipai/shared/schemas/receipt';
import type { LedgerEntry } from '@caipai/shared/timeline/ledger-entry';
import { totalMediaMs } from '@caipai/shared/timeline/media-clock';
import { spansOf } from '../replay/playlist.ts';

/** Seams shorter than this are the end of one frame and the begin of the next. */
const SEAM_MS = 100;
/** The recorder stops before the news of the end, so that the replay is ready with it. */
const ENDING_MS = 1_000;

export interface ReceiptInput {
  takes: readonly RecordedTake[];
  companions: readonly CompanionRecording[];
  entries: readonly LedgerEntry[];
  startedAtMs: number;
  endedAtMs: number;
}

/** A first picture that takes longer than this is not on its way: something was wrong with the recorder. */
const STARTING_MS = 10_000;

interface Stretch {
  fromMs: number;
  toMs: number;
}

/** What the takes on disk and the ledger together say of a recording. */
export function makeReceipt({ takes, companions, entries, startedAtMs, endedAtMs }: ReceiptInput): Receipt {
  const played = takes.flatMap((take) => {
    const first = take.segments[0];
    if (!first) return [];
    const durationMs = take.segments.reduce((sum, segment) => sum + segment.durationMs, 0);
    return [{ take, fromMs: first.startWallMs, toMs: first.startWallMs + durationMs, durationMs }];
  });
  const count = (kind: LedgerEntry['kind']) => entries.filter((entry) => entry.kind === kind).length;
  return {
    version: 1,
    onAirMs: endedAtMs - startedAtMs,
    recordedMs: played.reduce((sum, { durationMs }) => sum + durationMs, 0),
    takes: played.map(({ take, fromMs, durationMs }) => ({
      name: take.name,
      origin: take.origin,
      startWallMs: Math.round(fromMs),
      durationMs: Math.round(durationMs),
      segments: take.segments.length,
      ...take.tracks,
    })),
    gaps: gapsBetween(played, startedAtMs, endedAtMs).map((gap) => ({
      fromWallMs: Math.round(gap.fromMs),
      durationMs: Math.round(gap.toMs - gap.fromMs),
      cause: causeOf(gap, entries, startedAtMs),
    })),
    tracks: (['picture', 'sound'] as const).map((kind) => {
      const own = played.filter(({ take }) => take.tracks[kind]);
      return {
        kind,
        recordedMs: Math.round(own.reduce((sum, { durationMs }) => sum + durationMs, 0)),
        gaps: gapsBetween(own, startedAtMs, endedAtMs).map(({ fromMs, toMs }) => ({
          fromWallMs: Math.round(fromMs),
          durationMs: Math.round(toMs - fromMs),
        })),
      };
    }),
    companions: companions.map(({ name, takes: own }) => ({
      name,
      recordedMs: Math.round(totalMediaMs(spansOf(own))),
      takes: own.length,
    })),
    decodeErrors: null,
    counts: {
      danmaku: count('danmaku.sent'),
      cues: count('cue.sent'),
      marks: count('mark.saved'),
      interruptions: count('session.interrupted'),
      restarts: Math.max(0, takes.filter(({ origin }) => origin === 'stream').length - 1),
    },
  };
}

/** Stretches of the time on air of which there is no recording, in order. */
function gapsBetween(played: readonly Stretch[], startedAtMs: number, endedAtMs: number): Stretch[] {
  const gaps: Stretch[] = [];
  let untilMs = startedAtMs;
  for (const { fromMs, toMs } of played) {
    if (fromMs - untilMs > SEAM_MS) gaps.push({ fromMs: untilMs, toMs: fromMs });
    untilMs = Math.max(untilMs, toMs);
  }
  if (endedAtMs - untilMs > ENDING_MS) gaps.push({ fromMs: untilMs, toMs: endedAtMs });
  return gaps;
}

function causeOf(gap: Stretch, entries: readonly LedgerEntry[], startedAtMs: number): RecordingGap['cause'] {
  // The cause is on record shortly before or within the gap it made.
  const near = (atMs: number) => atMs > gap.fromMs - 3_000 && atMs <= gap.toMs;
  const stopped = entries.findLast((entry) => entry.kind === 'recording.stopped' && near(entry.atMs));
  if (stopped?.kind === 'recording.stopped' && stopped.cause === 'diskFull') return 'diskFull';
  if (entries.some((entry) => entry.kind === 'session.interrupted' && near(entry.atMs))) return 'interrupted';
  if (stopped?.kind === 'recording.stopped' && stopped.cause === 'encoderFailed') return 'encoderFailed';
  if (gap.fromMs <= startedAtMs && gap.toMs - gap.fromMs < STARTING_MS) return 'starting';
  return 'restarted';
}
