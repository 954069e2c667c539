import { STEP_MS } from './intensity.ts';

/** Shorter silences are the closures of consonants and the breaks between words (0.3 s: docs of the field and ours). */
export const MIN_PAUSE_STEPS = 300 / STEP_MS;
/** Clicks and thuds are louder than a room but hum no tone: so many voiced steps make a sound speech. */
const CONFIRMING_STEPS = 3;
/** A word may begin with consonants that have no voice. */
const LEAD_STEPS = 250 / STEP_MS;
/** And end with them; what goes on for longer is noise. */
const TRAIL_STEPS = 400 / STEP_MS;

export interface Pause {
  startStep: number;
  steps: number;
}

/**
 * Tells speech from silence and noise: loud enough, and voiced now and then. Boundaries are set back to where the
 * sound began or ended, so that waiting for certainty lengthens nothing.
 */
export class VoiceActivity {
  #step = -1;
  #runStart = -1;
  #voicedInRun = 0;
  #lastVoiced = Number.NEGATIVE_INFINITY;
  /** The last step that was speech. */
  #speechEnd = -1;
  #lastPause: Pause = { startStep: 0, steps: 0 };

  /** Takes one step; answers the pause that it ended, when it did. */
  next(loud: boolean, voiced: boolean): Pause | null {
    this.#step += 1;
    const step = this.#step;
    if (!loud) {
      this.#runStart = -1;
      this.#voicedInRun = 0;
      return null;
    }
    if (this.#runStart < 0) this.#runStart = step;
    if (voiced) {
      this.#voicedInRun += 1;
      this.#lastVoiced = step;
    }
    const goesOn = step - this.#speechEnd <= MIN_PAUSE_STEPS && this.#speechEnd >= 0;
    const confirmed = this.#voicedInRun >= CONFIRMING_STEPS;
    if (!goesOn && !confirmed) return null;
    if (step - this.#lastVoiced > TRAIL_STEPS) return null;
    const start = Math.max(this.#runStart, step - LEAD_STEPS, this.#speechEnd + 1);
    const ended = { startStep: this.#speechEnd + 1, steps: start - this.#speechEnd - 1 };
    this.#speechEnd = step;
    if (ended.steps < MIN_PAUSE_STEPS) return null;
    this.#lastPause = ended;
    return ended;
  }

  /** Since when nobody has spoken; 0 while somebody does, and within gaps that are no pause. */
  get pauseSteps(): number {
    const silent = this.#step - this.#speechEnd;
    return silent >= MIN_PAUSE_STEPS ? silent : 0;
  }

  /** The pause that the sound ends with. */
  get openPause(): Pause | null {
    const steps = this.#step - this.#speechEnd;
    return steps >= MIN_PAUSE_STEPS ? { startStep: this.#speechEnd + 1, steps } : null;
  }

  /** Whether somebody spoke `MIN_PAUSE_STEPS` ago: only from then on it is certain. Null before there was a then. */
  get spokeThen(): boolean | null {
    const then = this.#step - MIN_PAUSE_STEPS;
    if (then < 0) return null;
    const { startStep, steps } = this.#lastPause;
    return then <= this.#speechEnd && !(then >= startStep && then < startStep + steps);
  }
}
