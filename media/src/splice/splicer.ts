import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { FREE_SPACE_FACTOR } from '@caipai/shared/limits';
import type { MediaInput, MediaOutput } from '@caipai/shared/schemas/media';
import { PLAYLIST_FILE } from '../ffmpeg/capture-argv.ts';
import { fillArgv } from '../ffmpeg/fill-argv.ts';
import { packetSpans } from '../ffmpeg/packet-spans.ts';
import { probe } from '../ffmpeg/probe.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { FILL_FILE, type Fill, makeNextFill, readFills } from '../recording/fill-files.ts';
import type { Encoder } from '../recording/finalise-take.ts';
import { KEY_FRAMES_FILE, readTake, TAKE_FILE, takeNames } from '../recording/take-files.ts';
import { parsePlaylist, withLastDuration } from '../recording/takes.ts';
import { COPIES_DIR, type Copy, openCopy } from './copy-file.ts';
import { cutFor, type PlacedCut } from './place.ts';
import { type Hole, planHoles } from './plan.ts';

/** A fill that misses more than this of what was cut is not whole, and the hole stays as it was. */
const MISSING_LIMIT_MS = 250;
const TIME_LIMIT_BASE_MS = 120_000;
const TIME_LIMIT_FACTOR = 20;

export interface SplicerContext extends Encoder {
  recordingsDir: string;
  /** Space that recordings of live sessions need; splicing leaves it alone. */
  minFreeBytes: number;
  freeBytes(path: string): Promise<number>;
}

interface Job {
  abort: AbortController;
  done: Promise<unknown>;
}

/** What one job needs at every step. */
interface Work extends Encoder {
  recordingDir: string;
  signal: AbortSignal;
}

/**
 * Fills holes of a recording with what the publisher's browser recorded meanwhile, one recording at a time; takes
 * are never touched. What may go well another time is thrown, so that whoever asked asks again.
 */
export class Splicer {
  readonly #context: SplicerContext;
  readonly #jobs = new Map<string, Set<Job>>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(context: SplicerContext) {
    this.#context = context;
  }

  /**
   * Answers how many holes this copy fills, also those of an earlier call, and how many it has but cannot fill.
   * Refuses with `copy.unusable` what no repetition can mend.
   */
  splice(input: MediaInput<'recording:splice'>): Promise<MediaOutput<'recording:splice'>> {
    const abort = new AbortController();
    const work = this.#queue.then(() => this.#splice(input, abort.signal));
    const job: Job = { abort, done: work.catch(() => {}) };
    this.#queue = job.done;
    const jobs = this.#jobs.get(input.recordingId) ?? new Set();
    this.#jobs.set(input.recordingId, jobs.add(job));
    void job.done.then(() => {
      jobs.delete(job);
      if (jobs.size === 0) this.#jobs.delete(input.recordingId);
    });
    return work;
  }

  /** Resolves when nothing is written into the recording's folder any more. */
  async cancel(recordingId: string): Promise<void> {
    const jobs = [...(this.#jobs.get(recordingId) ?? [])];
    for (const { abort } of jobs) abort.abort(new StudioError('copy.unusable', 'the recording is deleted'));
    await Promise.all(jobs.map(({ done }) => done));
  }

  async close(): Promise<void> {
    const reason = new StudioError('media.unavailable', 'media node is closing');
    for (const jobs of this.#jobs.values()) for (const { abort } of jobs) abort.abort(reason);
    await this.#queue;
  }

  async #splice(
    { recordingId, copyId, startedWallMs }: MediaInput<'recording:splice'>,
    signal: AbortSignal,
  ): Promise<MediaOutput<'recording:splice'>> {
    signal.throwIfAborted();
    const { recordingsDir, ffmpegPath } = this.#context;
    const recordingDir = join(recordingsDir, recordingId);
    const log = this.#context.log.child({ recordingId, copyId });
    const work: Work = { recordingDir, ffmpegPath, log, signal };
    const takes = await Promise.all(
      (await takeNames(recordingDir)).map((name) => readTake(recordingDir, name)),
    );
    const holes = planHoles(takes);
    await removeHalfMade(recordingDir);
    await this.#checkDisk(await bytesIn(join(recordingDir, COPIES_DIR, copyId)));
    const copy = await openCopy(recordingDir, copyId, startedWallMs, work);
    const fills = async () => (await readFills(recordingDir)).map(({ fill }) => fill);
    let missed = 0;
    for (const hole of holes) {
      const cut = await cutFor(hole, copy, await fills(), work);
      if (cut && (cut === 'doubtful' || !(await this.#fill(copy, hole, cut, work)))) missed += 1;
    }
    const filled = (await fills()).filter((fill) => fill.copyId === copyId).length;
    log.info({ holes: holes.length, filled, missed }, 'copy spliced');
    return { holes: holes.length, filled, missed };
  }

  /** Throws `recording.diskFull`, which may be over at the next try. */
  async #checkDisk(neededBytes: number): Promise<void> {
    const { freeBytes, minFreeBytes, recordingsDir } = this.#context;
    if ((await freeBytes(recordingsDir)) < FREE_SPACE_FACTOR * minFreeBytes + 2 * neededBytes)
      throw new StudioError('recording.diskFull', 'too little free space to fill a hole');
  }

  /** Answers false when this copy cannot fill it. */
  async #fill(copy: Copy, hole: Hole, cut: PlacedCut, work: Work): Promise<boolean> {
    const { recordingDir, ffmpegPath, log, signal } = work;
    const { part, name } = await makeNextFill(recordingDir);
    const dir = join(recordingDir, part);
    const first = join(hole.before.take.name, hole.before.segments[0]?.file ?? '');
    const { video } = await probe(ffmpegPath, first, recordingDir, log);
    const picture = cut.picture && video && { ...cut.picture, ...video };
    const leading = picture ?? cut.sound;
    if (!leading) return false;
    const lengthMs = (leading.toS - leading.fromS) * 1_000;
    const exit = await runFfmpeg(ffmpegPath, {
      args: fillArgv({ copy: join('..', copy.path), picture, sound: cut.sound }),
      ...{ cwd: dir, log, background: true, signal },
      timeLimitMs: TIME_LIMIT_BASE_MS + lengthMs * TIME_LIMIT_FACTOR,
    });
    // Killed, or without space: another time it may go well.
    if (exit.code === null) throw new Error(`${name}: ffmpeg was ended by ${exit.signal}`);
    await this.#checkDisk(0);
    const segments = (await readdir(dir)).filter((file) => file.endsWith('.ts'));
    if (exit.code !== 0 || segments.length === 0) {
      log.warn({ ...exit }, 'hole could not be filled');
      return false;
    }
    if (!(await putOnClock(dir, lengthMs, work))) {
      log.warn({ lengthMs }, 'the copy does not reach over the hole');
      return false;
    }
    const fill: Fill = {
      ...{ fromWallMs: cut.fromWallMs, toWallMs: cut.toWallMs },
      ...{ copyId: copy.id, alignedBy: cut.alignedBy },
    };
    const tracks = { picture: picture !== null, sound: cut.sound !== null, avOffsetMs: null };
    await writeFile(join(dir, TAKE_FILE), JSON.stringify(tracks));
    await writeFile(
      join(dir, KEY_FRAMES_FILE),
      `${JSON.stringify({ mediaMs: 0, wallMs: cut.fromWallMs })}\n`,
    );
    await writeFile(join(dir, FILL_FILE), JSON.stringify(fill));
    await rename(dir, join(recordingDir, name));
    log.info({ fill: name, lengthMs: Math.round(lengthMs), alignedBy: cut.alignedBy }, 'hole filled');
    return true;
  }
}

/** The muxer counts the last frame differently; what was cut says how long the fill is. */
async function putOnClock(dir: string, lengthMs: number, { ffmpegPath, log }: Encoder): Promise<boolean> {
  const path = join(dir, PLAYLIST_FILE);
  const text = await readFile(path, 'utf8');
  const { segments } = parsePlaylist(text);
  const last = segments.at(-1);
  if (!last) throw new StudioError('server.internal', 'a fill without segments');
  const { video, audio } = await packetSpans(ffmpegPath, last.file, dir, log);
  const span = video ?? audio;
  const beforeMs = segments.slice(0, -1).reduce((sum, { durationMs }) => sum + durationMs, 0);
  const madeMs = beforeMs + (span ? span.endMs - span.startMs : 0);
  if (lengthMs - madeMs > MISSING_LIMIT_MS) return false;
  await writeFile(path, withLastDuration(text, lengthMs - beforeMs));
  return true;
}

async function bytesIn(dir: string): Promise<number> {
  const names = await readdir(dir).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(dir, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function removeHalfMade(recordingDir: string): Promise<void> {
  const parts = (await readdir(recordingDir)).filter((name) => /^fill-\d+\.part$/.test(name));
  await Promise.all(parts.map((name) => rm(join(recordingDir, name), { recursive: true, force: true })));
}
