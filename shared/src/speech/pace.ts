/** One entry is 100 ms. */
export const ENTRY_MS = 100;
/** What the gauge looks back on, of time that counts. */
const WINDOW_ENTRIES = 10_000 / ENTRY_MS;
/** Less says nothing. */
const LEAST_ENTRIES = 3_000 / ENTRY_MS;
/** Norms of pace include the breaths between sentences. Who waits for longer does not speak more slowly by it. */
const COUNTED_PAUSE_ENTRIES = 1_000 / ENTRY_MS;
/** After so much silence there is no pace. */
const GONE_ENTRIES = 5_000 / ENTRY_MS;

const PER_MINUTE = 60_000 / ENTRY_MS;

/** Estimated syllables a minute: now, and over all. */
export class Pace {
  readonly #window = new Uint8Array(WINDOW_ENTRIES);
  #entries = 0;
  #inWindow = 0;
  #syllables = 0;
  /** What was before the first word is no pause of speech. */
  #silent = Number.POSITIVE_INFINITY;

  next(syllables: number, spoke: boolean): void {
    this.#silent = spoke || syllables > 0 ? 0 : this.#silent + 1;
    if (this.#silent > COUNTED_PAUSE_ENTRIES) return;
    const at = this.#entries % WINDOW_ENTRIES;
    this.#inWindow += syllables - (this.#window[at] as number);
    this.#window[at] = syllables;
    this.#entries += 1;
    this.#syllables += syllables;
  }

  get syllables(): number {
    return this.#syllables;
  }

  get nowPerMin(): number | null {
    if (this.#entries < LEAST_ENTRIES || this.#silent > GONE_ENTRIES) return null;
    return (this.#inWindow * PER_MINUTE) / Math.min(this.#entries, WINDOW_ENTRIES);
  }

  get overallPerMin(): number | null {
    return this.#entries < LEAST_ENTRIES ? null : (this.#syllables * PER_MINUTE) / this.#entries;
  }
}
