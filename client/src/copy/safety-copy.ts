import { CopyRecorder, recorderMimeType } from './copy-recorder.ts';
import type { LocalCopy } from './copy-store.ts';
import { sendCopies } from './copy-uploader.ts';

export interface SafetyCopyState {
  state: 'idle' | 'recording' | 'failed' | 'unsupported';
  bytes: number;
}

export interface OnAir {
  about: Pick<LocalCopy, 'sessionId' | 'title' | 'userId'>;
  tracks: MediaStreamTrack[];
}

/** Keeps a copy of what is on air as long as it is, a new one whenever a device is changed. */
export class SafetyCopy {
  readonly #tell: (state: SafetyCopyState) => void;
  #recorder: CopyRecorder | null = null;
  #recorded = '';
  #work: Promise<void> = Promise.resolve();

  constructor(tell: (state: SafetyCopyState) => void) {
    this.#tell = tell;
  }

  /** Says what is on air now, null for nothing. Calls that change nothing do nothing. */
  sync(onAir: OnAir | null): void {
    const wanted = onAir?.tracks.map(({ id }) => id).join(' ') ?? '';
    if (wanted === this.#recorded) return;
    this.#recorded = wanted;
    this.#work = this.#work
      .then(() => this.#replace(onAir))
      .catch(() => {
        this.#tell({ state: 'failed', bytes: 0 });
      });
  }

  /** After the session: resolves when the server has what it was missing. */
  async send(userId: string): Promise<void> {
    await this.#work;
    await sendCopies(userId);
  }

  async #replace(onAir: OnAir | null): Promise<void> {
    await this.#recorder?.stop();
    this.#recorder = null;
    if (!onAir) return this.#tell({ state: 'idle', bytes: 0 });
    const mimeType = recorderMimeType();
    if (!mimeType) return this.#tell({ state: 'unsupported', bytes: 0 });
    this.#recorder = new CopyRecorder({
      ...onAir,
      mimeType,
      onStored: (bytes) => this.#tell({ state: 'recording', bytes }),
      onFailed: () => this.#tell({ state: 'failed', bytes: 0 }),
    });
    this.#tell({ state: 'recording', bytes: 0 });
  }
}
