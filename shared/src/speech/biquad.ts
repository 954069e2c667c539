/** Coefficients of a second-order filter, those of the denominator divided by its first. */
export interface BiquadCoefficients {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/** Smaller than anything heard; numbers near zero would make a processor crawl. */
const SILENT = 1e-25;

/** One second-order filter over one channel, in transposed direct form II. */
export class Biquad {
  readonly #with: BiquadCoefficients;
  #first = 0;
  #second = 0;

  constructor(coefficients: BiquadCoefficients) {
    this.#with = coefficients;
  }

  /** Filters the first `count` samples in place. */
  process(samples: Float64Array, count: number): void {
    const { b0, b1, b2, a1, a2 } = this.#with;
    let first = this.#first;
    let second = this.#second;
    for (let index = 0; index < count; index += 1) {
      const input = samples[index] as number;
      const output = b0 * input + first;
      first = b1 * input - a1 * output + second;
      second = b2 * input - a2 * output;
      samples[index] = output;
    }
    this.#first = Math.abs(first) < SILENT ? 0 : first;
    this.#second = Math.abs(second) < SILENT ? 0 : second;
  }
}

/** A low-pass by the bilinear transform (R. Bristow-Johnson's cookbook formulae). */
export function lowPass(sampleRateHz: number, cutHz: number, quality: number): BiquadCoefficients {
  const angle = (2 * Math.PI * cutHz) / sampleRateHz;
  const cosine = Math.cos(angle);
  const alpha = Math.sin(angle) / (2 * quality);
  const scale = 1 + alpha;
  const b1 = (1 - cosine) / scale;
  return { b0: b1 / 2, b1, b2: b1 / 2, a1: (-2 * cosine) / scale, a2: (1 - alpha) / scale };
}

/** The high-pass that belongs to it. */
export function highPass(sampleRateHz: number, cutHz: number, quality: number): BiquadCoefficients {
  const angle = (2 * Math.PI * cutHz) / sampleRateHz;
  const cosine = Math.cos(angle);
  const alpha = Math.sin(angle) / (2 * quality);
  const scale = 1 + alpha;
  const b1 = -(1 + cosine) / scale;
  return { b0: -b1 / 2, b1, b2: -b1 / 2, a1: (-2 * cosine) / scale, a2: (1 - alpha) / scale };
}
