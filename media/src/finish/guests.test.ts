import type { RecordedTake } from '@caipai/shared/schemas/media';
import { expect, it } from 'vitest';
import { guestsOf } from './guests.ts';

const segmentsFrom = (startWallMs: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    file: `seg-${index + 1}.ts`,
    durationMs: 2_000,
    startWallMs: startWallMs + index * 2_000,
  }));
const take = (name: string, startWallMs: number, count: number): RecordedTake => ({
  name,
  origin: 'stream',
  segments: segmentsFrom(startWallMs, count),
  tracks: { picture: true, sound: true, avOffsetMs: null },
});
const part = { segments: segmentsFrom(100_000, 5), durationMs: 10_000 };

it('takes of a guest only what falls into the part, and its place there', () => {
  const guests = guestsOf(
    part,
    7,
    [take('before', 80_000, 3), take('early', 97_000, 3), take('late', 106_500, 9)],
    [],
  );
  expect(guests.map(({ take: name, laterMs, segments }) => [name, laterMs, segments.length])).toEqual([
    ['early', -1_000, 2],
    ['late', 6_500, 2],
  ]);
  expect(guests.flatMap(({ scenes }) => scenes)).toEqual([
    { layout: 'pictureInPicture', fromS: 7, toS: 10 },
    { layout: 'pictureInPicture', fromS: 13.5, toS: 17 },
  ]);
});

it('changes the scene when the layout was changed, also before the part began', () => {
  const [guest] = guestsOf(
    part,
    0,
    [take('all', 100_000, 5)],
    [
      { fromWallMs: 104_000, layout: 'pictureInPicture' },
      { fromWallMs: 50_000, layout: 'sideBySide' },
    ],
  );
  expect(guest?.scenes).toEqual([
    { layout: 'sideBySide', fromS: 0, toS: 4 },
    { layout: 'pictureInPicture', fromS: 4, toS: 10 },
  ]);
});
