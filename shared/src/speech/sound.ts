import { KWeighting } from './k-weighting.ts';
import { TruePeak } from './true-peak.ts';

/** Louder than any float of a microphone or a decoder: 24 dB above full scale. */
const LOUDEST = 16;

/** One step of sound as it comes in, then its energy and peak, and all channels in one. */
export class Sound {
  readonly #weightings: KWeighting[];
  readonly #peaks: TruePeak[];
  readonly #channels: Float64Array[];
  /** All channels in one: what is said about a voice is said of this. */
  readonly mono: Float64Array;
  readonly #weight: number;
  /** Sum of K-weighted squares over all channels, since `takeFrame`. */
  #energy = 0;
  /** Highest amplitude since then. */
  #peak = 0;

  constructor(sampleRateHz: number, channelCount: number, stepSamples: number, dualMono: boolean) {
    const perChannel = { length: channelCount };
    this.#weightings = Array.from(perChannel, () => new KWeighting(sampleRateHz));
    this.#peaks = Array.from(perChannel, () => new TruePeak());
    this.#channels = Array.from(perChannel, () => new Float64Array(stepSamples));
    this.mono = new Float64Array(stepSamples);
    this.#weight = dualMono && channelCount === 1 ? 2 : 1;
  }

  /** Puts `count` samples to place `at` of the step. A channel that is missing is silent, a sample that is no number too. */
  fill(channels: readonly Float32Array[], from: number, at: number, count: number): void {
    for (const [index, channel] of this.#channels.entries()) {
      const source = channels[index];
      for (let offset = 0; offset < count; offset += 1) {
        const sample = source?.[from + offset] ?? 0;
        // Comparisons with NaN are false, so it becomes silence as well.
        channel[at + offset] = sample >= -LOUDEST && sample <= LOUDEST ? sample : 0;
      }
    }
  }

  /** The step is full. */
  endStep(count: number): void {
    const { mono } = this;
    mono.fill(0);
    const share = 1 / this.#channels.length;
    for (const [index, channel] of this.#channels.entries()) {
      for (let at = 0; at < count; at += 1) mono[at] = (mono[at] as number) + (channel[at] as number) * share;
      this.#peak = Math.max(this.#peak, (this.#peaks[index] as TruePeak).highestOf(channel, count));
      this.#energy += this.#weight * (this.#weightings[index] as KWeighting).energyOf(channel, count);
    }
  }

  takeFrame(): { energy: number; peak: number } {
    const taken = { energy: this.#energy, peak: this.#peak };
    this.#energy = 0;
    this.#peak = 0;
    return taken;
  }

  get peak(): number {
    return this.#peak;
  }
}
