import { healthFiguresSchema } from '@caipai/shared/schemas/health';
import { describe, expect, test } from 'vitest';
import type { StatsSample } from './stats.ts';
import { judge } from './verdict.ts';

const start: StatsSample = {
  direction: 'receiving',
  atMs: 0,
  bytes: 0,
  packets: 0,
  packetsLost: 0,
  picturePackets: 0,
  frozenMs: 0,
  roundTripMs: 20,
  jitterMs: 3,
  limitedBy: 'none',
  codec: 'H264',
  hasPicture: true,
  pictures: [{ width: 720, height: 1280, frames: 0 }],
  offered: { shortSides: [360, 720], wanted: 1 },
};
const picture = (frames: number, width = 720, height = 1280) => [{ width, height, frames }];
const later = (change: Partial<StatsSample>): StatsSample => ({
  ...start,
  atMs: 2_000,
  bytes: 500_000,
  packets: 500,
  picturePackets: 400,
  pictures: picture(60),
  ...change,
});

describe('verdict', () => {
  test('a steady stream is good and the figures are rates', () => {
    const quality = judge(start, later({}));
    expect(quality).toMatchObject({ grade: 'good', reason: 'none' });
    expect(quality.figures).toEqual({
      ...{ width: 720, height: 1280, framesPerSecond: 30, codec: 'H264' },
      ...{ bitrateBps: 2_000_000, lossShare: 0, roundTripMs: 20, jitterMs: 3 },
      ...{ layer: 1, layers: 2 },
    });
  });

  test.each<[Partial<StatsSample>, string, string]>([
    [{ packets: 0, picturePackets: 0, bytes: 0, pictures: picture(0) }, 'poor', 'silent'],
    [{ pictures: picture(0) }, 'poor', 'frozen'],
    [{ packetsLost: 60 }, 'poor', 'loss'],
    [{ packetsLost: 15 }, 'fair', 'loss'],
    [{ frozenMs: 1_000 }, 'poor', 'frozen'],
    [{ frozenMs: 150 }, 'fair', 'frozen'],
    [{ roundTripMs: 700 }, 'poor', 'delay'],
    [{ roundTripMs: 300 }, 'fair', 'delay'],
    [{ limitedBy: 'cpu' }, 'fair', 'processor'],
    [{ limitedBy: 'bandwidth' }, 'fair', 'bandwidth'],
    [{ pictures: picture(60, 360, 640) }, 'fair', 'smaller'],
    [{ picturePackets: 0, pictures: picture(0) }, 'good', 'pictureOff'],
  ])('%o is %s because of %s', (change, grade, reason) => {
    expect(judge(start, later(change))).toMatchObject({ grade, reason });
  });

  test('a picture that is not sent has no figures', () => {
    const { figures } = judge(start, later({ picturePackets: 0, pictures: picture(0) }));
    expect(figures).toMatchObject({ width: null, framesPerSecond: null, layer: null });
  });

  test('what spoils it is said before what is only worth a word', () => {
    expect(judge(start, later({ roundTripMs: 700, packetsLost: 15 }))).toMatchObject({ reason: 'delay' });
    expect(judge(start, later({ limitedBy: 'cpu', packetsLost: 60 }))).toMatchObject({ reason: 'loss' });
  });

  test('a small picture is right where it was asked for, or still on its way', () => {
    const small = { pictures: picture(60, 360, 640) };
    for (const wanted of [0, null])
      expect(judge(start, later({ ...small, offered: { shortSides: [360, 720], wanted } })).grade).toBe(
        'good',
      );
  });

  test('a layer that the sender made smaller is still that layer', () => {
    const { figures } = judge(start, later({ pictures: picture(60, 540, 960) }));
    expect(figures).toMatchObject({ layer: 1, layers: 2 });
  });

  test('sound alone is not called frozen', () => {
    const silent = { hasPicture: false, pictures: [], picturePackets: 0, offered: null };
    const quality = judge({ ...start, ...silent }, later(silent));
    expect(quality).toMatchObject({ grade: 'good', reason: 'none' });
    expect(quality.figures).toMatchObject({ framesPerSecond: null, width: null, layer: null });
  });
});

describe('of several layers sent', () => {
  const sent = (low: number, high: number): StatsSample['pictures'] => [
    { width: 360, height: 640, frames: low },
    { width: 720, height: 1280, frames: high },
  ];
  const before: StatsSample = { ...start, direction: 'sending', offered: null, pictures: sent(100, 90) };
  const now = (low: number, high: number): StatsSample =>
    later({ direction: 'sending', offered: null, pictures: sent(low, high) });

  test('the largest that flows speaks for the picture', () => {
    expect(judge(before, now(160, 150)).figures).toMatchObject({ height: 1280, layer: 1, layers: 2 });
  });

  test('one that stands still does not count', () => {
    expect(judge(before, now(160, 90)).figures).toMatchObject({
      ...{ height: 640, framesPerSecond: 30, layer: 0, layers: 2 },
    });
  });

  test('a camera that was switched off is told as such, and has no figures', () => {
    expect(judge(before, { ...now(160, 150), hasPicture: false })).toMatchObject({
      ...{ grade: 'good', reason: 'pictureOff' },
      figures: { width: null, framesPerSecond: null, layer: null },
    });
  });

  test('when all stand still it is frozen', () => {
    expect(judge(before, now(100, 90))).toMatchObject({ reason: 'frozen', figures: { framesPerSecond: 0 } });
  });
});

test('the figures are such as the server takes', () => {
  for (const change of [{}, { packetsLost: 7 }, { roundTripMs: 12.345, jitterMs: 0.4 }, { codec: null }]) {
    const { figures } = judge(start, later(change));
    expect(healthFiguresSchema.parse(figures)).toEqual(figures);
  }
});
