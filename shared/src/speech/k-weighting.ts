import { Biquad, type BiquadCoefficients } from './biquad.ts';

/*
 * ITU-R BS.1770-5, Annex 1 gives the two filters as coefficients for 48 kHz. For other rates they are designed anew
 * from the analogue filters that lie behind those numbers: a shelf for the head, then a high-pass (RLB).
 */
const SHELF_HZ = 1_681.974450955533;
const SHELF_GAIN_DB = 3.999843853973347;
const SHELF_QUALITY = 0.7071752369554196;
/** How much of the shelf's gain is reached at its middle frequency, as an exponent. */
const SHELF_MIDDLE = 0.4996667741545416;
const HIGH_PASS_HZ = 38.13547087602444;
const HIGH_PASS_QUALITY = 0.5003270373238773;

export function headShelf(sampleRateHz: number): BiquadCoefficients {
  const k = Math.tan((Math.PI * SHELF_HZ) / sampleRateHz);
  const high = 10 ** (SHELF_GAIN_DB / 20);
  const middle = high ** SHELF_MIDDLE;
  const scale = 1 + k / SHELF_QUALITY + k * k;
  return {
    b0: (high + (middle * k) / SHELF_QUALITY + k * k) / scale,
    b1: (2 * (k * k - high)) / scale,
    b2: (high - (middle * k) / SHELF_QUALITY + k * k) / scale,
    a1: (2 * (k * k - 1)) / scale,
    a2: (1 - k / SHELF_QUALITY + k * k) / scale,
  };
}

export function rumbleHighPass(sampleRateHz: number): BiquadCoefficients {
  const k = Math.tan((Math.PI * HIGH_PASS_HZ) / sampleRateHz);
  const scale = 1 + k / HIGH_PASS_QUALITY + k * k;
  // The standard leaves the numerator at 1, -2, 1 instead of dividing it as well.
  return {
    ...{ b0: 1, b1: -2, b2: 1 },
    a1: (2 * (k * k - 1)) / scale,
    a2: (1 - k / HIGH_PASS_QUALITY + k * k) / scale,
  };
}

/** Weighs one channel as ears do, and answers its energy. */
export class KWeighting {
  readonly #filters: Biquad[];

  constructor(sampleRateHz: number) {
    this.#filters = [new Biquad(headShelf(sampleRateHz)), new Biquad(rumbleHighPass(sampleRateHz))];
  }

  /** Sum of the squares of the weighted samples; `samples` is overwritten. */
  energyOf(samples: Float64Array, count: number): number {
    for (const filter of this.#filters) filter.process(samples, count);
    let energy = 0;
    for (let index = 0; index < count; index += 1) {
      const sample = samples[index] as number;
      energy += sample * sample;
    }
    return energy;
  }
}
