const LOWEST_HZ = 60;
const BINS_PER_SEMITONE = 4;
/** Up to 500 Hz and a little more. */
const SEMITONES = 38;
const BIN_COUNT = SEMITONES * BINS_PER_SEMITONE;
/** Range is told between these shares: single slips of an octave lie outside. */
const RANGE_SHARES = [0.05, 0.95] as const;
/** Slips of an octave are left out of the deviation too. */
const FARTHEST_SEMITONES = 12;
/** Fewer readings are no melody: one second of voice. */
const LEAST_READINGS = 100;

export interface Melody {
  medianHz: number;
  rangeSemitones: number;
  /** Standard deviation: a small one is heard as monotonous. */
  sdSemitones: number;
}

/** How much a voice moves, in semitones, because that is how pitch is heard. Over the last `kept` readings, or all. */
export class PitchSpread {
  readonly #counts = new Float64Array(BIN_COUNT);
  readonly #recent: Uint8Array;
  #total = 0;

  constructor(kept: number) {
    this.#recent = new Uint8Array(kept);
  }

  add(hz: number): void {
    const semitones = 12 * Math.log2(hz / LOWEST_HZ);
    const bin = Math.min(BIN_COUNT - 1, Math.max(0, Math.floor(semitones * BINS_PER_SEMITONE)));
    const kept = this.#recent.length;
    if (kept > 0) {
      const at = this.#total % kept;
      if (this.#total >= kept) this.#count(this.#recent[at] as number, -1);
      this.#recent[at] = bin;
    }
    this.#count(bin, 1);
    this.#total += 1;
  }

  get melody(): Melody | null {
    const kept = this.#recent.length;
    const readings = kept > 0 ? Math.min(kept, this.#total) : this.#total;
    if (readings < LEAST_READINGS) return null;
    const median = this.#quantile(0.5, readings);
    const [low, high] = RANGE_SHARES.map((share) => this.#quantile(share, readings)) as [number, number];
    return {
      medianHz: LOWEST_HZ * 2 ** (median / 12),
      rangeSemitones: high - low,
      sdSemitones: this.#deviation(median),
    };
  }

  #count(bin: number, by: number): void {
    this.#counts[bin] = (this.#counts[bin] as number) + by;
  }

  #quantile(share: number, readings: number): number {
    let left = (readings - 1) * share;
    let bin = 0;
    while (bin < BIN_COUNT - 1 && left >= (this.#counts[bin] as number)) {
      left -= this.#counts[bin] as number;
      bin += 1;
    }
    return semitonesOf(bin);
  }

  #deviation(median: number): number {
    let [count, sum, squares] = [0, 0, 0];
    for (let bin = 0; bin < BIN_COUNT; bin += 1) {
      const off = semitonesOf(bin) - median;
      if (Math.abs(off) >= FARTHEST_SEMITONES) continue;
      const here = this.#counts[bin] as number;
      count += here;
      sum += here * off;
      squares += here * off * off;
    }
    return count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  }
}

const semitonesOf = (bin: number) => (bin + 0.5) / BINS_PER_SEMITONE;
