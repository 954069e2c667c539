/** How long a burst is remembered: a warning that comes and goes with every word is not read. */
const REMEMBERED_MS = 6_000;
/** One slip of the tongue is none of anybody's business. */
const READINGS_TO_WARN = 6;

/** Tells a microphone that is turned up too far from a voice that was loud once. */
export class ClippingWatch {
  #clippedAtMs: number[] = [];
  #warns = false;

  /** Takes one reading of the level meter; answers whether to warn. */
  read(clipping: boolean, nowMs: number): boolean {
    if (clipping) this.#clippedAtMs.push(nowMs);
    this.#clippedAtMs = this.#clippedAtMs.filter((atMs) => nowMs - atMs < REMEMBERED_MS);
    if (this.#clippedAtMs.length >= READINGS_TO_WARN) this.#warns = true;
    if (this.#clippedAtMs.length === 0) this.#warns = false;
    return this.#warns;
  }
}
