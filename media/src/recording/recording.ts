import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Logger } from 'pino';
import type { MediaDeps } from '../deps.ts';
import type { FactHub } from '../facts.ts';
import { Signal } from './signal.ts';
import { startTake, type Take, type TakeEnd } from './take.ts';
import { makeNextTake } from './take-files.ts';
import {
  findTracks,
  type RecordedRoom,
  type RecordedSources,
  type RecordedTracks,
  sameTracks,
  sourcesOf,
} from './tracks.ts';

/** After how many failures in a row, and how long after each, ffmpeg is started again. */
const retryDelaysMs = [0, 250, 500, 1_000, 2_000, 4_000, 8_000];
const HEALTHY_AFTER_MS = 10_000;
/** How long one track waits for the other before the take starts without it. */
const WAIT_FOR_AUDIO_MS = 1_000;
const WAIT_FOR_VIDEO_MS = 4_000;
const DISK_CHECK_MS = 2_000;
/** How many times the space at which it stops makes a recording warn. */
const LOW_AT = 2;
/** Tracks that stall together are seen to do so one after the other; a take outlives a short stall of both. */
const STALL_SETTLES_MS = 3_000;

export interface RecordingContext {
  recordingsDir: string;
  ffmpegPath: string;
  minFreeBytes: number;
  freeBytes: (path: string) => Promise<number>;
  findRoom: (roomId: string) => RecordedRoom | undefined;
  facts: FactHub;
  clock: MediaDeps['clock'];
  log: Logger;
}

/** Records one peer of a room, take after take, until it is stopped, the disk is full or ffmpeg fails for good. */
export class Recording {
  /** Of the session and of its room. */
  readonly id: string;
  /** Null for the anchor's own. */
  readonly companion: string | null;
  #peerId: string;
  readonly dir: string;
  readonly #context: RecordingContext;
  readonly #log: Logger;
  readonly #sources: RecordedSources;
  /** Tracks, peer or stop flag changed. */
  readonly #changed = new Signal();
  #take: Take | null = null;
  #lookTimer: NodeJS.Timeout | undefined;
  #stopping = false;
  #done: Promise<void> = Promise.resolve();

  constructor(id: string, companion: string | null, peerId: string, context: RecordingContext) {
    this.id = id;
    this.companion = companion;
    this.#peerId = peerId;
    this.dir = join(context.recordingsDir, id, companion ?? '');
    this.#context = context;
    this.#sources = sourcesOf(companion);
    this.#log = context.log.child({ recordingId: id, ...(companion ? { companion } : {}) });
  }

  /** Resolves when takes can start. Throws `recording.diskFull`. */
  async start(): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    if (await this.#diskIsFull()) throw new StudioError('recording.diskFull', 'too little free space');
    this.#log.info({ peerId: this.#peerId }, 'recording started');
    this.#done = this.#loop().catch((error: unknown) => {
      this.#log.error({ err: error }, 'recording broke');
      this.#tellNoTake('encoderFailed');
    });
  }

  /** Resolves when the recording is over by itself or by `stop`. */
  get done(): Promise<void> {
    return this.#done;
  }

  get ffmpegPid(): number | null {
    return this.#take?.ffmpegPid ?? null;
  }

  /**
   * Asked for again, perhaps by another tab. The anchor's newest tab is the one on air; a coach with two consoles
   * is recorded from one of them as long as it sends, so that their tabs do not cut each other's takes.
   */
  follow(peerId: string): void {
    if (this.companion === null || !this.#tracks()) this.#peerId = peerId;
    this.look();
  }

  /** Tracks or the peer may have changed. */
  look(): void {
    this.#changed.notify();
    const take = this.#take;
    const tracks = this.#tracks();
    if (take && tracks && !sameTracks(tracks, take.producerIds)) void take.stop('mediaLost');
  }

  /** A track fell silent or came back: a take of what still flows is worth it only if that lasts. */
  lookSoon(): void {
    this.#changed.notify();
    clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => this.look(), STALL_SETTLES_MS);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#lookTimer);
    this.#stopping = true;
    this.#changed.notify();
    await this.#take?.stop('ended');
    await this.#done;
    this.#log.info('recording stopped');
  }

  async #loop(): Promise<void> {
    let failures = 0;
    while (!this.#stopping) {
      const tracks = await this.#tracksReady();
      if (!tracks) return;
      const startedAtMs = performance.now();
      const end = await this.#oneTake(tracks, failures);
      if (performance.now() - startedAtMs > HEALTHY_AFTER_MS || end === 'mediaLost') failures = 0;
      if (end === 'diskFull' || end === 'ended') return;
      if (end !== 'encoderFailed') continue;
      const delayMs = retryDelaysMs[failures];
      failures += 1;
      if (delayMs === undefined) return;
      if (!this.#stopping) await this.#pause(delayMs);
    }
  }

  async #oneTake(tracks: RecordedTracks, failures: number): Promise<TakeEnd> {
    const { facts, clock, ffmpegPath } = this.#context;
    const name = await makeNextTake(this.dir).catch((error: unknown) => {
      if (!isDiskFull(error)) throw error;
      return null;
    });
    if (name === null) {
      this.#tellNoTake('diskFull');
      return 'diskFull';
    }
    const log = this.#log.child({ take: name });
    let told = false;
    let end: TakeEnd = 'encoderFailed';
    let diskTimer: NodeJS.Timeout | undefined;
    try {
      if (await this.#diskIsFull()) throw new StudioError('recording.diskFull', 'too little free space');
      const take = await startTake({
        ...tracks,
        dir: join(this.dir, name),
        ffmpegPath,
        clock,
        log,
        onStarted: (atMs) => {
          told = true;
          log.info({ atMs, video: tracks.video !== null, audio: tracks.audio !== null }, 'take started');
          facts.tell({ type: 'takeStarted', ...this.#about, take: name, atMs });
        },
      });
      this.#take = take;
      const watch = { low: false };
      diskTimer = setInterval(() => this.#watchDisk(take, watch), DISK_CHECK_MS);
      if (this.#stopping) void take.stop('ended');
      else this.look();
      end = await take.ended;
    } catch (error) {
      log.error({ err: error }, 'take did not start');
      if (tracks.video?.closed || tracks.audio?.closed) end = 'mediaLost';
      if (isDiskFull(error)) end = 'diskFull';
    } finally {
      clearInterval(diskTimer);
      this.#take = null;
    }
    const givesUp = end === 'encoderFailed' && failures >= retryDelaysMs.length;
    const willRestart = !this.#stopping && !givesUp && (end === 'mediaLost' || end === 'encoderFailed');
    log.info({ cause: end, willRestart }, 'take stopped');
    if (told || givesUp || end === 'diskFull') {
      const atMs = clock.nowMs();
      facts.tell({ type: 'takeStopped', ...this.#about, take: name, atMs, cause: end, willRestart });
    }
    return end;
  }

  /** The recording is over before there was a folder for the next take. */
  #tellNoTake(cause: 'diskFull' | 'encoderFailed'): void {
    const { facts, clock } = this.#context;
    const stopped = { ...this.#about, take: 'take-000', atMs: clock.nowMs() };
    facts.tell({ type: 'takeStopped', ...stopped, cause, willRestart: false });
  }

  /** Waits for tracks worth a take; null when the recording is to stop. */
  async #tracksReady(): Promise<RecordedTracks | null> {
    let firstSeenAtMs: number | null = null;
    while (!this.#stopping) {
      const tracks = this.#tracks();
      if (tracks?.audio && (tracks.video || this.#sources.video === null)) return tracks;
      if (!tracks) {
        firstSeenAtMs = null;
        await this.#changed.wait();
        continue;
      }
      firstSeenAtMs ??= performance.now();
      const patienceMs = tracks.video ? WAIT_FOR_AUDIO_MS : WAIT_FOR_VIDEO_MS;
      const leftMs = firstSeenAtMs + patienceMs - performance.now();
      if (leftMs <= 0) return tracks;
      await this.#changed.wait(leftMs);
    }
    return null;
  }

  #tracks(): RecordedTracks | null {
    return findTracks(this.#context.findRoom(this.id), this.#peerId, this.#sources);
  }

  get #about() {
    return { recordingId: this.id, companion: this.companion };
  }

  async #pause(delayMs: number): Promise<void> {
    const untilMs = performance.now() + delayMs;
    while (!this.#stopping && performance.now() < untilMs)
      await this.#changed.wait(untilMs - performance.now());
  }

  async #diskIsFull(): Promise<boolean> {
    const { freeBytes, recordingsDir } = this.#context;
    return this.#isFull(await freeBytes(recordingsDir));
  }

  /** Also without a reserve nothing fits on a disk that has no byte left. */
  #isFull(freeBytes: number): boolean {
    return freeBytes < Math.max(this.#context.minFreeBytes, 1);
  }

  /** Warns while somebody can still make room, and stops the take before the disk is full. */
  async #watchDisk(take: Take, watch: { low: boolean }): Promise<void> {
    const { minFreeBytes, facts, recordingsDir } = this.#context;
    try {
      const freeBytes = await this.#context.freeBytes(recordingsDir);
      if (this.#isFull(freeBytes)) return await take.stop('diskFull');
      const low = freeBytes < LOW_AT * minFreeBytes;
      if (low !== watch.low) facts.tell({ type: 'diskLow', ...this.#about, freeBytes, low });
      watch.low = low;
    } catch (error) {
      this.#log.warn({ err: error }, 'free space unknown');
    }
  }
}

function isDiskFull(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'recording.diskFull';
}
