import { FLOOR_DB, STEP_MS } from './intensity.ts';

/** Extremes are kept for stretches of half a second each. */
const STRETCH_STEPS = 500 / STEP_MS;
/** The room's noise is the quietest moment of these last 8 s: even who never pauses has gaps between words. */
const FLOOR_STRETCHES = 16;
/** The speaker's own level, from the last 10 s in which they spoke. It outlasts silence. */
const LEVEL_STRETCHES = 20;
/** Voiced steps that make a stretch one of speech. */
const VOICED_STEPS = 5;
/** Of the loudest moments of those stretches; de Jong & Wempe take the 99th percentile of all intensities. */
const LEVEL_SHARE = 0.8;

/** Nothing below it is called speech, whatever the room. */
const LOWEST_SPEECH_DB = -60;
/** The minimum of noise lies a little below its mean, and its bursts a little above. */
const ABOVE_NOISE_DB = 8;
/** de Jong & Wempe: silence is what lies 25 dB below the loudest parts. */
const BELOW_LEVEL_DB = 25;
/** In a room so loud that the noise reaches up to the voice, at least the loud half of speech is heard. */
const NEAREST_TO_LEVEL_DB = 12;

/** Follows the noise of the room and the level of the voice, and says from where on sound may be speech. */
export class SpeechLevel {
  readonly #minima: number[] = [];
  readonly #maxima: number[] = [];
  #minDb = 0;
  #maxDb = FLOOR_DB;
  #voiced = 0;
  #steps = 0;
  #thresholdDb = LOWEST_SPEECH_DB;

  get thresholdDb(): number {
    return this.#thresholdDb;
  }

  next(intensityDb: number, voiced: boolean): void {
    this.#minDb = Math.min(this.#minDb, intensityDb);
    this.#maxDb = Math.max(this.#maxDb, intensityDb);
    if (voiced) this.#voiced += 1;
    this.#steps += 1;
    if (this.#steps % STRETCH_STEPS === 0) this.#endStretch();
  }

  #endStretch(): void {
    keep(this.#minima, this.#minDb, FLOOR_STRETCHES);
    if (this.#voiced >= VOICED_STEPS) keep(this.#maxima, this.#maxDb, LEVEL_STRETCHES);
    this.#minDb = 0;
    this.#maxDb = FLOOR_DB;
    this.#voiced = 0;

    const aboveNoiseDb = Math.min(...this.#minima) + ABOVE_NOISE_DB;
    const sorted = [...this.#maxima].sort((a, b) => a - b);
    const levelDb = sorted[Math.floor((sorted.length - 1) * LEVEL_SHARE)];
    const wantedDb =
      levelDb === undefined
        ? aboveNoiseDb
        : Math.min(Math.max(aboveNoiseDb, levelDb - BELOW_LEVEL_DB), levelDb - NEAREST_TO_LEVEL_DB);
    this.#thresholdDb = Math.max(LOWEST_SPEECH_DB, wantedDb);
  }
}

function keep(row: number[], value: number, count: number): void {
  row.push(value);
  if (row.length > count) row.shift();
}
