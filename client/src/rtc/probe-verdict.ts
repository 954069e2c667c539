/** One moment of a probe: counters since it began, and what the browser itself expects the way to carry. */
export interface ProbeSample {
  atMs: number;
  bytes: number;
  packets: number;
  lost: number;
  /** Not every browser tells. */
  availableBps: number | null;
  roundTripMs: number | null;
}

export const carriedRanks = ['nothing', 'sound', '360', '720', '1080'] as const;
/** The best picture that the way carries. */
export type Carried = (typeof carriedRanks)[number];

export interface ProbeVerdict {
  carried: Carried;
  /** What holds it back, or what viewers will feel although the picture is whole. */
  reason: 'none' | 'bandwidth' | 'loss' | 'delay';
  bitrateBps: number;
  lossShare: number;
  roundTripMs: number | null;
}

/** All layers of a picture and the sound beside it, with what is needed around them. See encodings.ts. */
const needsBps: Record<Exclude<Carried, 'nothing'>, number> = {
  '1080': 4_200_000,
  '720': 2_000_000,
  '360': 450_000,
  sound: 80_000,
};
/** From here on retransmissions eat the picture, and from there on the words too. */
const loss = { picture: 0.08, sound: 0.25 };
const SLOW_MS = 600;
/** The estimate climbs first; what it settles at counts. */
const SETTLED_MS = 2_000;

export function judgeProbe(samples: readonly ProbeSample[]): ProbeVerdict {
  const last = samples.at(-1);
  const settled = samples.filter(({ atMs }) => last && atMs >= last.atMs - SETTLED_MS);
  const [from, first] = [settled[0], samples[0]];
  if (!last || !from || !first || last.packets === 0 || last.atMs === from.atMs)
    return { carried: 'nothing', reason: 'bandwidth', bitrateBps: 0, lossShare: 0, roundTripMs: null };
  const sent = last.packets - first.packets;
  const lossShare = sent > 0 ? Math.min(1, Math.max(0, last.lost - first.lost) / sent) : 0;
  const sentBps = ((last.bytes - from.bytes) * 8 * 1_000) / (last.atMs - from.atMs);
  const expected = settled.flatMap(({ availableBps }) => (availableBps === null ? [] : [availableBps]));
  const bitrateBps = Math.round(expected.length > 0 ? median(expected) : sentBps * (1 - lossShare));
  const roundTrips = settled.flatMap(({ roundTripMs }) => (roundTripMs === null ? [] : [roundTripMs]));
  const roundTripMs = roundTrips.length > 0 ? Math.round(median(roundTrips)) : null;

  const wide = carriedBy(bitrateBps);
  const most: Carried = lossShare > loss.sound ? 'sound' : lossShare > loss.picture ? '360' : '1080';
  const lossy = carriedRanks.indexOf(most) < carriedRanks.indexOf(wide);
  const carried = lossy ? most : wide;
  const slow = roundTripMs !== null && roundTripMs > SLOW_MS;
  const reason = lossy ? 'loss' : carried !== '1080' ? 'bandwidth' : slow ? 'delay' : 'none';
  return { carried, reason, bitrateBps, lossShare, roundTripMs };
}

/** Whether the way is too narrow for the picture that this camera makes. */
export function isTooNarrow({ carried }: ProbeVerdict, cameraShortSide: number): boolean {
  const wanted: Carried = cameraShortSide >= 1_000 ? '1080' : cameraShortSide >= 600 ? '720' : '360';
  return carriedRanks.indexOf(carried) < carriedRanks.indexOf(wanted);
}

function carriedBy(bitrateBps: number): Carried {
  for (const each of ['1080', '720', '360', 'sound'] as const) if (bitrateBps >= needsBps[each]) return each;
  return 'nothing';
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
