import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@caipai/shared/errors/studio-error';
import {
  type FinishedRecording,
  finishedRecordingSchema,
  type RecordingSound,
} from '@caipai/shared/schemas/finished-recording';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import type { Logger } from 'pino';
import type { FactHub } from '../facts.ts';
import { downloadArgv, type Storyboard } from '../ffmpeg/finish-argv.ts';
import { type Probed, probe } from '../ffmpeg/probe.ts';
import { startFfmpeg } from '../ffmpeg/run.ts';
import { type Assembled, assemble, type DonePart, FINISH_DIR } from './assemble.ts';
import { finishPart, inputPlaylist, PoisonPartError } from './finish-part.ts';
import { type Part, planParts } from './plan.ts';

export interface FinisherContext {
  recordingsDir: string;
  ffmpegPath: string;
  facts: FactHub;
  log: Logger;
  describe(recordingId: string): Promise<RecordedTake[]>;
  /** Space that recordings of live sessions need; the finish job leaves it alone. */
  minFreeBytes: number;
  freeBytes(path: string): Promise<number>;
  /** Length of a part in milliseconds; tests take short ones. */
  partMs?: number;
}

const RESULT_FILE = 'finish.json';
/** More than the renditions of one part take. */
const WORKING_BYTES = 200_000_000;
const SOUND_FILE = 'sound.json';
const DOWNLOAD_FILE = 'recording.mp4';
/** Share of the work that the parts are; the rest is the file to download. */
const PARTS_SHARE = 0.97;
const DOWNLOAD_LIMIT_MS = 30 * 60_000;

/** A file joined from takes with and without picture or sound would mix up their tracks. */
function sameTracks(done: readonly DonePart[]): boolean {
  const kinds = done.map(({ result: { source } }) => `${source.video !== null} ${source.audio}`);
  return new Set(kinds).size === 1;
}

/** Says of which takes and segments something was made. */
function nameOf(takes: readonly RecordedTake[]): string {
  return takes
    .filter(({ segments }) => segments.length > 0)
    .map(({ name, segments }) => `${name}:${segments.length}`)
    .join(' ');
}

const STILL_LONG_SIDE_PX = 160;

/** Sheets of stills in the shape of the picture. */
function storyboardOf(durationMs: number, video: Probed['video']): Storyboard {
  const { widthPx, heightPx } = video ?? { widthPx: 16, heightPx: 9 };
  const scale = STILL_LONG_SIDE_PX / Math.max(widthPx, heightPx);
  const even = (px: number) => Math.round((px * scale) / 2) * 2;
  const intervalS = durationMs < 3 * 60_000 ? 2 : 5;
  return { intervalS, columns: 8, rows: 8, widthPx: even(widthPx), heightPx: even(heightPx) };
}

/** Makes finished recordings, one at a time; the capture stays as it is whatever happens here. */
export class Finisher {
  readonly #context: FinisherContext;
  readonly #running = new Map<string, Promise<FinishedRecording>>();
  readonly #closing = new AbortController();
  /** What ends the run of one recording. */
  readonly #cancels = new Map<string, AbortController>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(context: FinisherContext) {
    this.#context = context;
  }

  /** Answers at once for a recording that is finished; asking again while it runs joins the same run. */
  finish(recordingId: string): Promise<FinishedRecording> {
    const running = this.#running.get(recordingId);
    if (running) return running;
    const work = this.#queue.then(() => this.#run(recordingId));
    this.#queue = work.catch(() => {});
    this.#running.set(recordingId, work);
    const forget = () => this.#running.delete(recordingId);
    work.then(forget, forget);
    return work;
  }

  async find(recordingId: string): Promise<FinishedRecording | null> {
    try {
      const text = await readFile(join(this.#dirOf(recordingId), FINISH_DIR, RESULT_FILE), 'utf8');
      const finished = finishedRecordingSchema.parse(JSON.parse(text));
      // A hole that was filled since then makes it a recording of something else.
      const { madeOf } = finished;
      return madeOf === '' || madeOf === nameOf(await this.#context.describe(recordingId)) ? finished : null;
    } catch {
      return null;
    }
  }

  /** Resolves when nothing is written into the recording's folder any more. */
  async cancel(recordingId: string): Promise<void> {
    this.#cancels.get(recordingId)?.abort(new StudioError('media.unavailable', 'the recording is deleted'));
    await this.#running.get(recordingId)?.catch(() => {});
  }

  async close(): Promise<void> {
    this.#closing.abort(new StudioError('media.unavailable', 'media node is closing'));
    await Promise.allSettled(this.#running.values());
  }

  #dirOf(recordingId: string): string {
    return join(this.#context.recordingsDir, recordingId);
  }

  async #run(recordingId: string): Promise<FinishedRecording> {
    this.#closing.signal.throwIfAborted();
    const finished = await this.find(recordingId);
    if (finished) return finished;
    const cancel = new AbortController();
    this.#cancels.set(recordingId, cancel);
    const signal = AbortSignal.any([this.#closing.signal, cancel.signal]);
    const log = this.#context.log.child({ recordingId });
    const startedAtMs = performance.now();
    try {
      const made = await this.#make(recordingId, signal, log);
      log.info({ tookMs: Math.round(performance.now() - startedAtMs) }, 'recording finished');
      return made;
    } catch (error) {
      if (!(error instanceof PoisonPartError)) throw error;
      // ffmpeg says of a full disk only that it could not go on.
      await this.#checkDisk();
      log.warn({ err: error }, 'recording cannot be finished');
      throw new StudioError('recording.unfinishable', error.message, { cause: error });
    } finally {
      this.#cancels.delete(recordingId);
    }
  }

  async #make(recordingId: string, signal: AbortSignal, log: Logger): Promise<FinishedRecording> {
    const { ffmpegPath, partMs, describe, facts } = this.#context;
    const recordingDir = this.#dirOf(recordingId);
    const takes = (await describe(recordingId)).filter(({ segments }) => segments.length > 0);
    const parts = planParts(takes, partMs);
    const totalMs = parts.reduce((sum, { durationMs }) => sum + durationMs, 0);
    if (totalMs === 0) throw new PoisonPartError('nothing was recorded');
    const outDir = join(recordingDir, `${FINISH_DIR}.part`);
    await mkdir(outDir, { recursive: true });
    const storyboard = storyboardOf(totalMs, await this.#firstPicture(recordingDir, parts, log));
    const tell = (share: number) => facts.tell({ type: 'finishProgressed', recordingId, share });

    const done: DonePart[] = [];
    for (const part of parts) {
      const onProgress = (share: number) =>
        tell((PARTS_SHARE * (part.startMediaMs + share * part.durationMs)) / totalMs);
      onProgress(0);
      await this.#checkDisk();
      const common = { recordingDir, outDir, ffmpegPath, storyboard, log, signal };
      const result = await finishPart({ part, ...common, onProgress });
      done.push({ part, result });
    }
    tell(PARTS_SHARE);
    const bytes = await this.#sizes(recordingDir, takes);
    const assembled = assemble(done, storyboard, (take, file) => bytes.get(`${take}/${file}`) ?? 0);
    await this.#checkDisk();
    const download = sameTracks(done) ? await this.#download(outDir, takes, signal, log) : null;
    const finished: FinishedRecording = {
      ...assembled,
      madeOf: nameOf(takes),
      sound: assembled.sound && (await this.#writeSound(outDir, assembled.sound)),
      download,
    };
    await writeFile(join(outDir, RESULT_FILE), JSON.stringify(finished));
    // What an earlier version left and this one cannot read.
    await rm(join(recordingDir, FINISH_DIR), { recursive: true, force: true });
    await rename(outDir, join(recordingDir, FINISH_DIR));
    tell(1);
    return finished;
  }

  /** Throws `recording.diskFull`, which may be over at the next try. */
  async #checkDisk(): Promise<void> {
    const { freeBytes, minFreeBytes, recordingsDir } = this.#context;
    if ((await freeBytes(recordingsDir)) < minFreeBytes + WORKING_BYTES)
      throw new StudioError('recording.diskFull', 'too little free space to finish a recording');
  }

  async #writeSound(
    outDir: string,
    { peaks, shortTermLufs, integratedLufs, rangeLu }: NonNullable<Assembled['sound']>,
  ): Promise<FinishedRecording['sound']> {
    const sound: RecordingSound = { peaks, shortTermLufs };
    await writeFile(join(outDir, SOUND_FILE), JSON.stringify(sound));
    return { file: `${FINISH_DIR}/${SOUND_FILE}`, integratedLufs, rangeLu };
  }

  async #firstPicture(recordingDir: string, parts: readonly Part[], log: Logger): Promise<Probed['video']> {
    for (const { take, segments } of parts) {
      const file = join(take, segments[0]?.file ?? '');
      const { video } = await probe(this.#context.ffmpegPath, file, recordingDir, log);
      if (video) return video;
    }
    return null;
  }

  async #sizes(recordingDir: string, takes: readonly RecordedTake[]): Promise<Map<string, number>> {
    const files = takes.flatMap(({ name, segments }) => segments.map(({ file }) => `${name}/${file}`));
    const sizes = new Map<string, number>();
    for (const file of files) sizes.set(file, (await stat(join(recordingDir, file))).size);
    return sizes;
  }

  /** One file of all takes. Null when ffmpeg cannot make one: the replay does not need it. */
  async #download(
    outDir: string,
    takes: readonly RecordedTake[],
    signal: AbortSignal,
    log: Logger,
  ): Promise<FinishedRecording['download']> {
    const list: string[] = [];
    for (const { name, segments } of takes) {
      const playlist = `${name}.m3u8`;
      await writeFile(join(outDir, playlist), inputPlaylist(segments, `../${name}`));
      list.push(`file '${playlist}'`);
    }
    await writeFile(join(outDir, 'takes.ffconcat'), `ffconcat version 1.0\n${list.join('\n')}\n`);
    const process = await startFfmpeg(this.#context.ffmpegPath, {
      args: downloadArgv('takes.ffconcat', `${DOWNLOAD_FILE}.tmp`),
      ...{ cwd: outDir, log, timeLimitMs: DOWNLOAD_LIMIT_MS, background: true },
    });
    const abort = () => process.kill();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const exit = await process.exited;
    signal.removeEventListener('abort', abort);
    signal.throwIfAborted();
    const lists = ['takes.ffconcat', ...takes.map(({ name }) => `${name}.m3u8`)];
    await Promise.all(lists.map((file) => rm(join(outDir, file), { force: true })));
    const path = join(outDir, DOWNLOAD_FILE);
    if (exit.code !== 0) {
      log.warn({ ...exit }, 'no file to download');
      await rm(`${path}.tmp`, { force: true });
      return null;
    }
    await rename(`${path}.tmp`, path);
    return { file: `${FINISH_DIR}/${DOWNLOAD_FILE}`, bytes: (await stat(path)).size };
  }
}
