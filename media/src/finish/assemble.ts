import type { FinishedRecording, RecordingSound, Rendition } from '@caipai/shared/schemas/finished-recording';
import type { Storyboard } from '../ffmpeg/finish-argv.ts';
import type { PartResult } from './part-result.ts';
import type { Part } from './plan.ts';
import { integratedLufs, loudnessRangeLu, PEAKS_PER_SECOND, READINGS_PER_SECOND } from './sound-levels.ts';

export interface DonePart {
  part: Part;
  result: PartResult;
}

/** Folder of the finished parts within the recording's folder. */
export const FINISH_DIR = 'finish';
const AAC = 'mp4a.40.2';

export interface Assembled
  extends Omit<FinishedRecording, 'download' | 'captions' | 'sound' | 'madeOf' | 'composed'> {
  sound: (RecordingSound & Pick<Loudness, 'integratedLufs' | 'rangeLu'>) | null;
}
type Loudness = NonNullable<FinishedRecording['sound']>;

/** Puts parts together to what players and pages read. `captureBytes` knows the size of each captured segment. */
export function assemble(
  done: readonly DonePart[],
  storyboard: Storyboard,
  captureBytes: (take: string, file: string) => number,
): Assembled {
  const durationMs = done.reduce((sum, { part }) => sum + part.durationMs, 0);
  const names = [...new Set(done.flatMap(({ result }) => result.renditions.map(({ name }) => name)))];
  const hasVideo = done.some(({ result }) => result.source.video !== null);
  const hasAudio = done.some(({ result }) => result.source.audio);
  const lower = names
    .filter((name) => name !== 'top' && name !== 'audio')
    .sort((a, b) => Number(b) - Number(a));
  const wanted = [...(hasVideo ? ['top', ...lower] : []), ...(hasAudio ? ['audio'] : [])];
  const sheets = done.flatMap(({ part, result }) => {
    const sheetMs = storyboard.intervalS * 1_000 * storyboard.columns * storyboard.rows;
    return result.sheets.map((file, index) => ({
      file: `${FINISH_DIR}/${part.name}/${file}`,
      startMediaMs: part.startMediaMs + index * sheetMs,
      durationMs: Math.min(sheetMs, part.durationMs - index * sheetMs),
    }));
  });
  return {
    version: 1,
    durationMs,
    renditions: wanted.map((name) => rendition(name, done, hasAudio, captureBytes)),
    storyboard:
      sheets.length > 0
        ? {
            intervalMs: storyboard.intervalS * 1_000,
            columns: storyboard.columns,
            rows: storyboard.rows,
            widthPx: storyboard.widthPx,
            heightPx: storyboard.heightPx,
            sheets,
          }
        : null,
    sound: hasAudio ? soundOf(done) : null,
    decodeErrors: done.reduce((sum, { result }) => sum + result.decodeErrors, 0),
  };
}

function rendition(
  name: string,
  done: readonly DonePart[],
  hasAudio: boolean,
  captureBytes: (take: string, file: string) => number,
): Rendition {
  const takes = new Map<string, Rendition['takes'][number]['segments']>();
  let bytes = 0;
  let totalMs = 0;
  let peakBps = 0;
  for (const { part, result } of done) {
    const made = result.renditions.find((each) => each.name === name);
    const segments = made
      ? placed(part, made.segments)
      : part.segments.map((segment) => ({
          ...segment,
          file: `${part.take}/${segment.file}`,
          bytes: captureBytes(part.take, segment.file),
        }));
    const list = takes.get(part.take) ?? [];
    takes.set(part.take, list);
    for (const { file, durationMs, startWallMs, bytes: size } of segments) {
      list.push({ file, durationMs, startWallMs });
      bytes += size;
      totalMs += durationMs;
      // The last segment of a take may hold a few frames only; its rate says nothing.
      if (durationMs >= 500) peakBps = Math.max(peakBps, Math.round((size * 8_000) / durationMs));
    }
  }
  const video = done.find(({ result }) => result.source.video)?.result.source.video ?? null;
  const averageBps = Math.round((bytes * 8_000) / Math.max(1, totalMs));
  return {
    name,
    ...sizeOf(name, video),
    codecs: [codecOf(name, video), hasAudio ? AAC : null].filter((codec) => codec !== null).join(','),
    peakBps: Math.max(peakBps, averageBps),
    averageBps,
    takes: [...takes].map(([take, segments]) => ({ name: take, segments })),
  };
}

/**
 * Segments that were made from a part, on the clock of those that it was made from. With the same cuts they last as
 * long as those: the muxer counts the last frame of a part differently, and playlists would drift apart.
 */
function placed(part: Part, made: PartResult['renditions'][number]['segments']) {
  const sameCuts = made.length === part.segments.length;
  let atMs = 0;
  return made.map((segment, index) => {
    const origin = sameCuts ? part.segments[index] : undefined;
    const durationMs = origin?.durationMs ?? segment.durationMs;
    const startWallMs = origin?.startWallMs ?? Math.round(wallAt(part, atMs));
    atMs += durationMs;
    return {
      bytes: segment.bytes,
      file: `${FINISH_DIR}/${part.name}/${segment.file}`,
      durationMs,
      startWallMs,
    };
  });
}

function wallAt(part: Part, offsetMs: number): number {
  let atMs = 0;
  for (const { durationMs, startWallMs } of part.segments) {
    if (offsetMs < atMs + durationMs) return startWallMs + (offsetMs - atMs);
    atMs += durationMs;
  }
  const last = part.segments.at(-1);
  return last ? last.startWallMs + last.durationMs : 0;
}

function sizeOf(name: string, video: PartResult['source']['video']) {
  if (name === 'audio' || !video) return { widthPx: null, heightPx: null };
  if (name === 'top') return { widthPx: video.widthPx, heightPx: video.heightPx };
  const scale = Number(name) / Math.min(video.widthPx, video.heightPx);
  const even = (px: number) => Math.round((px * scale) / 2) * 2;
  return { widthPx: even(video.widthPx), heightPx: even(video.heightPx) };
}

function codecOf(name: string, video: PartResult['source']['video']): string | null {
  if (name === 'audio' || !video) return null;
  return name === 'top' ? video.codecs : 'avc1.4d401f';
}

function soundOf(done: readonly DonePart[]): Assembled['sound'] {
  const silent = { momentaryLufs: null, shortTermLufs: null };
  const readings = inPlace(done, READINGS_PER_SECOND, ({ readings: each }) => each, silent).map(
    ({ momentaryLufs, shortTermLufs }) => ({
      momentaryLufs: momentaryLufs ?? Number.NEGATIVE_INFINITY,
      shortTermLufs: shortTermLufs ?? Number.NEGATIVE_INFINITY,
    }),
  );
  const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
  return {
    peaks: inPlace(done, PEAKS_PER_SECOND, ({ peaks }) => peaks, 0),
    shortTermLufs: readings
      .filter((_, index) => index % READINGS_PER_SECOND === READINGS_PER_SECOND - 1)
      .map(({ shortTermLufs }) => (Number.isFinite(shortTermLufs) ? rounded(shortTermLufs) : null)),
    integratedLufs: rounded(integratedLufs(readings)),
    rangeLu: rounded(loudnessRangeLu(readings)),
  };
}

/** Values of all parts in one row, each where its part lies; a part without sound leaves its length silent. */
function inPlace<T>(
  done: readonly DonePart[],
  perSecond: number,
  valuesOf: (result: PartResult) => readonly T[],
  silence: T,
): T[] {
  const row: T[] = [];
  const indexAt = (ms: number) => Math.round((ms * perSecond) / 1_000);
  for (const { part, result } of done) {
    const count = indexAt(part.startMediaMs + part.durationMs) - row.length;
    const values = valuesOf(result);
    for (let index = 0; index < count; index += 1) row.push(values[index] ?? silence);
  }
  return row;
}
