/** BS.1770-5, Annex 2: four times as many samples show the peaks between those that are there. */
const PHASES = 4;
/** Of the interpolating filter, for each phase; the standard's own has twelve. */
const TAPS = 16;
/** Shape of the Kaiser window: flat to 0.45 of the sample rate within 0.1 dB, with 60 dB of rejection. */
const KAISER_BETA = 5.6;

/** A windowed sinc, one row for each phase between two samples; the phase that is the sample itself is left out. */
function interpolators(): Float64Array[] {
  const besselAtBeta = bessel(KAISER_BETA);
  return Array.from({ length: PHASES - 1 }, (_, phase) => {
    const row = new Float64Array(TAPS);
    for (let tap = 0; tap < TAPS; tap += 1) {
      const at = tap - TAPS / 2 + 1 - (phase + 1) / PHASES;
      const inWindow = at / (TAPS / 2);
      const window = bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - inWindow * inWindow))) / besselAtBeta;
      row[tap] = (Math.sin(Math.PI * at) / (Math.PI * at)) * window;
    }
    const sum = row.reduce((total, value) => total + value, 0);
    return row.map((value) => value / sum);
  });
}

/** Modified Bessel function of the first kind, order zero. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 40; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const rows = interpolators();

/** The highest amplitude of one channel, also between its samples. */
export class TruePeak {
  /** What was before, then the samples that are looked at. */
  #line = new Float64Array(TAPS);

  /** Highest amplitude around the first `count` of `samples`, half a filter late. */
  highestOf(samples: Float64Array, count: number): number {
    const before = TAPS - 1;
    if (this.#line.length < before + count) {
      const longer = new Float64Array(before + count);
      longer.set(this.#line.subarray(0, before));
      this.#line = longer;
    }
    const line = this.#line;
    line.set(samples.subarray(0, count), before);
    let highest = 0;
    for (let index = 0; index < count; index += 1) {
      const sample = Math.abs(samples[index] as number);
      if (sample > highest) highest = sample;
      for (const row of rows) {
        let sum = 0;
        for (let tap = 0; tap < TAPS; tap += 1) sum += (row[tap] as number) * (line[index + tap] as number);
        if (sum > highest) highest = sum;
        else if (-sum > highest) highest = -sum;
      }
    }
    line.copyWithin(0, count, count + before);
    return highest;
  }
}

/** Null for silence. */
export function decibelsOf(amplitude: number): number | null {
  return amplitude > 1e-6 ? 20 * Math.log10(amplitude) : null;
}
