import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayoutChange, RecordedTake } from '@caipai/shared/schemas/media';
import type { Logger } from 'pino';
import { mixArgv } from '../ffmpeg/compose-filters.ts';
import {
  type Composition,
  finishPartArgv,
  LOUDNESS_FILE,
  SAMPLE_RATE_HZ,
  SAMPLES_FILE,
  type Storyboard,
} from '../ffmpeg/finish-argv.ts';
import { firstTimestampS, type Probed, probe } from '../ffmpeg/probe.ts';
import { startFfmpeg } from '../ffmpeg/run.ts';
import { guestsOf } from './guests.ts';
import { PART_FILE, type PartResult, readPartResult, readRendition, sheetsIn } from './part-result.ts';
import { type Part, rungsBelow } from './plan.ts';
import { parseLoudness, peaksOf } from './sound-levels.ts';

export interface Beside {
  /** Its folder within the recording's own. */
  dir: string;
  takes: readonly RecordedTake[];
  layouts: readonly LayoutChange[];
  /** Size of the composed picture. */
  canvas: { widthPx: number; heightPx: number };
}

export interface FinishPartInput {
  part: Part;
  /** The recording's folder; takes lie in it. */
  recordingDir: string;
  /** Where parts grow. */
  outDir: string;
  ffmpegPath: string;
  storyboard: Storyboard;
  log: Logger;
  signal: AbortSignal;
  /** The assistant's recording, when it is to be composed into this one. */
  beside: Beside | null;
  /** How much of the part is done, 0 to 1. */
  onProgress(share: number): void;
}

const INPUT_FILE = 'input.m3u8';
const MIX_FILE = 'mix.ts';
/** What encoders here make: main profile, level 3.1. */
const ENCODED_CODECS = 'avc1.4d401f';
/** A machine under load encodes slower than real time; one that needs longer than this hangs. */
const TIME_LIMIT_FACTOR = 20;
const TIME_LIMIT_BASE_MS = 60_000;
/** What ffmpeg's decoders say about broken input. */
const decodeFault =
  /error while decoding|concealing|decode_slice_header|non-existing [PS]PS|no frame!|corrupt|missing picture|invalid data/i;

/** Thrown when ffmpeg cannot make anything of a part; trying again makes no difference. */
export class PoisonPartError extends Error {}

/** Makes all renditions, stills and sound levels of one part; a part that was done before is only read. */
export async function finishPart(input: FinishPartInput): Promise<PartResult> {
  const { part, recordingDir, outDir, ffmpegPath, log, beside } = input;
  const doneDir = join(outDir, part.name);
  const done = await readPartResult(doneDir);
  if (done) return done;

  const workDir = `${doneDir}.tmp`;
  await rm(doneDir, { recursive: true, force: true });
  const first = part.segments[0];
  if (!first) throw new PoisonPartError(`${part.name} has no segments`);
  const captured = await probe(ffmpegPath, join(part.take, first.file), recordingDir, log);
  const source =
    beside && captured.video
      ? { ...captured, video: { ...beside.canvas, codecs: ENCODED_CODECS } }
      : captured;
  if (!source.video && !source.audio) throw new PoisonPartError(`${part.name} has neither picture nor sound`);

  const faults = await encode(input, workDir, source, beside !== null);
  // The capture itself cannot be the top rendition then.
  if (faults > 0 && source.video && !beside) await encode(input, workDir, source, true);

  const names = [
    ...(source.video ? rungsBelow(shortSide(source)).map(String) : []),
    ...((faults > 0 || beside) && source.video ? ['top'] : []),
    ...(source.audio ? ['audio'] : []),
  ];
  const readings = source.audio ? parseLoudness(await readFile(join(workDir, LOUDNESS_FILE), 'utf8')) : [];
  const result: PartResult = {
    renditions: await Promise.all(names.map((name) => readRendition(workDir, name))),
    sheets: await sheetsIn(workDir),
    source,
    peaks: source.audio ? peaksOf(await readFile(join(workDir, SAMPLES_FILE)), SAMPLE_RATE_HZ) : [],
    readings: readings.map(({ momentaryLufs, shortTermLufs }) => ({
      momentaryLufs: Number.isFinite(momentaryLufs) ? momentaryLufs : null,
      shortTermLufs: Number.isFinite(shortTermLufs) ? shortTermLufs : null,
    })),
    decodeErrors: faults,
  };
  await Promise.all(
    [LOUDNESS_FILE, SAMPLES_FILE, MIX_FILE].map((file) => rm(join(workDir, file), { force: true })),
  );
  await writeFile(join(workDir, PART_FILE), JSON.stringify(result));
  await rename(workDir, doneDir);
  return result;
}

export function shortSide({ video }: Probed): number {
  return video ? Math.min(video.widthPx, video.heightPx) : 0;
}

/** Runs ffmpeg over the part and answers how many faults its decoders named. */
async function encode(
  input: FinishPartInput,
  workDir: string,
  source: Probed,
  encodeTop: boolean,
): Promise<number> {
  const { part, recordingDir, ffmpegPath, storyboard, log, beside } = input;
  await rm(workDir, { recursive: true, force: true });
  await mkdir(workDir, { recursive: true });
  await writeFile(join(workDir, INPUT_FILE), inputPlaylist(part.segments, `../../${part.take}`));
  const firstFile = join(part.take, part.segments[0]?.file ?? '');
  let startS = await firstTimestampS(ffmpegPath, firstFile, recordingDir, log);
  const firstMs = startS * 1_000;
  const composition = beside && (await composeWith(beside, input, workDir, startS));
  const segmentStartsS = part.segments.map(({ durationMs }) => {
    const atS = startS;
    startS += durationMs / 1_000;
    return atS;
  });
  const args = finishPartArgv({
    playlist: INPUT_FILE,
    hasVideo: source.video !== null,
    hasAudio: source.audio,
    rungsPx: rungsBelow(shortSide(source)),
    widthPx: source.video?.widthPx ?? 0,
    heightPx: source.video?.heightPx ?? 0,
    encodeTop,
    segmentStartsS,
    storyboard,
    composition,
  });
  let faults = 0;
  const timeLimitMs = timeLimitOf(part);
  const onLine = (line: string) => {
    if (decodeFault.test(line)) faults += 1;
  };
  await runOrThrow(input, {
    ...{ args, cwd: workDir, log, timeLimitMs, onLine, background: true },
    onOutputLine(line) {
      const [, doneUs] = /^out_time_us=(\d+)/.exec(line) ?? [];
      const doneMs = Number(doneUs) / 1_000 - firstMs;
      if (doneUs) input.onProgress(Math.min(1, Math.max(0, doneMs / part.durationMs)));
    },
  });
  return faults;
}

/** Runs ffmpeg over a part until it is done, or until the job is called off. */
async function runOrThrow(
  { part, ffmpegPath, signal }: FinishPartInput,
  options: Parameters<typeof startFfmpeg>[1],
): Promise<void> {
  const process = await startFfmpeg(ffmpegPath, options);
  const abort = () => process.kill();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const exit = await process.exited;
  signal.removeEventListener('abort', abort);
  signal.throwIfAborted();
  // Killed, by the system or for taking too long: another time it may go well.
  if (exit.code === null) throw new Error(`${part.name}: ffmpeg was ended by ${exit.signal}`);
  if (exit.code !== 0)
    throw new PoisonPartError(`${part.name}: ffmpeg ended with ${exit.code}: ${exit.lastLines.join(' | ')}`);
}

function timeLimitOf({ durationMs }: Part): number {
  return TIME_LIMIT_BASE_MS + durationMs * TIME_LIMIT_FACTOR;
}

/** Lays the companion's takes beside the part, each with its playlist and its place on the part's time stamps. */
async function composeWith(
  { dir, takes, layouts }: Beside,
  input: FinishPartInput,
  workDir: string,
  startS: number,
): Promise<Composition> {
  const { part, recordingDir, ffmpegPath, log } = input;
  const guests = await Promise.all(
    guestsOf(part, startS, takes, layouts).map(async ({ take, segments, laterMs, ...guest }, at) => {
      const playlist = `guest-${at + 1}.m3u8`;
      await writeFile(join(workDir, playlist), inputPlaylist(segments, `../../${dir}/${take}`));
      const first = join(dir, take, segments[0]?.file ?? '');
      const firstS = await firstTimestampS(ffmpegPath, first, recordingDir, log);
      return { ...guest, playlist, offsetS: startS + laterMs / 1_000 - firstS };
    }),
  );
  const voices = [{ playlist: INPUT_FILE, offsetS: 0 }, ...guests.filter(({ hasAudio }) => hasAudio)];
  await runOrThrow(input, {
    args: mixArgv({ inputs: voices, startS, outFile: MIX_FILE }),
    ...{ cwd: workDir, log, timeLimitMs: timeLimitOf(part), background: true },
  });
  const pictures = guests.filter(({ hasVideo }) => hasVideo);
  return { mixFile: MIX_FILE, guests: pictures.map((guest, at) => ({ ...guest, index: at + 2 })) };
}

/** A playlist for ffmpeg of segments in the folder `toTake`. */
export function inputPlaylist(segments: Part['segments'], toTake: string): string {
  const longestS = Math.max(...segments.map(({ durationMs }) => durationMs)) / 1_000;
  return [
    ...['#EXTM3U', '#EXT-X-VERSION:3', `#EXT-X-TARGETDURATION:${Math.ceil(longestS)}`],
    '#EXT-X-PLAYLIST-TYPE:VOD',
    ...segments.flatMap(({ file, durationMs }) => [
      `#EXTINF:${(durationMs / 1_000).toFixed(6)},`,
      `${toTake}/${file}`,
    ]),
    ...['#EXT-X-ENDLIST', ''],
  ].join('\n');
}
