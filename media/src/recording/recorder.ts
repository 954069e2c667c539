import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { CompanionRecording, MediaInput, RecordedTake } from '@caipai/shared/schemas/media';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { companionNames } from './companions.ts';
import { readFills, withFills } from './fill-files.ts';
import { makePoster } from './poster.ts';
import { Recording, type RecordingContext } from './recording.ts';
import { readTake, takeNames } from './take-files.ts';

/** All recordings of this node: the running ones, and what lies on disk. */
export class Recorder {
  readonly #context: RecordingContext;
  /** By the recording's folder, relative to the folder of all recordings. */
  readonly #running = new Map<string, Recording>();
  readonly #unsubscribe: () => void;
  #encoderSeen = false;

  constructor(context: RecordingContext) {
    this.#context = context;
    this.#unsubscribe = context.facts.onFact((fact) => {
      if (fact.type === 'producerOpened' || fact.type === 'producerClosed' || fact.type === 'roomLost')
        for (const recording of this.#runningOf(fact.roomId)) recording.look();
      if (fact.type === 'producerStalled')
        for (const recording of this.#runningOf(fact.roomId)) recording.lookSoon();
    });
  }

  async start({ roomId, peerId, companion = null }: MediaInput<'recording:start'>): Promise<void> {
    const key = keyOf(roomId, companion);
    const running = this.#running.get(key);
    if (running) {
      running.follow(peerId);
      return;
    }
    const recording = new Recording(roomId, companion, peerId, this.#context);
    this.#running.set(key, recording);
    try {
      await this.#checkEncoder();
      await recording.start();
      void recording.done.then(() => this.#forget(recording));
    } catch (error) {
      this.#forget(recording);
      throw error;
    }
  }

  async stop(recordingId: string): Promise<void> {
    await Promise.all(this.#runningOf(recordingId).map((recording) => recording.stop()));
  }

  async describe(recordingId: string): Promise<RecordedTake[]> {
    const dir = this.#dirOf(recordingId);
    return withFills(await takesIn(dir), await readFills(dir));
  }

  /** What was recorded beside it; only what has takes. */
  async describeCompanions(recordingId: string): Promise<CompanionRecording[]> {
    const dir = this.#dirOf(recordingId);
    const all = await Promise.all(
      (await companionNames(dir)).map(async (name) => ({ name, takes: await takesIn(join(dir, name)) })),
    );
    return all.filter(({ takes }) => takes.length > 0);
  }

  async makePoster(recordingId: string): Promise<boolean> {
    const takes = await this.describe(recordingId);
    const log = this.#context.log.child({ recordingId });
    return makePoster(this.#dirOf(recordingId), takes, this.#context.ffmpegPath, log);
  }

  async delete(recordingId: string): Promise<void> {
    await this.stop(recordingId);
    await rm(this.#dirOf(recordingId), { recursive: true, force: true });
    this.#context.log.info({ recordingId }, 'recording deleted');
  }

  /** Process id of the encoder of a running take. */
  findEncoderPid(recordingId: string): number | null {
    return this.#running.get(recordingId)?.ffmpegPid ?? null;
  }

  get size(): number {
    return this.#running.size;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running.values()].map((recording) => recording.stop()));
    this.#unsubscribe();
  }

  #dirOf(recordingId: string): string {
    return join(this.#context.recordingsDir, recordingId);
  }

  #runningOf(recordingId: string): Recording[] {
    return [...this.#running.values()].filter(({ id }) => id === recordingId);
  }

  #forget(recording: Recording): void {
    const key = keyOf(recording.id, recording.companion);
    if (this.#running.get(key) === recording) this.#running.delete(key);
  }

  /** Tells a missing program at once, not only when the first take fails. */
  async #checkEncoder(): Promise<void> {
    if (this.#encoderSeen) return;
    const { ffmpegPath, log } = this.#context;
    const exit = await runFfmpeg(ffmpegPath, { args: ['-version'], cwd: '/', log, timeLimitMs: 5_000 });
    if (exit.code !== 0) throw new StudioError('recording.encoderMissing', exit.lastLines.join(' | '));
    this.#encoderSeen = true;
  }
}

function keyOf(recordingId: string, companion: string | null): string {
  return join(recordingId, companion ?? '');
}

async function takesIn(dir: string): Promise<RecordedTake[]> {
  const takes = await Promise.all((await takeNames(dir)).map((name) => readTake(dir, name)));
  return takes.filter(({ segments }) => segments.length > 0);
}

export async function freeBytesOf(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
