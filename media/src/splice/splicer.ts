import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@caipai/shared/errors/studio-error';
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
import { type Copy, openCopy } from './copy-file.ts';
import { cutFor, type PlacedCut } from './place.ts';
import { type Hole, planHoles } from './plan.ts';

/** A fill that misses more than this of what was cut is not whole, and the hole stays as it was. */
const MISSING_LIMIT_MS = 250;
const TIME_LIMIT_BASE_MS = 120_000;
const TIME_LIMIT_FACTOR = 20;

export interface SplicerContext extends Encoder {
  recordingsDir: string;
}

/** Fills holes of a recording with what the publisher's browser recorded meanwhile; takes are never touched. */
export class Splicer {
  readonly #context: SplicerContext;
  readonly #running = new Map<string, Promise<unknown>>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(context: SplicerContext) {
    this.#context = context;
  }

  /** Answers how many holes were filled. A copy that nothing can be made of is refused for good. */
  splice(input: MediaInput<'recording:splice'>): Promise<MediaOutput<'recording:splice'>> {
    const work = this.#queue.then(() => this.#splice(input));
    this.#queue = work.catch(() => {});
    this.#running.set(input.recordingId, this.#queue);
    return work;
  }

  /** Resolves when nothing is written into the recording's folder any more. */
  async settled(recordingId: string): Promise<void> {
    await this.#running.get(recordingId);
  }

  async #splice({
    recordingId,
    copyId,
    startedWallMs,
  }: MediaInput<'recording:splice'>): Promise<MediaOutput<'recording:splice'>> {
    const { recordingsDir, ...encoder } = this.#context;
    const log = encoder.log.child({ recordingId, copyId });
    const recordingDir = join(recordingsDir, recordingId);
    const takes = await Promise.all(
      (await takeNames(recordingDir)).map((name) => readTake(recordingDir, name)),
    );
    const holes = planHoles(takes);
    await removeHalfMade(recordingDir);
    const copy = await openCopy(recordingDir, copyId, startedWallMs, { ...encoder, log });
    let filled = 0;
    for (const hole of holes) {
      const done = (await readFills(recordingDir)).map(({ fill }) => fill);
      const cut = await cutFor(hole, copy, done, recordingDir, { ...encoder, log });
      if (!cut) continue;
      if (await this.#fill(recordingDir, copy, hole, cut, { ...encoder, log })) filled += 1;
    }
    log.info({ holes: holes.length, filled }, 'copy spliced');
    return { holes: holes.length, filled };
  }

  async #fill(
    recordingDir: string,
    copy: Copy,
    hole: Hole,
    cut: PlacedCut,
    encoder: Encoder,
  ): Promise<boolean> {
    const { part, name } = await makeNextFill(recordingDir);
    const dir = join(recordingDir, part);
    const first = hole.before.segments[0];
    const { video } = await probe(
      encoder.ffmpegPath,
      join(hole.before.take.name, first?.file ?? ''),
      recordingDir,
      encoder.log,
    );
    const picture = cut.picture && video && { ...cut.picture, ...video };
    const leading = picture ?? cut.sound;
    if (!leading) return false;
    const lengthMs = (leading.toS - leading.fromS) * 1_000;
    const exit = await runFfmpeg(encoder.ffmpegPath, {
      args: fillArgv({ copy: join('..', copy.path), picture, sound: cut.sound }),
      ...{ cwd: dir, log: encoder.log, background: true },
      timeLimitMs: TIME_LIMIT_BASE_MS + lengthMs * TIME_LIMIT_FACTOR,
    });
    const segments = (await readdir(dir)).filter((file) => file.endsWith('.ts'));
    if (exit.code !== 0 || segments.length === 0) {
      encoder.log.warn({ ...exit }, 'hole could not be filled');
      return false;
    }
    if (!(await putOnClock(dir, lengthMs, encoder))) {
      encoder.log.warn({ lengthMs }, 'the copy does not reach over the hole');
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
    encoder.log.info({ fill: name, lengthMs: Math.round(lengthMs), alignedBy: cut.alignedBy }, 'hole filled');
    return true;
  }
}

/** The muxer counts the last frame differently; what was cut says how long the fill is. */
async function putOnClock(dir: string, lengthMs: number, encoder: Encoder): Promise<boolean> {
  const path = join(dir, PLAYLIST_FILE);
  const text = await readFile(path, 'utf8');
  const { segments } = parsePlaylist(text);
  const last = segments.at(-1);
  if (!last) throw new StudioError('server.internal', 'a fill without segments');
  const { video, audio } = await packetSpans(encoder.ffmpegPath, last.file, dir, encoder.log);
  const span = video ?? audio;
  const beforeMs = segments.slice(0, -1).reduce((sum, { durationMs }) => sum + durationMs, 0);
  const madeMs = beforeMs + (span ? span.endMs - span.startMs : 0);
  if (lengthMs - madeMs > MISSING_LIMIT_MS) return false;
  await writeFile(path, withLastDuration(text, lengthMs - beforeMs));
  return true;
}

async function removeHalfMade(recordingDir: string): Promise<void> {
  const parts = (await readdir(recordingDir)).filter((name) => /^fill-\d+\.part$/.test(name));
  await Promise.all(parts.map((name) => rm(join(recordingDir, name), { recursive: true, force: true })));
}
