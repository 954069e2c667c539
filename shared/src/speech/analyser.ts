import type { SpeechFrame, SpeechPause, SpeechSecond, SpeechSummary } from '../schemas/speech.ts';
import { INTENSITY_LATE_STEPS, STEP_MS } from './intensity.ts';
import { Loudness } from './loudness.ts';
import { Pace } from './pace.ts';
import { PauseCount } from './pause-count.ts';
import { PitchSpread } from './pitch-spread.ts';
import { rounded } from './rounded.ts';
import { Sound } from './sound.ts';
import { TalkShare } from './talk-share.ts';
import { decibelsOf } from './true-peak.ts';
import { Voice } from './voice.ts';
import type { Pause } from './voice-activity.ts';

const STEPS_PER_SECOND = 1_000 / STEP_MS;
export const FRAME_MS = 100;
const STEPS_PER_FRAME = FRAME_MS / STEP_MS;
const FRAMES_PER_SECOND = 1_000 / FRAME_MS;
/** Melody is heard over a few sentences. */
const MELODY_STEPS = 10 * STEPS_PER_SECOND;
export const LOWEST_RATE_HZ = 8_000;

export interface SpeechAnalyserOptions {
  sampleRateHz: number;
  /** One or two; more are for rooms with more loudspeakers than two. */
  channelCount: number;
  /** One channel is going to be heard from two loudspeakers, as a microphone's is in the recording: 3 LU more. */
  dualMono?: boolean;
  onFrame?: (frame: SpeechFrame) => void;
  onSecond?: (second: SpeechSecond) => void;
  onPause?: (pause: SpeechPause) => void;
}

/**
 * Listens to a voice and says ten times a second how loud, how fast and how lively it is. Takes blocks of any length:
 * what it says depends on the sound alone, not on how it was cut. Needs no more memory for an hour than for a second.
 */
export class SpeechAnalyser {
  readonly #options: SpeechAnalyserOptions;
  readonly #sound: Sound;
  readonly #voice: Voice;
  readonly #loudness = new Loudness();
  readonly #pace = new Pace();
  readonly #talk = new TalkShare();
  readonly #pauses = new PauseCount();
  readonly #recentMelody = new PitchSpread(MELODY_STEPS);
  readonly #melody = new PitchSpread(0);
  #samples = 0;
  #steps = 0;
  #stepBeganAt = 0;
  #stepEndsAt: number;
  #frameBeganAt = 0;
  #truePeak = 0;
  #frame = { syllables: 0, voicedSteps: 0, pitchHz: null as number | null };
  #second = { syllables: 0, peak: 0, pitchSum: 0, pitchCount: 0 };

  constructor(options: SpeechAnalyserOptions) {
    const { sampleRateHz, channelCount, dualMono = false } = options;
    if (!(sampleRateHz >= LOWEST_RATE_HZ && sampleRateHz <= 384_000 && channelCount >= 1))
      throw new RangeError(`cannot listen to ${channelCount} channels of ${sampleRateHz} Hz`);
    this.#options = options;
    this.#sound = new Sound(sampleRateHz, channelCount, Math.ceil(sampleRateHz / STEPS_PER_SECOND), dualMono);
    this.#voice = new Voice(sampleRateHz);
    this.#stepEndsAt = this.#endOfStep(1);
  }

  /** One array a channel, all of one length. */
  push(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    let at = 0;
    while (at < length) {
      const count = Math.min(length - at, this.#stepEndsAt - this.#samples);
      this.#sound.fill(channels, at, this.#samples - this.#stepBeganAt, count);
      this.#samples += count;
      at += count;
      if (this.#samples === this.#stepEndsAt) this.#endStep();
    }
  }

  /** Of everything so far. */
  summary(): SpeechSummary {
    const melody = this.#melody.melody;
    const { integratedLufs, rangeLu, maxMomentaryLufs, maxShortTermLufs } = this.#loudness;
    const { openPause } = this.#voice.activity;
    return {
      durationMs: Math.round((this.#samples * 1_000) / this.#options.sampleRateHz),
      integratedLufs: rounded(integratedLufs, 2),
      rangeLu: rounded(rangeLu, 1),
      maxMomentaryLufs: rounded(maxMomentaryLufs, 2),
      maxShortTermLufs: rounded(maxShortTermLufs, 2),
      truePeakDbtp: rounded(decibelsOf(Math.max(this.#truePeak, this.#sound.peak)), 2),
      syllables: this.#pace.syllables + this.#frame.syllables,
      syllablesPerMin: rounded(this.#pace.overallPerMin, 1),
      ...this.#pauses.with(openPause && inMs(openPause)),
      talkShare: rounded(this.#talk.overall ?? 0, 3),
      pitchMedianHz: melody && rounded(melody.medianHz, 1),
      pitchRangeSemitones: melody && rounded(melody.rangeSemitones, 1),
      pitchSdSemitones: melody && rounded(melody.sdSemitones, 2),
    };
  }

  /** Steps of a rate that 100 does not divide differ by a sample, and none is lost. */
  #endOfStep(step: number): number {
    return Math.round((step * this.#options.sampleRateHz) / STEPS_PER_SECOND);
  }

  #endStep(): void {
    const count = this.#samples - this.#stepBeganAt;
    this.#sound.endStep(count);
    this.#voice.push(this.#sound.mono, count);
    const { voiced, pitchHz, syllable, pause } = this.#voice.endStep();
    if (syllable) this.#frame.syllables += 1;
    if (voiced) this.#frame.voicedSteps += 1;
    if (pitchHz !== null) {
      this.#frame.pitchHz = pitchHz;
      this.#recentMelody.add(pitchHz);
      this.#melody.add(pitchHz);
      this.#second.pitchSum += pitchHz;
      this.#second.pitchCount += 1;
    }
    if (pause) {
      const told = inMs(pause);
      this.#pauses.add(told);
      this.#options.onPause?.(told);
    }
    this.#steps += 1;
    this.#stepBeganAt = this.#samples;
    this.#stepEndsAt = this.#endOfStep(this.#steps + 1);
    if (this.#steps % STEPS_PER_FRAME === 0) this.#endFrame();
  }

  #endFrame(): void {
    const { syllables, voicedSteps, pitchHz } = this.#frame;
    const { activity } = this.#voice;
    const { energy, peak } = this.#sound.takeFrame();
    this.#loudness.addStep(energy / (this.#samples - this.#frameBeganAt));
    this.#frameBeganAt = this.#samples;
    this.#truePeak = Math.max(this.#truePeak, peak);
    const spoke = activity.spokeThen;
    if (spoke !== null) this.#talk.next(spoke);
    this.#pace.next(syllables, spoke ?? false);
    this.#second.syllables += syllables;
    this.#second.peak = Math.max(this.#second.peak, peak);
    this.#frame = { syllables: 0, voicedSteps: 0, pitchHz: null };

    const frames = this.#steps / STEPS_PER_FRAME;
    const { momentaryLufs, shortTermLufs } = this.#loudness;
    this.#options.onFrame?.({
      atMs: frames * FRAME_MS,
      momentaryLufs,
      shortTermLufs,
      truePeakDbtp: decibelsOf(peak),
      speaking: activity.pauseSteps === 0,
      voiced: voicedSteps * 2 >= STEPS_PER_FRAME,
      pitchHz,
      syllablesPerMin: this.#pace.nowPerMin,
      pitchSdSemitones: this.#recentMelody.melody?.sdSemitones ?? null,
      pauseMs: activity.pauseSteps * STEP_MS,
      talkShare: this.#talk.lastMinute ?? 0,
    });
    if (frames % FRAMES_PER_SECOND === 0) this.#endSecond(frames * FRAME_MS);
  }

  #endSecond(atMs: number): void {
    const { syllables, peak, pitchSum, pitchCount } = this.#second;
    this.#second = { syllables: 0, peak: 0, pitchSum: 0, pitchCount: 0 };
    this.#options.onSecond?.({
      atMs,
      shortTermLufs: rounded(this.#loudness.shortTermLufs, 1),
      truePeakDbtp: rounded(decibelsOf(peak), 1),
      syllables,
      syllablesPerMin: rounded(this.#pace.nowPerMin, 0),
      pitchHz: pitchCount === 0 ? null : rounded(pitchSum / pitchCount, 0),
      pitchSdSemitones: rounded(this.#recentMelody.melody?.sdSemitones ?? null, 1),
      pauseMs: this.#voice.activity.pauseSteps * STEP_MS,
      talkShare: rounded(this.#talk.lastMinute ?? 0, 2),
    });
  }
}

/** Boundaries were seen in a line that is late. */
function inMs({ startStep, steps }: Pause): SpeechPause {
  const start = Math.max(0, startStep - INTENSITY_LATE_STEPS);
  const end = Math.max(start, startStep + steps - INTENSITY_LATE_STEPS);
  return { startMs: start * STEP_MS, durationMs: (end - start) * STEP_MS };
}
