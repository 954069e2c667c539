/** Sound of a stretch, one channel. */
export interface Samples {
  /** Time of the first sample on the clock of its file. */
  startS: number;
  rateHz: number;
  values: Int16Array;
}

/** A frame shrunk to a few grey dots. */
export interface Thumbnail {
  atS: number;
  grey: Uint8Array;
}

/** Quieter than this over a whole stretch is noise, in which everything looks alike. */
const HEARD_RMS = 60;
/** Two encodings of one sound agree far better than this, different sounds far worse. */
const SOUND_AGREES = 0.5;
/** One grey level on average: below it the picture stands still and any place fits. */
const PICTURE_DIFFERS = 1;
/** Share of the usual difference that what is the same may have: pictures of another time differ nearly as usual. */
const PICTURE_AGREES = 0.5;
/** Samples a step of loudness: 10 ms at 4 kHz. */
const COARSE = 40;
const CANDIDATES = 5;
const CANDIDATE_REACH = 3;
const PICTURE_STEP_S = 0.004;
/** A frame that has no counterpart so near is left out. */
const FRAME_REACH_S = 0.05;
/** Share of frames that must have a counterpart. */
const ENOUGH_FRAMES = 0.6;

/**
 * By how much the same sound lies later on the clock of `copy` than on that of `reference`: where their normalised
 * cross-correlation is highest within `reachS` of `expectedS`. The loudness over time finds candidates, which costs
 * a hundredth, and the sound itself decides among them. Null when nothing agrees or there is nothing to hear.
 */
export function soundShiftS(
  reference: Samples,
  copy: Samples,
  expectedS: number,
  reachS: number,
): number | null {
  const { values, rateHz } = reference;
  const count = values.length;
  if (!isHeard(reference)) return null;
  const energy = energyOf(values);
  const indexAt = (shiftS: number) => Math.round((reference.startS + shiftS - copy.startS) * rateHz);
  const from = Math.max(0, indexAt(expectedS - reachS));
  const to = Math.min(copy.values.length - count, indexAt(expectedS + reachS));
  const places = agreements(
    loudness(values),
    loudness(copy.values),
    Math.floor(from / COARSE),
    Math.floor(to / COARSE),
  );
  const copyEnergy = energyOf(copy.values);
  let best = { index: -1, agreement: SOUND_AGREES };
  for (const coarse of candidates(places)) {
    const first = Math.max(from, (coarse - CANDIDATE_REACH) * COARSE);
    const last = Math.min(to, (coarse + CANDIDATE_REACH) * COARSE);
    for (const each of agreements(values, copy.values, first, last, energy, copyEnergy))
      if (each.agreement > best.agreement) best = each;
  }
  return best.index < 0 ? null : copy.startS + best.index / rateHz - reference.startS;
}

/** Whether there is anything to be found by. */
export function isHeard({ values }: Samples): boolean {
  const energy = values.reduce((sum, value) => sum + value * value, 0);
  return values.length > 0 && Math.sqrt(energy / values.length) >= HEARD_RMS;
}

interface Place {
  index: number;
  agreement: number;
}

/** How well `values` agree with what begins at each index of `copy`, between -1 and 1. */
function agreements(
  values: ArrayLike<number>,
  copy: ArrayLike<number>,
  from: number,
  to: number,
  energy = energyOf(values),
  copyEnergy = energyOf(copy),
): Place[] {
  const count = values.length;
  const places: Place[] = [];
  for (let index = Math.max(0, from); index <= Math.min(to, copy.length - count); index += 1) {
    let product = 0;
    for (let at = 0; at < count; at += 1) product += (values[at] as number) * (copy[index + at] as number);
    const under = (copyEnergy[index + count] ?? 0) - (copyEnergy[index] ?? 0);
    places.push({
      index,
      agreement: under > 0 ? product / Math.sqrt(under * (energy[count] ?? 1)) : 0,
    });
  }
  return places;
}

/** The best places that are not neighbours of a better one. */
function candidates(places: readonly Place[]): number[] {
  const chosen: number[] = [];
  for (const { index } of places.toSorted((a, b) => b.agreement - a.agreement)) {
    if (chosen.length === CANDIDATES) break;
    if (chosen.every((each) => Math.abs(each - index) > CANDIDATE_REACH)) chosen.push(index);
  }
  return chosen;
}

/** Loudness in steps of `COARSE` samples, around its mean: a tone has one too, whatever its pitch. */
function loudness(values: Int16Array): Float64Array {
  const steps = Float64Array.from({ length: Math.floor(values.length / COARSE) }, (_, step) => {
    let sum = 0;
    for (let at = step * COARSE; at < (step + 1) * COARSE; at += 1) sum += Math.abs(values[at] as number);
    return sum;
  });
  const mean = steps.reduce((sum, each) => sum + each, 0) / Math.max(1, steps.length);
  return steps.map((each) => each - mean);
}

/** Sum of squares up to each place, so that the energy of any stretch is one subtraction. */
function energyOf(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at += 1)
    sums[at + 1] = (sums[at] as number) + (values[at] as number) ** 2;
  return sums;
}

/**
 * The same for pictures: where frames laid over each other differ least. The best place is a plateau as wide as a
 * frame lasts, and its middle is taken. Null when the picture stands still, or is of another time.
 */
export function pictureShiftS(
  reference: readonly Thumbnail[],
  copy: readonly Thumbnail[],
  expectedS: number,
  reachS: number,
): number | null {
  const places: { shiftS: number; difference: number }[] = [];
  const steps = Math.round(reachS / PICTURE_STEP_S);
  for (let step = -steps; step <= steps; step += 1) {
    const shiftS = expectedS + step * PICTURE_STEP_S;
    const difference = differenceAt(reference, copy, shiftS);
    if (difference !== null) places.push({ shiftS, difference });
  }
  const sorted = places.map(({ difference }) => difference).sort((a, b) => a - b);
  const [least, usual] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
  if (least === undefined || usual === undefined || usual - least < PICTURE_DIFFERS) return null;
  if (least >= usual * PICTURE_AGREES) return null;
  const at = places.findIndex(({ difference }) => difference === least);
  const limit = least + (usual - least) * 0.1;
  let [first, last] = [at, at];
  while ((places[first - 1]?.difference ?? Number.POSITIVE_INFINITY) <= limit) first -= 1;
  while ((places[last + 1]?.difference ?? Number.POSITIVE_INFINITY) <= limit) last += 1;
  return ((places[first]?.shiftS ?? 0) + (places[last]?.shiftS ?? 0)) / 2;
}

function differenceAt(
  reference: readonly Thumbnail[],
  copy: readonly Thumbnail[],
  shiftS: number,
): number | null {
  let sum = 0;
  let compared = 0;
  let cursor = 0;
  for (const { atS, grey } of reference) {
    const wantedS = atS + shiftS;
    const distanceS = (index: number) => Math.abs((copy[index]?.atS ?? Number.POSITIVE_INFINITY) - wantedS);
    while (distanceS(cursor + 1) <= distanceS(cursor) && cursor + 1 < copy.length) cursor += 1;
    const other = copy[cursor];
    if (!other || distanceS(cursor) > FRAME_REACH_S) continue;
    sum += meanDifference(grey, other.grey);
    compared += 1;
  }
  return compared > 0 && compared >= reference.length * ENOUGH_FRAMES ? sum / compared : null;
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += Math.abs((a[at] as number) - (b[at] as number));
  return sum / Math.max(1, a.length);
}
