/**
 * Pitch by YIN (A. de Cheveigné and H. Kawahara, 2002): the lag at which a stretch of sound differs least from itself.
 */

/** Between a deep man's voice and an excited child's. */
const LOWEST_HZ = 70;
const HIGHEST_HZ = 500;
/** Length of the stretch that is compared, YIN's integration window. */
const WINDOW_S = 0.025;
/** YIN's absolute threshold: the first dip below it is taken instead of the deepest, which may be an octave lower. */
const FIRST_DIP = 0.15;

export interface PitchReading {
  hz: number;
  /** Share of the sound that does not repeat: 0 for a pure tone, about 1 for noise. */
  aperiodicity: number;
}

export class PitchFinder {
  /** Samples that one reading needs. */
  readonly length: number;
  readonly #rateHz: number;
  readonly #window: number;
  readonly #shortest: number;
  readonly #longest: number;
  readonly #differences: Float64Array;

  constructor(rateHz: number) {
    this.#rateHz = rateHz;
    this.#window = Math.round(rateHz * WINDOW_S);
    this.#shortest = Math.floor(rateHz / HIGHEST_HZ);
    this.#longest = Math.ceil(rateHz / LOWEST_HZ);
    this.length = this.#window + this.#longest + 1;
    this.#differences = new Float64Array(this.#longest + 2);
  }

  /** Of the `length` samples from `from` on; null for silence. */
  read(samples: Float64Array, from: number): PitchReading | null {
    const normalised = this.#differences;
    const [window, shortest, longest] = [this.#window, this.#shortest, this.#longest];
    normalised[0] = 1;
    let sum = 0;
    for (let lag = 1; lag <= longest + 1; lag += 1) {
      let difference = 0;
      for (let index = from; index < from + window; index += 1) {
        const delta = (samples[index] as number) - (samples[index + lag] as number);
        difference += delta * delta;
      }
      sum += difference;
      // The cumulative mean keeps the dip at lag zero from winning.
      normalised[lag] = sum > 0 ? (difference * lag) / sum : 1;
    }
    if (sum <= 1e-12) return null;

    let best = shortest;
    for (let lag = shortest; lag <= longest; lag += 1) {
      const here = normalised[lag] as number;
      if (here < FIRST_DIP && (normalised[lag + 1] as number) >= here) {
        best = lag;
        break;
      }
      if (here < (normalised[best] as number)) best = lag;
    }
    const lag = best + offsetOfVertex(normalised, best);
    return { hz: this.#rateHz / lag, aperiodicity: Math.max(0, normalised[best] as number) };
  }
}

/** Where between its neighbours the lowest point of a parabola through three points lies. */
function offsetOfVertex(row: Float64Array, at: number): number {
  const [before, here, after] = [row[at - 1], row[at], row[at + 1]] as [number, number, number];
  const curvature = before - 2 * here + after;
  if (curvature <= 0) return 0;
  return Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curvature)));
}
