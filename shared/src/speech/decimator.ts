import { Biquad, highPass, lowPass } from './biquad.ts';

/** A voice's pitch and its syllables lie below 4 kHz; hiss of consonants above it would only hide the dips. */
const AIM_RATE_HZ = 8_000;
/** Below the lowest voice: hum and handling noise. */
const RUMBLE_HZ = 60;
/** Qualities of the three sections of a Butterworth filter of the sixth order. */
const BUTTERWORTH = [0.5176380902, Math.SQRT1_2, 1.9318516526];
const CUT_SHARE = 0.42;

/** Turns sound of any rate into some 8,000 samples a second by leaving out, after a low-pass. */
export class Decimator {
  readonly rateHz: number;
  readonly #every: number;
  readonly #filters: Biquad[];
  #phase = 0;

  constructor(sampleRateHz: number) {
    this.#every = Math.max(1, Math.floor(sampleRateHz / AIM_RATE_HZ));
    this.rateHz = sampleRateHz / this.#every;
    const cutHz = CUT_SHARE * this.rateHz;
    this.#filters = [
      new Biquad(highPass(sampleRateHz, RUMBLE_HZ, Math.SQRT1_2)),
      ...BUTTERWORTH.map((quality) => new Biquad(lowPass(sampleRateHz, cutHz, quality))),
    ];
  }

  /** `samples` is overwritten: what remains stands at its beginning. Answers how many remain. */
  process(samples: Float64Array, count: number): number {
    for (const filter of this.#filters) filter.process(samples, count);
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      if (this.#phase === 0) {
        samples[kept] = samples[index] as number;
        kept += 1;
      }
      this.#phase = (this.#phase + 1) % this.#every;
    }
    return kept;
  }
}
