import type { SpeechPause } from '../schemas/speech.ts';

export class PauseCount {
  #count = 0;
  #totalMs = 0;
  #longestMs = 0;

  add({ durationMs }: SpeechPause): void {
    this.#count += 1;
    this.#totalMs += durationMs;
    this.#longestMs = Math.max(this.#longestMs, durationMs);
  }

  /** Those that are over and the one that is not. */
  with(open: SpeechPause | null): { pauses: number; pausedMs: number; longestPauseMs: number } {
    const { durationMs } = open ?? { durationMs: 0 };
    return {
      pauses: this.#count + (open ? 1 : 0),
      pausedMs: this.#totalMs + durationMs,
      longestPauseMs: Math.max(this.#longestMs, durationMs),
    };
  }
}
