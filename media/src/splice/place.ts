import { join } from 'node:path';
import type { Cut } from '../ffmpeg/fill-argv.ts';
import { packetSpans } from '../ffmpeg/packet-spans.ts';
import type { Fill } from '../recording/fill-files.ts';
import type { Encoder } from '../recording/finalise-take.ts';
import { isHeard, pictureShiftS, type Samples, soundShiftS } from './align.ts';
import type { Copy } from './copy-file.ts';
import { readExcerpt, type Source } from './excerpt.ts';
import { type Hole, missingMs, type Neighbour, type Stretch } from './plan.ts';

/** What to cut out of the copy for a hole, and where it goes. */
export interface PlacedCut extends Stretch {
  picture: Cut | null;
  sound: Cut | null;
  alignedBy: Fill['alignedBy'];
}

/** How far the browser's idea of the server's clock, and the way to the server, may be off. */
const REACH_S = 1.5;
/** Once the sound is found, the picture is near. */
const PICTURE_REACH_S = 0.15;
/** Cuts lie between two frames, not on one. */
const HALF_FRAME_S = 0.01;
const SHORTEST_MS = 100;
/** Clocks of a browser and of this machine drift by less while a hole lasts. */
const APART_MS = 1_000;
/** What an excerpt may lack at its ends and still hold all that was asked for. */
const WHOLE_S = 0.1;

/** Wall clock at the copy's time zero, as its picture and its sound say it. */
interface Zero {
  pictureMs: number;
  soundMs: number;
}

export interface Where extends Encoder {
  recordingDir: string;
}

/**
 * Null when the copy holds nothing of what is still missing; `doubtful` when it does by the clock, but by its
 * content was recorded at another time.
 */
export async function cutFor(
  hole: Hole,
  copy: Copy,
  done: readonly Fill[],
  where: Where,
): Promise<PlacedCut | 'doubtful' | null> {
  const range = longestLeft(hole, done);
  if (!range) return null;
  const beforeIt = await findZero(hole.before, hole.fromWallMs, copy, where);
  const afterIt = await findZero(hole.after, hole.toWallMs, copy, where);
  const [before, after] = [beforeIt, afterIt].map((zero) => (zero === 'elsewhere' ? null : zero));
  const byClock = { pictureMs: copy.startedWallMs, soundMs: copy.startedWallMs };
  const first = before ?? after ?? byClock;
  const second = after ?? before ?? byClock;
  const track = copy.picture ? 'pictureMs' : 'soundMs';
  const reach = copy[copy.picture ? 'picture' : 'sound'];
  if (!reach) return null;
  // A copy that begins late or ends early fills what it can.
  const late = reach.fromS > (range.fromWallMs - first[track]) / 1_000;
  const early = reach.toS < (range.toWallMs - second[track]) / 1_000;
  const [beginning, end] = [late ? second : first, early ? first : second];
  const fromWallMs = late
    ? beginWithin(hole, range, beginning[track] + reach.fromS * 1_000)
    : range.fromWallMs;
  const toWallMs = early ? endWithin(hole, range, end[track] + reach.toS * 1_000) : range.toWallMs;
  if (missingMs(hole, { fromWallMs, toWallMs }) < SHORTEST_MS) return null;
  // A machine that slept has a copy without that time in it. What the network garbled before a hole is no proof of it.
  if (afterIt === 'elsewhere' || (beforeIt === 'elsewhere' && !after)) return 'doubtful';
  if (before && after && Math.abs(before.pictureMs - after.pictureMs) > APART_MS) return 'doubtful';
  const cut = (each: Cut | null, of: keyof Zero): Cut | null =>
    each && {
      fromS: Math.max(each.fromS, (fromWallMs - beginning[of]) / 1_000),
      toS: Math.min(each.toS, (toWallMs - end[of]) / 1_000),
    };
  const picture = cut(copy.picture, 'pictureMs');
  return {
    fromWallMs: Math.round(fromWallMs),
    toWallMs: Math.round(toWallMs),
    picture: picture && { fromS: picture.fromS - HALF_FRAME_S, toS: picture.toS - HALF_FRAME_S },
    sound: cut(copy.sound, 'soundMs'),
    alignedBy: before || after ? 'content' : 'clock',
  };
}

/** A fill that began within a segment would play the rest of it twice, so it begins where that ends. */
function beginWithin({ gaps }: Hole, range: Stretch, wallMs: number): number {
  const gap = gaps.find(({ toWallMs }) => wallMs < toWallMs);
  return gap ? Math.max(range.fromWallMs, gap.fromWallMs, wallMs) : range.toWallMs;
}

/** A fill takes the place of whole segments: one that ended within a segment would lose the rest of it. */
function endWithin({ gaps }: Hole, range: Stretch, wallMs: number): number {
  const gap = gaps.findLast(({ fromWallMs }) => wallMs > fromWallMs);
  return gap ? Math.min(range.toWallMs, gap.toWallMs, wallMs) : range.fromWallMs;
}

/** Where most is still missing. */
function longestLeft(hole: Hole, done: readonly Fill[]): Stretch | null {
  let left: Stretch[] = [{ fromWallMs: hole.fromWallMs, toWallMs: hole.toWallMs }];
  for (const fill of done)
    left = left.flatMap((each) => [
      { fromWallMs: each.fromWallMs, toWallMs: Math.min(each.toWallMs, fill.fromWallMs) },
      { fromWallMs: Math.max(each.fromWallMs, fill.toWallMs), toWallMs: each.toWallMs },
    ]);
  const longest = left.sort((a, b) => missingMs(hole, b) - missingMs(hole, a))[0];
  return longest && missingMs(hole, longest) >= SHORTEST_MS ? longest : null;
}

/**
 * Lays a neighbour of the hole over the copy. Null where there is nothing to go by, `elsewhere` where the copy has
 * been heard all over and has not the same.
 */
async function findZero(
  { take, segments }: Neighbour,
  boundaryWallMs: number,
  copy: Copy,
  where: Where,
): Promise<Zero | 'elsewhere' | null> {
  const { recordingDir, ...encoder } = where;
  const spans = await Promise.all(
    segments.map(async ({ file, startWallMs, durationMs }) => {
      const { video, audio } = await packetSpans(
        encoder.ffmpegPath,
        join(take.name, file),
        recordingDir,
        encoder.log,
      );
      return { startWallMs, durationMs, span: video ?? audio };
    }),
  );
  const [first, last] = [spans[0]?.span, spans.at(-1)?.span];
  if (!first || !last) return null;
  const [fromS, toS] = [first.startMs / 1_000, last.endMs / 1_000];
  // Where on the take's clock the fill meets it.
  const at = spans.find(({ startWallMs }) => startWallMs === boundaryWallMs)?.span?.startMs ?? last.endMs;
  const expectedS = (boundaryWallMs - copy.startedWallMs) / 1_000 - at / 1_000;

  const of = (input: string, seekable: boolean, tracks: { picture: boolean; sound: boolean }): Source => ({
    input,
    seekable,
    hasPicture: tracks.picture,
    hasSound: tracks.sound,
  });
  const list = segments.map(({ file }) => `${take.name}/${file}`).join('|');
  const reference = await readExcerpt(
    of(`concat:${list}`, false, take.tracks),
    fromS,
    toS,
    recordingDir,
    encoder,
  );
  const there = { picture: copy.picture !== null, sound: copy.sound !== null };
  const found = await readExcerpt(
    of(copy.path, true, there),
    fromS + expectedS - REACH_S,
    toS + expectedS + REACH_S,
    recordingDir,
    encoder,
  );
  const soundS =
    reference.sound && found.sound && soundShiftS(reference.sound, found.sound, expectedS, REACH_S);
  const pictureS = pictureShiftS(
    reference.pictures,
    found.pictures,
    soundS ?? expectedS,
    soundS === null ? REACH_S : PICTURE_REACH_S,
  );
  const best = pictureS ?? soundS;
  if (best === null) {
    const wholeS = toS - fromS + 2 * REACH_S - WHOLE_S;
    const heard = reference.sound && isHeard(reference.sound) && lengthS(found.sound) >= wholeS;
    return heard ? 'elsewhere' : null;
  }
  const zeroAt = (shiftS: number) => boundaryWallMs - at - shiftS * 1_000;
  const zero = { pictureMs: zeroAt(best), soundMs: zeroAt(soundS ?? best) };
  encoder.log.info({ take: take.name, expectedS, soundS, pictureS }, 'copy laid over a take');
  return zero;
}

function lengthS(sound: Samples | null): number {
  return sound ? sound.values.length / sound.rateHz : 0;
}
