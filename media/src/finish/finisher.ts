import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { FREE_SPACE_FACTOR } from '@caipai/shared/limits';
import {
  type FinishedRecording,
  finishedRecordingSchema,
  type RecordingSound,
} from '@caipai/shared/schemas/finished-recording';
import type {
  CompanionRecording,
  FinishFacts,
  LayoutChange,
  RecordedTake,
} from '@caipai/shared/schemas/media';
import type { Logger } from 'pino';
import type { FactHub } from '../facts.ts';
import type { Storyboard } from '../ffmpeg/finish-argv.ts';
import { type Probed, probe } from '../ffmpeg/probe.ts';
import { type Assembled, assemble, type DonePart, FINISH_DIR } from './assemble.ts';
import { writeCaptions } from './captions.ts';
import { joinPlaylists, joinTakes } from './download.ts';
import { type Beside, finishPart, PoisonPartError } from './finish-part.ts';
import { nameOf, type Part, planParts } from './plan.ts';

export interface FinisherContext {
  recordingsDir: string;
  ffmpegPath: string;
  facts: FactHub;
  log: Logger;
  describe(recordingId: string): Promise<RecordedTake[]>;
  describeCompanions(recordingId: string): Promise<CompanionRecording[]>;
  /** Space that recordings of live sessions need; the finish job leaves it alone. */
  minFreeBytes: number;
  freeBytes(path: string): Promise<number>;
  /** Length of a part in milliseconds; tests take short ones. */
  partMs?: number;
}

const RESULT_FILE = 'finish.json';
/** Says in the folder of parts what they are parts of. */
const ORIGIN_FILE = 'origin.json';
/** The companion that belongs into the picture. */
const ASSISTANT = 'assistant';
/** More than the renditions of one part take. */
const WORKING_BYTES = 200_000_000;
const SOUND_FILE = 'sound.json';
/** Share of the work that the parts are; the rest is the file to download. */
const PARTS_SHARE = 0.97;

/** A file joined from takes with and without picture or sound would mix up their tracks. */
function sameTracks(done: readonly DonePart[]): boolean {
  const kinds = done.map(({ result: { source } }) => `${source.video !== null} ${source.audio}`);
  return new Set(kinds).size === 1;
}

function sumOf(values: Iterable<number>): number {
  return [...values].reduce((sum, value) => sum + value, 0);
}

/** What the joined file takes whose picture was encoded here. */
function topBytes({ renditions, durationMs }: Assembled): number {
  return ((renditions[0]?.averageBps ?? 0) * durationMs) / 8_000;
}

const STILL_LONG_SIDE_PX = 160;

/** Sheets of stills in the shape of the picture. */
function storyboardOf(durationMs: number, video: { widthPx: number; heightPx: number } | null): Storyboard {
  const { widthPx, heightPx } = video ?? { widthPx: 16, heightPx: 9 };
  const scale = STILL_LONG_SIDE_PX / Math.max(widthPx, heightPx);
  const even = (px: number) => Math.round((px * scale) / 2) * 2;
  const intervalS = durationMs < 3 * 60_000 ? 2 : 5;
  return { intervalS, columns: 8, rows: 8, widthPx: even(widthPx), heightPx: even(heightPx) };
}

/** Parts that were made of other takes, or without the assistant, are not those that are wanted now. */
async function keepPartsOf(outDir: string, origin: string): Promise<void> {
  const file = join(outDir, ORIGIN_FILE);
  const before = await readFile(file, 'utf8').catch(() => null);
  if (before !== origin) await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  await writeFile(file, origin);
}

interface Job {
  cancel: AbortController;
  work: Promise<FinishedRecording>;
  begun: boolean;
}

/** Makes finished recordings, one at a time; the capture stays as it is whatever happens here. */
export class Finisher {
  readonly #context: FinisherContext;
  /** What runs or waits for its turn, by recording. */
  readonly #jobs = new Map<string, Job>();
  readonly #closing = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(context: FinisherContext) {
    this.#context = context;
  }

  /** Answers at once for a recording that is finished; asking again while it runs joins the same run. */
  finish(recordingId: string, known: Partial<FinishFacts> = {}): Promise<FinishedRecording> {
    const facts: FinishFacts = { layouts: [], captions: [], ...known };
    const running = this.#jobs.get(recordingId);
    if (running) return running.work;
    const cancel = new AbortController();
    const signal = AbortSignal.any([this.#closing.signal, cancel.signal]);
    const work = this.#queue.then(() => {
      job.begun = true;
      return this.#run(recordingId, facts, signal);
    });
    const job: Job = { cancel, work, begun: false };
    this.#queue = work.catch(() => {});
    this.#jobs.set(recordingId, job);
    const forget = () => {
      if (this.#jobs.get(recordingId) === job) this.#jobs.delete(recordingId);
    };
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
    } catch (error) {
      this.#context.log.debug({ recordingId, err: error }, 'not finished, or by an earlier version');
      return null;
    }
  }

  /** Resolves when nothing is written into the recording's folder any more. */
  async cancel(recordingId: string): Promise<void> {
    const job = this.#jobs.get(recordingId);
    if (!job) return;
    job.cancel.abort(new StudioError('media.unavailable', 'the recording is deleted'));
    // What waits behind others writes nothing, and nobody shall wait for it.
    if (job.begun) await job.work.catch(() => {});
    else this.#jobs.delete(recordingId);
  }

  async close(): Promise<void> {
    this.#closing.abort(new StudioError('media.unavailable', 'media node is closing'));
    await this.#queue;
  }

  #dirOf(recordingId: string): string {
    return join(this.#context.recordingsDir, recordingId);
  }

  async #run(recordingId: string, known: FinishFacts, signal: AbortSignal): Promise<FinishedRecording> {
    signal.throwIfAborted();
    const finished = await this.find(recordingId);
    if (finished) return finished;
    const log = this.#context.log.child({ recordingId });
    const startedAtMs = performance.now();
    try {
      const made = await this.#makeEither(recordingId, known, signal, log);
      log.info({ tookMs: Math.round(performance.now() - startedAtMs) }, 'recording finished');
      return made;
    } catch (error) {
      if (!(error instanceof PoisonPartError)) throw error;
      // ffmpeg says of a full disk only that it could not go on.
      await this.#checkDisk();
      log.warn({ err: error }, 'recording cannot be finished');
      throw new StudioError('recording.unfinishable', error.message, { cause: error });
    }
  }

  /** With an assistant both are composed; when that cannot be done, each recording stays for itself. */
  async #makeEither(
    recordingId: string,
    { layouts, captions }: FinishFacts,
    signal: AbortSignal,
    log: Logger,
  ): Promise<FinishedRecording> {
    const takes = (await this.#context.describe(recordingId)).filter(({ segments }) => segments.length > 0);
    const beside = await this.#beside(recordingId, takes, layouts, log);
    if (beside) {
      try {
        return await this.#make(recordingId, takes, beside, captions, signal, log);
      } catch (error) {
        if (!(error instanceof PoisonPartError)) throw error;
        await this.#checkDisk();
        log.warn({ err: error }, 'the assistant cannot be composed; the recordings stay side by side');
        await rm(join(this.#dirOf(recordingId), `${FINISH_DIR}.part`), { recursive: true, force: true });
      }
    }
    return this.#make(recordingId, takes, null, captions, signal, log);
  }

  /** What is to be composed; null when nobody stood beside, or a stretch has no picture or sound to build on. */
  async #beside(
    recordingId: string,
    takes: readonly RecordedTake[],
    layouts: readonly LayoutChange[],
    log: Logger,
  ): Promise<Beside | null> {
    const { describeCompanions, ffmpegPath } = this.#context;
    const found = (await describeCompanions(recordingId)).find(({ name }) => name === ASSISTANT);
    if (!found || takes.some(({ tracks }) => !tracks.picture || !tracks.sound)) return null;
    // A take may begin on a small layer and climb: the canvas is as large as the picture ever was.
    let canvas = { widthPx: 0, heightPx: 0 };
    for (const { name, segments } of takes) {
      for (const share of [0, 0.5, 0.999]) {
        const { file } = segments[Math.floor(segments.length * share)] ?? { file: '' };
        const { video } = await probe(ffmpegPath, join(name, file), this.#dirOf(recordingId), log);
        if (video && video.heightPx * video.widthPx > canvas.heightPx * canvas.widthPx)
          canvas = { widthPx: video.widthPx, heightPx: video.heightPx };
      }
    }
    return canvas.widthPx > 0 ? { dir: found.name, takes: found.takes, layouts, canvas } : null;
  }

  async #make(
    recordingId: string,
    takes: readonly RecordedTake[],
    beside: Beside | null,
    captions: FinishFacts['captions'],
    signal: AbortSignal,
    log: Logger,
  ): Promise<FinishedRecording> {
    const { ffmpegPath, partMs, facts } = this.#context;
    const recordingDir = this.#dirOf(recordingId);
    const parts = planParts(takes, partMs);
    const totalMs = parts.reduce((sum, { durationMs }) => sum + durationMs, 0);
    if (totalMs === 0) throw new PoisonPartError('nothing was recorded');
    const outDir = join(recordingDir, `${FINISH_DIR}.part`);
    await keepPartsOf(outDir, JSON.stringify({ takes: nameOf(takes), beside }));
    const picture = beside?.canvas ?? (await this.#firstPicture(recordingDir, parts, log));
    const storyboard = storyboardOf(totalMs, picture);
    const tell = (share: number) => facts.tell({ type: 'finishProgressed', recordingId, share });

    const done: DonePart[] = [];
    for (const part of parts) {
      const onProgress = (share: number) =>
        tell((PARTS_SHARE * (part.startMediaMs + share * part.durationMs)) / totalMs);
      onProgress(0);
      await this.#checkDisk();
      const where = { recordingDir, outDir, ffmpegPath };
      const result = await finishPart({ part, beside, ...where, storyboard, log, signal, onProgress });
      done.push({ part, result });
    }
    tell(PARTS_SHARE);
    const bytes = await this.#sizes(recordingDir, takes);
    const assembled = assemble(done, storyboard, (take, file) => bytes.get(`${take}/${file}`) ?? 0);
    const joins = sameTracks(done);
    if (joins) await this.#checkDisk(beside ? topBytes(assembled) : sumOf(bytes.values()));
    const common = { outDir, ffmpegPath, signal, log };
    const download = !joins
      ? null
      : beside
        ? await joinPlaylists(
            parts.map(({ name }) => `${name}/top.m3u8`),
            common,
          )
        : await joinTakes(takes, common);
    const finished: FinishedRecording = {
      ...assembled,
      composed: beside !== null,
      madeOf: nameOf(takes),
      sound: assembled.sound && (await this.#writeSound(outDir, assembled.sound)),
      download,
      captions: await writeCaptions(outDir, captions, parts),
    };
    await writeFile(join(outDir, RESULT_FILE), JSON.stringify(finished));
    // What an earlier version left and this one cannot read.
    await rm(join(recordingDir, FINISH_DIR), { recursive: true, force: true });
    await rename(outDir, join(recordingDir, FINISH_DIR));
    tell(1);
    return finished;
  }

  /** Throws `recording.diskFull`, which may be over at the next try. */
  async #checkDisk(neededBytes = WORKING_BYTES): Promise<void> {
    const { freeBytes, minFreeBytes, recordingsDir } = this.#context;
    if ((await freeBytes(recordingsDir)) < FREE_SPACE_FACTOR * minFreeBytes + neededBytes)
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
}
