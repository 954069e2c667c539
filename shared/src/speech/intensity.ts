/** Steps of 10 ms; everything about a voice is decided once a step. */
export const STEP_MS = 10;

/**
 * Praat lays a bell over the energies, in de Jong & Wempe's script one made for pitches from 50 Hz on. This one is
 * narrower, some 33 ms at half its height: who speaks fast says a syllable in 150 ms. It spans two periods of the
 * lowest voice, so that single glottal pulses leave no peaks.
 */
const BELL = bell(7, 1.4);
/** Steps between a sound and its intensity: half the bell. */
export const INTENSITY_LATE_STEPS = (BELL.length - 1) / 2;

export const FLOOR_DB = -100;

function bell(length: number, sigma: number): number[] {
  const middle = (length - 1) / 2;
  const heights = Array.from({ length }, (_, index) => Math.exp(-0.5 * ((index - middle) / sigma) ** 2));
  const sum = heights.reduce((total, height) => total + height, 0);
  return heights.map((height) => height / sum);
}

/** The smooth line of a voice's strength in dBFS, a few steps late. */
export class Intensity {
  readonly #energies = new Float64Array(BELL.length);
  #count = 0;

  /** Takes the mean square of a step, answers the intensity of the one `INTENSITY_LATE_STEPS` earlier. */
  next(energy: number): number {
    const { length } = BELL;
    this.#energies[this.#count % length] = energy;
    this.#count += 1;
    let sum = 0;
    for (let index = 0; index < length; index += 1)
      sum += (BELL[index] as number) * (this.#energies[(this.#count + index) % length] as number);
    return Math.max(FLOOR_DB, 10 * Math.log10(Math.max(sum, 1e-12)));
  }
}
