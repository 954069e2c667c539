import { COPY_MAX_CHUNKS } from '@caipai/shared/limits';
import { serverNow } from '../net/clock.ts';
import { newId } from '../net/new-id.ts';
import { flagCopies } from './copies-flag.ts';
import { COPY_AUDIO_BPS, COPY_QUOTA_SHARE, COPY_VIDEO_BPS } from './copy-room.ts';
import { bytesOf, type LocalCopy, putChunk, putCopy, removeChunk } from './copy-store.ts';

const CHUNK_MS = 2_000;
/** Browsers hand out a stretch when its next key frame is there, so a chunk may reach this far back. */
const CHUNK_LATE_MS = 4_000;
/** An hour and a half; older chunks make room for newer ones. */
const MAX_BYTES = 2 * 1024 ** 3;

/** H.264 first: a copy of what is sent as H.264 looks like it. */
const mimeTypes = [
  'video/mp4;codecs=avc1.42e01f,opus',
  'video/mp4;codecs=avc1.42e01f,mp4a.40.2',
  'video/x-matroska;codecs=avc1,opus',
  'video/webm;codecs=vp8,opus',
  'video/webm',
];

export function recorderMimeType(): string | null {
  if (typeof MediaRecorder === 'undefined' || typeof indexedDB === 'undefined') return null;
  return mimeTypes.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/** Newer than the compiler's library: without it key frames are far apart, and chunks long. */
interface WithKeyFrames extends MediaRecorderOptions {
  videoKeyFrameIntervalDuration: number;
}

export interface CopyRecorderInput {
  about: Pick<LocalCopy, 'sessionId' | 'title' | 'userId'>;
  tracks: MediaStreamTrack[];
  mimeType: string;
  onStored(bytes: number): void;
  /** Nothing is stored any more, because the browser has no room or refuses. */
  onFailed(): void;
}

/** Records tracks into the browser's own store, chunk after chunk, until it is stopped or there is no room. */
export class CopyRecorder {
  readonly #input: CopyRecorderInput;
  readonly #recorder: MediaRecorder;
  readonly #copy: LocalCopy;
  readonly #stopped: Promise<void>;
  #writing: Promise<void> = Promise.resolve();
  #maxBytes = MAX_BYTES;
  #handedOutMs: number;
  #next = 0;
  #failed = false;

  constructor(input: CopyRecorderInput) {
    this.#input = input;
    const options: WithKeyFrames = {
      mimeType: input.mimeType,
      videoBitsPerSecond: COPY_VIDEO_BPS,
      audioBitsPerSecond: COPY_AUDIO_BPS,
      videoKeyFrameIntervalDuration: CHUNK_MS,
    };
    this.#recorder = new MediaRecorder(new MediaStream(input.tracks), options);
    this.#stopped = new Promise((resolve) => {
      this.#recorder.addEventListener('stop', () => resolve(), { once: true });
    });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#keep(data));
    this.#recorder.addEventListener('error', () => this.#fail());
    const startedWallMs = Math.round(serverNow());
    this.#handedOutMs = startedWallMs;
    const { mimeType } = input;
    this.#copy = { ...input.about, mimeType, copyId: newId(), startedWallMs, chunks: [] };
    this.#recorder.start(CHUNK_MS);
    this.#writing = this.#begin();
  }

  get copyId(): string {
    return this.#copy.copyId;
  }

  /** Resolves when the last chunk is stored. */
  async stop(): Promise<void> {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    await this.#stopped;
    await this.#writing;
  }

  async #begin(): Promise<void> {
    try {
      const { quota } = await navigator.storage.estimate();
      if (quota) this.#maxBytes = Math.min(MAX_BYTES, quota * COPY_QUOTA_SHARE);
      await putCopy(this.#copy);
      flagCopies(true);
    } catch {
      this.#fail();
    }
  }

  #keep(blob: Blob): void {
    const toWallMs = serverNow();
    const fromWallMs = this.#handedOutMs - CHUNK_LATE_MS;
    this.#handedOutMs = toWallMs;
    const index = this.#next;
    this.#next += 1;
    if (blob.size === 0 || index > COPY_MAX_CHUNKS) return;
    this.#writing = this.#writing.then(async () => {
      if (this.#failed) return;
      try {
        await this.#makeRoom(blob.size);
        this.#copy.chunks.push({ index, fromWallMs, toWallMs, bytes: blob.size });
        await putChunk(this.#copy, index, blob);
        this.#input.onStored(bytesOf(this.#copy));
      } catch {
        this.#copy.chunks = this.#copy.chunks.filter((chunk) => chunk.index !== index);
        this.#fail();
      }
    });
  }

  /** The first chunk holds what all others need to be read. */
  async #makeRoom(bytes: number): Promise<void> {
    while (bytesOf(this.#copy) + bytes > this.#maxBytes && this.#copy.chunks.length > 1) {
      const [oldest] = this.#copy.chunks.splice(1, 1);
      if (oldest) await removeChunk(this.#copy, oldest.index);
    }
  }

  #fail(): void {
    if (this.#failed) return;
    this.#failed = true;
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    this.#input.onFailed();
  }
}
