/** BS.1770-5: what is quieter counts for nothing. */
const ABSOLUTE_GATE_LUFS = -70;
const TOP_LUFS = 10;
const BINS_PER_LU = 10;
const BIN_COUNT = (TOP_LUFS - ABSOLUTE_GATE_LUFS) * BINS_PER_LU;

/** BS.1770-5 (1): loudness of a mean square. */
export const lufsOf = (energy: number) => -0.691 + 10 * Math.log10(energy);
const energyAt = (lufs: number) => 10 ** ((lufs + 0.691) / 10);

/** Loudness values of any length of time in a tenth of a LU each: as much memory for a minute as for a day. */
export class GatedHistogram {
  readonly #counts = new Float64Array(BIN_COUNT);
  /** Exact energies, so that the width of a bin matters to the gate only. */
  readonly #energies = new Float64Array(BIN_COUNT);

  add(energy: number): void {
    const lufs = lufsOf(energy);
    if (!(lufs > ABSOLUTE_GATE_LUFS)) return;
    const bin = Math.min(BIN_COUNT - 1, Math.floor((lufs - ABSOLUTE_GATE_LUFS) * BINS_PER_LU));
    this.#counts[bin] = (this.#counts[bin] as number) + 1;
    this.#energies[bin] = (this.#energies[bin] as number) + energy;
  }

  /** Mean over what is not more than `relativeGateLu` below the mean of all; null when all is silence. */
  meanLufs(relativeGateLu: number): number | null {
    return this.#meanFrom(this.#firstBin(relativeGateLu));
  }

  /** The values below which `low` and `high` of all lie that pass the gate. */
  quantilesLufs(relativeGateLu: number, low: number, high: number): [number, number] | null {
    const from = this.#firstBin(relativeGateLu);
    const total = this.#sum(this.#counts, from);
    if (total === 0) return null;
    const at = (share: number) => {
      let left = Math.round((total - 1) * share);
      let bin = from;
      while (bin < BIN_COUNT - 1 && left >= (this.#counts[bin] as number)) {
        left -= this.#counts[bin] as number;
        bin += 1;
      }
      return ABSOLUTE_GATE_LUFS + (bin + 0.5) / BINS_PER_LU;
    };
    return [at(low), at(high)];
  }

  #firstBin(relativeGateLu: number): number {
    const ungated = this.#meanFrom(0);
    if (ungated === null) return BIN_COUNT;
    const gate = lufsOf(energyAt(ungated) * 10 ** (relativeGateLu / 10));
    return Math.max(0, Math.ceil((gate - ABSOLUTE_GATE_LUFS) * BINS_PER_LU - 0.5));
  }

  #meanFrom(bin: number): number | null {
    const count = this.#sum(this.#counts, bin);
    return count === 0 ? null : lufsOf(this.#sum(this.#energies, bin) / count);
  }

  #sum(row: Float64Array, from: number): number {
    let sum = 0;
    for (let bin = from; bin < BIN_COUNT; bin += 1) sum += row[bin] as number;
    return sum;
  }
}
