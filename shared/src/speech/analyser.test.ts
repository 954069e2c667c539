import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpeechFrame, SpeechPause, SpeechSecond } from '../schemas/speech.ts';
import { speechFrameSchema, speechSecondSchema, speechSummarySchema } from '../schemas/speech.ts';
import { SpeechAnalyser } from './analyser.ts';

const RATE_HZ = 16_000;

interface Heard {
  frames: SpeechFrame[];
  seconds: SpeechSecond[];
  pauses: SpeechPause[];
  summary: ReturnType<SpeechAnalyser['summary']>;
}

/** Lets the analyser hear `sound` in blocks of the given lengths, over and over. */
function hear(sound: Float32Array, blocks: readonly number[] = [128], rateHz = RATE_HZ): Heard {
  const frames: SpeechFrame[] = [];
  const seconds: SpeechSecond[] = [];
  const pauses: SpeechPause[] = [];
  const analyser = new SpeechAnalyser({
    ...{ sampleRateHz: rateHz, channelCount: 1 },
    onFrame: (frame) => frames.push(frame),
    onSecond: (second) => seconds.push(second),
    onPause: (pause) => pauses.push(pause),
  });
  for (let at = 0, turn = 0; at < sound.length; turn += 1) {
    const length = blocks[turn % blocks.length] as number;
    analyser.push([sound.subarray(at, at + length)]);
    at += length;
  }
  return { frames, seconds, pauses, summary: analyser.summary() };
}

/** Something like a voice: `hz` with overtones, swelling `perSecond` times a second, silent where `isSilent` says so. */
function hum(
  seconds: number,
  {
    hz = 120,
    perSecond = 4,
    isSilent = (_atS: number) => false,
    rateHz = RATE_HZ,
    glide = 0,
  }: {
    hz?: number;
    perSecond?: number;
    isSilent?: (atS: number) => boolean;
    rateHz?: number;
    /** Semitones up and down, once in two seconds. */
    glide?: number;
  } = {},
): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: seconds * rateHz }, (_, index) => {
    const atS = index / rateHz;
    phase += (2 * Math.PI * hz * 2 ** ((glide * Math.sin(Math.PI * atS)) / 12)) / rateHz;
    const swell = 0.55 - 0.45 * Math.cos(2 * Math.PI * perSecond * atS);
    const voice = [1, 2, 3, 4, 5].reduce((sum, overtone) => sum + Math.sin(phase * overtone) / overtone, 0);
    return isSilent(atS) ? 0 : 0.15 * swell * voice;
  });
}

const noise = (seconds: number, amplitude: number) => {
  let state = 7;
  return Float32Array.from({ length: seconds * RATE_HZ }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return amplitude * (state / 1_073_741_824 - 1);
  });
};

describe('what it says', () => {
  it('does not depend on how the sound was cut into blocks', () => {
    const sound = hum(4, { isSilent: (atS) => atS > 1 && atS < 1.7 });
    const whole = hear(sound, [sound.length]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 6 }), (blocks) => {
        expect(hear(sound, blocks)).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  });

  it('is valid on the wire whatever comes in: no numbers, endless ones, nothing at all', () => {
    const sample = fc.oneof(
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38, 0, 1),
      fc.float({ min: -1, max: 1 }),
    );
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 400 }),
        fc.constantFrom(8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000),
        (pattern, rateHz) => {
          const sound = Float32Array.from(
            { length: rateHz * 1.2 },
            (_, at) => pattern[at % pattern.length] ?? 0,
          );
          const { frames, seconds, summary } = hear(sound, [0, 128, 441], rateHz);
          for (const frame of frames) speechFrameSchema.parse(frame);
          for (const second of seconds) speechSecondSchema.parse(second);
          speechSummarySchema.parse(summary);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('recovers from rubbish: afterwards a voice reads as it did before', () => {
    const rubbish = new Float32Array(RATE_HZ).fill(Number.NaN);
    const voice = hum(5);
    const sound = new Float32Array(rubbish.length + voice.length);
    sound.set(rubbish);
    sound.set(voice, rubbish.length);
    const clean = hear(voice).frames.at(-1);
    const after = hear(sound).frames.at(-1);
    expect(after?.shortTermLufs).toBeCloseTo(clean?.shortTermLufs ?? Number.NaN, 3);
    expect(after?.pitchHz).toBeCloseTo(clean?.pitchHz ?? Number.NaN, 3);
  });

  it('of nothing is nothing', () => {
    expect(hear(new Float32Array(0)).summary).toMatchObject({
      ...{ durationMs: 0, integratedLufs: null, truePeakDbtp: null, syllables: 0, syllablesPerMin: null },
      ...{ pauses: 0, talkShare: 0, pitchMedianHz: null },
    });
  });

  it('comes ten times a second, and once a second', () => {
    const { frames, seconds } = hear(hum(3.05, { rateHz: 44_100 }), [441], 44_100);
    expect(frames.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 30 }, (_, at) => (at + 1) * 100));
    expect(seconds.map(({ atMs }) => atMs)).toEqual([1_000, 2_000, 3_000]);
  });
});

describe('loudness', () => {
  it('of twice the amplitude is 6.02 LU more', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 1, noNaN: true }), (gain) => {
        const quiet = hum(2).map((sample) => sample * gain);
        const [once, twice] = [quiet, quiet.map((sample) => sample * 2)].map((each) => hear(each).summary);
        expect((twice?.integratedLufs ?? 0) - (once?.integratedLufs ?? 0)).toBeCloseTo(6.02, 1);
      }),
      { numRuns: 8 },
    );
  });

  it.each([16_000, 44_100, 48_000])(
    'of 997 Hz at full scale in one channel is -3.01 LUFS at %i Hz',
    (rateHz) => {
      const tone = Float32Array.from({ length: rateHz * 4 }, (_, at) =>
        Math.sin((2 * Math.PI * 997 * at) / rateHz),
      );
      expect(hear(tone, [128], rateHz).summary.integratedLufs).toBeCloseTo(-3.01, 1);
    },
  );

  it('of one channel that two loudspeakers will play is 3 LU more', () => {
    const tone = hum(2);
    const analyser = new SpeechAnalyser({ sampleRateHz: RATE_HZ, channelCount: 1, dualMono: true });
    analyser.push([tone]);
    const louder = analyser.summary().integratedLufs ?? 0;
    expect(louder - (hear(tone).summary.integratedLufs ?? 0)).toBeCloseTo(3.01, 1);
  });

  it('sees the peak between two samples', () => {
    // A quarter of the rate, caught at 45 degrees: samples reach 0.707 of the amplitude only.
    const tone = Float32Array.from({ length: 48_000 }, (_, at) => {
      const fadeIn = Math.min(1, at / 4_800);
      return 0.5 * fadeIn * Math.sin((Math.PI / 2) * at + Math.PI / 4);
    });
    expect(hear(tone, [128], 48_000).summary.truePeakDbtp).toBeCloseTo(-6.02, 1);
  });
});

describe('a voice', () => {
  it('has the pitch that it is sung at', () => {
    for (const hz of [85, 120, 220, 330, 440]) {
      const { summary } = hear(hum(3, { hz }));
      expect(Math.abs(12 * Math.log2((summary.pitchMedianHz ?? 0) / hz))).toBeLessThan(0.3);
    }
  });

  it('that stays on one tone is monotonous, one that glides is not', () => {
    const flat = hear(hum(6)).summary;
    const lively = hear(hum(6, { glide: 5 })).summary;
    expect(flat.pitchSdSemitones).toBeLessThan(0.3);
    expect(lively.pitchSdSemitones).toBeGreaterThan(3);
    expect(lively.pitchRangeSemitones).toBeGreaterThan(8);
  });

  it('that swells four times a second says 240 syllables a minute', () => {
    const { summary, frames } = hear(hum(12));
    expect(summary.syllablesPerMin).toBeGreaterThan(228);
    expect(summary.syllablesPerMin).toBeLessThan(252);
    expect(frames.at(-1)?.syllablesPerMin).toBeGreaterThan(228);
  });

  it('is not slower for waiting', () => {
    const { frames } = hear(hum(14, { isSilent: (atS) => atS > 10 }));
    const before = frames[95]?.syllablesPerMin ?? 0;
    expect(frames[135]?.syllablesPerMin).toBeGreaterThan(before * 0.85);
  });

  it('that stops and goes on leaves a pause where it was', () => {
    const { pauses, summary } = hear(hum(8, { isSilent: (atS) => atS >= 3 && atS < 4.5 }));
    expect(pauses).toHaveLength(1);
    expect(Math.abs((pauses[0]?.startMs ?? 0) - 3_000)).toBeLessThanOrEqual(60);
    expect(Math.abs((pauses[0]?.durationMs ?? 0) - 1_500)).toBeLessThanOrEqual(100);
    expect(summary.talkShare).toBeCloseTo(6.5 / 8, 1);
  });

  it('in a noisy room is told from the noise', () => {
    const voice = hum(8, { isSilent: (atS) => atS >= 3 && atS < 4.5 });
    const hiss = noise(8, 0.01);
    const { pauses } = hear(voice.map((sample, at) => sample + (hiss[at] as number)));
    expect(pauses).toHaveLength(1);
    expect(Math.abs((pauses[0]?.durationMs ?? 0) - 1_500)).toBeLessThanOrEqual(150);
  });

  it('is not what a fan or a tapping finger does', () => {
    const fan = noise(6, 0.1);
    const taps = new Float32Array(6 * RATE_HZ).map((_, at) => (at % 6_400 < 40 ? 0.8 : 0));
    for (const sound of [fan, taps]) {
      const { summary } = hear(sound);
      expect(summary.talkShare).toBeLessThan(0.05);
      expect(summary.syllables).toBeLessThanOrEqual(1);
    }
  });
});
