import type { SpeechReading, SpeechSecond } from '@caipai/shared/schemas/speech';
import type { SpeechSettings } from '@caipai/shared/speech/settings';
import { mediaWithin, type RecordedSpan } from '@caipai/shared/timeline/media-clock';

/** A second of the anchor's voice on the replay's own clock. */
export interface SpokenSecond {
  mediaMs: number;
  shortTermLufs: number | null;
  syllablesPerMin: number | null;
  pauseMs: number;
  talkShare: number;
}

/** As far as it was recorded: what was said in a hole has no place in the replay. */
export function fromLedger(
  readings: readonly SpeechReading[],
  spans: readonly RecordedSpan[],
): SpokenSecond[] {
  return readings.flatMap((reading) => {
    const mediaMs = mediaWithin(spans, reading.atMs);
    return mediaMs === null ? [] : [{ ...reading, mediaMs }];
  });
}

export function fromRecording(seconds: readonly SpeechSecond[]): SpokenSecond[] {
  return seconds.map((second) => ({ ...second, mediaMs: second.atMs }));
}

/** A reading speaks for the second before it. */
const NEAR_MS = 1_500;

export function spokenAt(series: readonly SpokenSecond[], mediaMs: number): SpokenSecond | null {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((series[middle]?.mediaMs ?? 0) < mediaMs) low = middle + 1;
    else high = middle;
  }
  const found = series[low] ?? series.at(-1);
  return found && Math.abs(found.mediaMs - mediaMs) <= NEAR_MS ? found : null;
}

export type PaceBand = 'slow' | 'good' | 'fast';

/** Null while nothing can be said of the pace. */
export function paceBandOf(syllablesPerMin: number | null, { pace }: SpeechSettings): PaceBand | null {
  if (syllablesPerMin === null || syllablesPerMin === 0) return null;
  const perMin = syllablesPerMin / pace.syllablesPerUnit;
  return perMin < pace.slowBelow ? 'slow' : perMin > pace.fastFrom ? 'fast' : 'good';
}

/** Several seconds that share a pixel. */
export interface SpokenStretch {
  fromMs: number;
  toMs: number;
  shortTermLufs: number | null;
  syllablesPerMin: number | null;
  /** The longest. */
  pauseMs: number;
  talkShare: number;
}

const mean = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** What lies in the window, in no more stretches than `most`; holes stay holes. */
export function stretchesOf(
  series: readonly SpokenSecond[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
  most: number,
): SpokenStretch[] {
  const inside = series.filter(({ mediaMs }) => mediaMs > fromMs - 1_000 && mediaMs < toMs + 1_000);
  const size = Math.max(1, Math.ceil(inside.length / Math.max(1, most)));
  const stretches: SpokenStretch[] = [];
  for (let at = 0; at < inside.length; at += size) {
    const group = inside.slice(at, at + size);
    const first = group[0] as SpokenSecond;
    const last = group.at(-1) as SpokenSecond;
    stretches.push({
      fromMs: first.mediaMs - 1_000,
      toMs: last.mediaMs,
      shortTermLufs: mean(group.map((each) => each.shortTermLufs)),
      syllablesPerMin: mean(group.map((each) => each.syllablesPerMin)),
      pauseMs: Math.max(...group.map((each) => each.pauseMs)),
      talkShare: mean(group.map((each) => each.talkShare)) ?? 0,
    });
  }
  return stretches;
}
