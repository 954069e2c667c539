import type { HealthFigures, HealthGrade, HealthReason } from '@caipai/shared/schemas/health';
import type { PictureSample, StatsSample } from './stats.ts';

/** What a person at the screen should know of their connection, and the numbers behind it. */
export interface Quality {
  direction: StatsSample['direction'];
  grade: HealthGrade;
  reason: HealthReason;
  figures: HealthFigures;
}

/** From where on something is worth a word (fair) or spoils the rehearsal (poor). */
const limits = {
  loss: { fair: 0.02, poor: 0.08 },
  frozen: { fair: 0.05, poor: 0.3 },
  roundTripMs: { fair: 250, poor: 600 },
  framesPerSecond: { poor: 1 },
};

/** Two samples of the same connection make a verdict: the worst news first. */
export function judge(before: StatsSample, now: StatsSample): Quality {
  const seconds = Math.max(0.001, (now.atMs - before.atMs) / 1_000);
  const packets = Math.max(0, now.packets - before.packets);
  const lost = Math.max(0, now.packetsLost - before.packetsLost);
  const lossShare = packets + lost > 0 ? lost / (packets + lost) : null;
  const frozenShare = (now.frozenMs - before.frozenMs) / 1_000 / seconds;
  const { index, picture, frames } = flowingPicture(before, now);
  const pictureOff = isPictureOff(before, now);
  const pictured = now.hasPicture && !pictureOff;
  const framesPerSecond = pictured ? frames / seconds : null;
  const place = pictured ? placeAmongLayers(now, index, picture) : null;
  const [grade, reason] = verdict();
  return {
    direction: now.direction,
    grade,
    reason,
    figures: {
      width: (pictured && picture?.width) || null,
      height: (pictured && picture?.height) || null,
      framesPerSecond: framesPerSecond === null ? null : Math.round(framesPerSecond),
      bitrateBps: Math.round((Math.max(0, now.bytes - before.bytes) * 8) / seconds),
      lossShare: lossShare === null ? null : Math.round(lossShare * 10_000) / 10_000,
      roundTripMs: now.roundTripMs === null ? null : Math.round(now.roundTripMs),
      jitterMs: now.jitterMs === null ? null : Math.round(now.jitterMs),
      layer: place?.layer ?? null,
      layers: place?.layers ?? null,
      codec: now.codec,
    },
  };

  function verdict(): [HealthGrade, HealthReason] {
    if (packets === 0) return ['poor', 'silent'];
    const { roundTripMs } = now;
    if (framesPerSecond !== null && framesPerSecond < limits.framesPerSecond.poor) return ['poor', 'frozen'];
    if (lossShare !== null && lossShare > limits.loss.poor) return ['poor', 'loss'];
    if (!pictureOff && frozenShare > limits.frozen.poor) return ['poor', 'frozen'];
    if (roundTripMs !== null && roundTripMs > limits.roundTripMs.poor) return ['poor', 'delay'];
    if (lossShare !== null && lossShare > limits.loss.fair) return ['fair', 'loss'];
    if (pictureOff) return ['good', 'pictureOff'];
    if (frozenShare > limits.frozen.fair) return ['fair', 'frozen'];
    if (now.limitedBy === 'bandwidth') return ['fair', 'bandwidth'];
    if (now.limitedBy === 'cpu') return ['fair', 'processor'];
    if (roundTripMs !== null && roundTripMs > limits.roundTripMs.fair) return ['fair', 'delay'];
    const wanted = now.offered?.wanted ?? null;
    if (wanted !== null && place && place.layer < wanted) return ['fair', 'smaller'];
    return ['good', 'none'];
  }
}

/** A switched-off camera is no fault of the connection, and must not be called one. */
function isPictureOff(before: StatsSample, now: StatsSample): boolean {
  if (now.direction === 'sending') return !now.hasPicture && now.pictures.length > 0;
  // Sound arrives and of the picture not one packet: it is not sent, the way is open.
  return now.hasPicture && now.picturePackets === before.picturePackets;
}

/** The largest picture that made frames in between; the others are switched off or starved. */
function flowingPicture(
  before: StatsSample,
  now: StatsSample,
): { index: number; picture: PictureSample | undefined; frames: number } {
  const made = now.pictures.map(({ frames }, index) =>
    Math.max(0, frames - (before.pictures[index]?.frames ?? 0)),
  );
  const index = made.findLastIndex((frames) => frames > 0);
  if (index >= 0) return { index, picture: now.pictures[index], frames: made[index] ?? 0 };
  return { index, picture: now.pictures.findLast(({ height }) => height !== null), frames: 0 };
}

function placeAmongLayers(
  now: StatsSample,
  flowing: number,
  picture: PictureSample | undefined,
): { layer: number; layers: number } | null {
  if (now.direction === 'sending')
    return flowing >= 0 ? { layer: flowing, layers: now.pictures.length } : null;
  const sides = now.offered?.shortSides ?? [];
  if (sides.length === 0 || !picture?.width || !picture.height) return null;
  return { layer: nearest(sides, Math.min(picture.width, picture.height)), layers: sides.length };
}

/** A sender that is short of something makes its layers smaller than announced: the nearest one counts. */
function nearest(sides: readonly number[], side: number): number {
  const distance = (each: number) => Math.abs(Math.log(each / side));
  return sides.reduce((best, each, index) => {
    const nearer = distance(each) < distance(sides[best] ?? Number.POSITIVE_INFINITY);
    return nearer ? index : best;
  }, 0);
}
