import { createStore } from 'zustand/vanilla';

/**
 * The server's time of what is on this screen. By WebRTC that is now; a picture that comes as a stream of segments
 * is behind, and may be wound back further.
 */
export class PictureClock {
  /** Whether the picture is behind. */
  readonly store = createStore<{ behind: boolean }>(() => ({ behind: false }));
  readonly #serverNow: () => number;
  #source: (() => number | null) | null = null;

  constructor(serverNow: () => number) {
    this.#serverNow = serverNow;
  }

  nowMs(): number {
    return Math.min(this.#source?.() ?? this.#serverNow(), this.#serverNow());
  }

  /** Reads `source` from now on, null while it does not know; the answer ends that. */
  follow(source: () => number | null): () => void {
    this.#source = source;
    this.store.setState({ behind: true });
    return () => {
      if (this.#source !== source) return;
      this.#source = null;
      this.store.setState({ behind: false });
    };
  }
}
