import { GatedHistogram, lufsOf } from './gated-histogram.ts';

/** EBU Tech 3341: momentary over 400 ms, short-term over 3 s; both are read every 100 ms here. */
const MOMENTARY_STEPS = 4;
const SHORT_TERM_STEPS = 30;
/** BS.1770-5. */
const RELATIVE_GATE_LU = -10;
/** EBU Tech 3342: range between these shares of the short-term values above this gate. */
const RANGE_GATE_LU = -20;
const RANGE_SHARES: [number, number] = [0.1, 0.95];

/** Loudness after ITU-R BS.1770-5 from K-weighted energies, one for each 100 ms. */
export class Loudness {
  readonly #steps = new Float64Array(SHORT_TERM_STEPS);
  #stepCount = 0;
  readonly #momentary = new GatedHistogram();
  readonly #shortTerm = new GatedHistogram();
  #maxMomentary = 0;
  #maxShortTerm = 0;

  /** `energy` is the mean square of these 100 ms, added over all channels. */
  addStep(energy: number): void {
    this.#steps[this.#stepCount % SHORT_TERM_STEPS] = energy;
    this.#stepCount += 1;
    // A window that is not full yet is no measurement.
    if (this.#stepCount >= MOMENTARY_STEPS) {
      const momentary = this.#meanOf(MOMENTARY_STEPS);
      this.#momentary.add(momentary);
      this.#maxMomentary = Math.max(this.#maxMomentary, momentary);
    }
    if (this.#stepCount >= SHORT_TERM_STEPS) {
      const shortTerm = this.#meanOf(SHORT_TERM_STEPS);
      this.#shortTerm.add(shortTerm);
      this.#maxShortTerm = Math.max(this.#maxShortTerm, shortTerm);
    }
  }

  get momentaryLufs(): number | null {
    return this.#stepCount < MOMENTARY_STEPS ? null : audible(this.#meanOf(MOMENTARY_STEPS));
  }

  /** Of as much as there is while it is less than three seconds: a gauge that waits says nothing. */
  get shortTermLufs(): number | null {
    if (this.#stepCount < MOMENTARY_STEPS) return null;
    return audible(this.#meanOf(Math.min(SHORT_TERM_STEPS, this.#stepCount)));
  }

  get integratedLufs(): number | null {
    return this.#momentary.meanLufs(RELATIVE_GATE_LU);
  }

  get rangeLu(): number | null {
    const quantiles = this.#shortTerm.quantilesLufs(RANGE_GATE_LU, ...RANGE_SHARES);
    return quantiles && quantiles[1] - quantiles[0];
  }

  get maxMomentaryLufs(): number | null {
    return audible(this.#maxMomentary);
  }

  get maxShortTermLufs(): number | null {
    return audible(this.#maxShortTerm);
  }

  #meanOf(steps: number): number {
    let sum = 0;
    for (let back = 1; back <= steps; back += 1)
      sum += this.#steps[(this.#stepCount - back) % SHORT_TERM_STEPS] as number;
    return sum / steps;
  }
}

/** Quieter than the noise of 16 bits by far. */
const SILENT_BELOW_LUFS = -120;

/** Null for silence, which has no loudness in decibels. */
function audible(energy: number): number | null {
  const lufs = lufsOf(energy);
  return lufs >= SILENT_BELOW_LUFS ? lufs : null;
}
