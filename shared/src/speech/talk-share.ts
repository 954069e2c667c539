/** One entry is 100 ms. */
const WINDOW_ENTRIES = 600;

/** Share of the last minute, and of all time, in which somebody spoke. */
export class TalkShare {
  readonly #window = new Uint8Array(WINDOW_ENTRIES);
  #entries = 0;
  #inWindow = 0;
  #spoken = 0;

  next(spoke: boolean): void {
    const at = this.#entries % WINDOW_ENTRIES;
    const value = spoke ? 1 : 0;
    this.#inWindow += value - (this.#window[at] as number);
    this.#window[at] = value;
    this.#entries += 1;
    this.#spoken += value;
  }

  get lastMinute(): number | null {
    return this.#entries === 0 ? null : this.#inWindow / Math.min(this.#entries, WINDOW_ENTRIES);
  }

  get overall(): number | null {
    return this.#entries === 0 ? null : this.#spoken / this.#entries;
  }
}
