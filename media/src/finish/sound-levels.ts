/** Loudness of one moment, in LUFS: the last 400 ms and the last three seconds. */
export interface LoudnessReading {
  momentaryLufs: number;
  shortTermLufs: number;
}

export const READINGS_PER_SECOND = 10;
export const PEAKS_PER_SECOND = 10;

/** Reads what ffmpeg's `ebur128` printed: one reading every 100 ms. */
export function parseLoudness(text: string): LoudnessReading[] {
  const momentary = valuesOf(text, 'lavfi.r128.M');
  const shortTerm = valuesOf(text, 'lavfi.r128.S');
  return momentary.map((momentaryLufs, index) => ({
    momentaryLufs,
    shortTermLufs: shortTerm[index] ?? Number.NEGATIVE_INFINITY,
  }));
}

function valuesOf(text: string, key: string): number[] {
  return [...text.matchAll(new RegExp(`^${key.replaceAll('.', '\\.')}=(\\S+)$`, 'gm'))].map(([, value]) => {
    const number = Number(value);
    // Silence is printed as nan or -inf.
    return Number.isFinite(number) ? number : Number.NEGATIVE_INFINITY;
  });
}

const energyOf = (lufs: number) => 10 ** (lufs / 10);
const lufsOf = (energy: number) => 10 * Math.log10(energy);
const ABSOLUTE_GATE_LUFS = -70;

/** Integrated loudness in LUFS by the two gates of ITU-R BS.1770-5; null when all is silence. */
export function integratedLufs(readings: readonly LoudnessReading[]): number | null {
  return gatedLufs(
    readings.map(({ momentaryLufs }) => momentaryLufs),
    -10,
  ).meanLufs;
}

/** Loudness range in LU by EBU Tech 3342: from the 10th to the 95th percentile of what passes its gates. */
export function loudnessRangeLu(readings: readonly LoudnessReading[]): number | null {
  const { passed } = gatedLufs(
    readings.map(({ shortTermLufs }) => shortTermLufs),
    -20,
  );
  if (passed.length === 0) return null;
  passed.sort((a, b) => a - b);
  const at = (share: number) => passed[Math.round((passed.length - 1) * share)] as number;
  return at(0.95) - at(0.1);
}

function gatedLufs(values: readonly number[], relativeGateLu: number) {
  const mean = (list: readonly number[]) =>
    list.length === 0 ? null : lufsOf(list.reduce((sum, lufs) => sum + energyOf(lufs), 0) / list.length);
  const audible = values.filter((lufs) => lufs > ABSOLUTE_GATE_LUFS);
  const ungatedLufs = mean(audible);
  const passed = ungatedLufs === null ? [] : audible.filter((lufs) => lufs > ungatedLufs + relativeGateLu);
  return { passed, meanLufs: mean(passed) };
}

/** Highest amplitude of each tenth of a second, 0 to 255, from signed 16-bit mono samples. */
export function peaksOf(samples: Buffer, sampleRateHz: number): number[] {
  const perPeak = Math.round(sampleRateHz / PEAKS_PER_SECOND);
  const count = Math.floor(samples.length / 2);
  const peaks: number[] = [];
  for (let from = 0; from < count; from += perPeak) {
    let highest = 0;
    for (let index = from; index < Math.min(from + perPeak, count); index += 1) {
      highest = Math.max(highest, Math.abs(samples.readInt16LE(index * 2)));
    }
    peaks.push(Math.round((highest / 32_768) * 255));
  }
  return peaks;
}
