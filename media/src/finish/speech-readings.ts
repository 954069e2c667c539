import { createHash } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import type { RecordingSpeech } from '@caipai/shared/schemas/speech';
import type { Logger } from 'pino';
import { inputPlaylist } from './finish-part.ts';
import { nameOf, planParts } from './plan.ts';
import type { SpeechWork } from './speech-of-takes.ts';

interface SpeechReadingsContext {
  recordingsDir: string;
  ffmpegPath: string;
  log: Logger;
  describe(recordingId: string): Promise<RecordedTake[]>;
}

/** Where playlists for ffmpeg lie while it reads. */
const WORK_DIR = 'speech.part';
const ownFile = /^speech-[A-Za-z0-9_-]+\.json$/;

/** A recording whose hole was filled is one of something else, and is measured again. */
function fileFor(takes: readonly RecordedTake[]): string {
  return `speech-${createHash('sha256').update(nameOf(takes)).digest('base64url').slice(0, 12)}.json`;
}

/**
 * What the speech meter says about recordings, kept beside their takes and apart from what viewers may fetch. Old
 * recordings are measured when somebody asks; one at a time, after everything else.
 */
export class SpeechReadings {
  readonly #context: SpeechReadingsContext;
  readonly #running = new Map<string, { work: Promise<void>; cancel: AbortController }>();
  #queue: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(context: SpeechReadingsContext) {
    this.#context = context;
  }

  /** The file within the recording's folder; null when there is none yet, and then it is begun with. */
  async find(recordingId: string): Promise<string | null> {
    const takes = await this.#context.describe(recordingId);
    if (takes.every(({ segments }) => segments.length === 0)) return null;
    const file = fileFor(takes);
    if (await this.#isThere(recordingId, file)) return file;
    this.measure(recordingId);
    return null;
  }

  /** Begins to measure, unless that goes on already. What fails is tried again when somebody asks. */
  measure(recordingId: string): void {
    if (this.#closed || this.#running.has(recordingId)) return;
    const cancel = new AbortController();
    const work = this.#queue
      .then(() => this.#measure(recordingId, cancel.signal))
      .catch((error) => {
        if (!cancel.signal.aborted)
          this.#context.log.warn({ recordingId, err: error }, 'speech not measured');
      })
      .finally(() => this.#running.delete(recordingId));
    this.#queue = work;
    this.#running.set(recordingId, { work, cancel });
  }

  /** Resolves when nothing is written into the recording's folder any more. */
  async cancel(recordingId: string): Promise<void> {
    const running = this.#running.get(recordingId);
    running?.cancel.abort(new StudioError('media.unavailable', 'the recording is deleted'));
    await running?.work;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running.keys()].map((recordingId) => this.cancel(recordingId)));
  }

  #isThere(recordingId: string, file: string): Promise<boolean> {
    const path = join(this.#context.recordingsDir, recordingId, file);
    return access(path).then(
      () => true,
      () => false,
    );
  }

  async #measure(recordingId: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { recordingsDir, ffmpegPath, describe, log } = this.#context;
    const dir = join(recordingsDir, recordingId);
    const takes = (await describe(recordingId)).filter(({ segments }) => segments.length > 0);
    const file = fileFor(takes);
    if (takes.length === 0 || (await this.#isThere(recordingId, file))) return;
    const workDir = join(dir, WORK_DIR);
    const startedAtMs = performance.now();
    try {
      await mkdir(workDir, { recursive: true });
      const sounds = new Set(takes.flatMap(({ name, tracks }) => (tracks.sound ? [name] : [])));
      const stretches = await Promise.all(
        planParts(takes).map(async ({ name, take, segments, durationMs }) => {
          if (!sounds.has(take)) return { playlist: null, durationMs };
          const playlist = `${name}.m3u8`;
          await writeFile(join(workDir, playlist), inputPlaylist(segments, `../${take}`));
          return { playlist, durationMs };
        }),
      );
      const speech = await inThread({ ffmpegPath, cwd: workDir, stretches }, signal);
      signal.throwIfAborted();
      await writeFile(join(workDir, file), JSON.stringify(speech));
      for (const old of await readdir(dir)) if (ownFile.test(old)) await rm(join(dir, old), { force: true });
      await rename(join(workDir, file), join(dir, file));
      const tookMs = Math.round(performance.now() - startedAtMs);
      log.info({ recordingId, tookMs, durationMs: speech.summary.durationMs }, 'speech measured');
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  }
}

function inThread(work: SpeechWork, signal: AbortSignal): Promise<RecordingSpeech> {
  const worker = new Worker(new URL('./speech-worker.ts', import.meta.url), {
    workerData: work,
    execArgv: [],
  });
  // It ends its ffmpeg, then itself.
  const stop = () => worker.postMessage('stop');
  signal.addEventListener('abort', stop, { once: true });
  return new Promise<RecordingSpeech>((resolve, reject) => {
    let speech: RecordingSpeech | null = null;
    worker.once('message', (heard: RecordingSpeech) => {
      speech = heard;
    });
    worker.once('error', reject);
    worker.once('exit', (code) => (speech ? resolve(speech) : reject(new Error(`ended with ${code}`))));
  }).finally(() => signal.removeEventListener('abort', stop));
}
