import { Decimator } from './decimator.ts';
import { Intensity } from './intensity.ts';
import { PitchFinder } from './pitch.ts';
import { SpeechLevel } from './speech-level.ts';
import { SyllableNuclei } from './syllable-nuclei.ts';
import { type Pause, VoiceActivity } from './voice-activity.ts';

/** Repeats itself well enough to be a voice: Praat calls voiced what is like itself by 0.45 or more. */
const VOICED_BELOW = 0.55;
/** Well enough to tell its pitch. */
const PITCHED_BELOW = 0.15;

export interface VoiceStep {
  voiced: boolean;
  pitchHz: number | null;
  syllable: boolean;
  /** The pause that ended here. */
  pause: Pause | null;
}

/** What is said about a voice every 10 ms: pitch, speech or silence, syllables. */
export class Voice {
  readonly #decimator: Decimator;
  readonly #finder: PitchFinder;
  readonly #intensity = new Intensity();
  readonly #level = new SpeechLevel();
  readonly #nuclei = new SyllableNuclei();
  readonly activity = new VoiceActivity();
  /** The newest samples, last ones last. */
  readonly #recent: Float64Array;
  #energy = 0;
  #count = 0;
  /** Intensity is told later than pitch. */
  #aperiodicity = 1;
  #pitchHz: number | null = null;

  constructor(sampleRateHz: number) {
    this.#decimator = new Decimator(sampleRateHz);
    this.#finder = new PitchFinder(this.#decimator.rateHz);
    this.#recent = new Float64Array(this.#finder.length);
  }

  /** Takes sound of one channel; `samples` is overwritten. */
  push(samples: Float64Array, count: number): void {
    const kept = this.#decimator.process(samples, count);
    for (let index = 0; index < kept; index += 1) {
      const sample = samples[index] as number;
      this.#energy += sample * sample;
    }
    this.#count += kept;
    const recent = this.#recent;
    const stay = Math.max(0, recent.length - kept);
    recent.copyWithin(0, recent.length - stay);
    recent.set(samples.subarray(kept - (recent.length - stay), kept), stay);
  }

  endStep(): VoiceStep {
    const intensityDb = this.#intensity.next(this.#count === 0 ? 0 : this.#energy / this.#count);
    this.#energy = 0;
    this.#count = 0;
    const loud = intensityDb > this.#level.thresholdDb;
    const voiced = loud && this.#aperiodicity < VOICED_BELOW;
    const pitchHz = loud && this.#aperiodicity < PITCHED_BELOW ? this.#pitchHz : null;
    const reading = this.#finder.read(this.#recent, 0);
    this.#aperiodicity = reading?.aperiodicity ?? 1;
    this.#pitchHz = reading?.hz ?? null;

    this.#level.next(intensityDb, voiced);
    const pause = this.activity.next(loud, voiced);
    return { voiced, pitchHz, syllable: this.#nuclei.next(intensityDb, loud, voiced), pause };
  }
}
