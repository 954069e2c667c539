import { expect, it } from 'vitest';
import { type Scene, sceneFilters } from './compose-filters.ts';
import { steadyScenes } from './steady-scenes.ts';

/** Both layouts in turn, each for so many seconds. */
const inTurn = (...lengthsS: number[]): Scene[] => {
  let atS = 10;
  return lengthsS.map((lengthS, index) => {
    const fromS = atS;
    atS += lengthS;
    return { layout: index % 2 === 0 ? 'pictureInPicture' : 'sideBySide', fromS, toS: atS };
  });
};

it('keeps scenes that can be seen as they are', () => {
  const scenes = inTurn(3, 0.5, 20);
  expect(steadyScenes(scenes, 100)).toEqual(scenes);
  expect(steadyScenes([], 100)).toEqual([]);
});

it('passes over what stood for a moment only, and leaves no gap', () => {
  expect(steadyScenes(inTurn(3, 0.25, 20), 100)).toEqual([
    { layout: 'pictureInPicture', fromS: 10, toS: 33.25 },
  ]);
  expect(steadyScenes(inTurn(0.25, 4), 100)).toEqual([{ layout: 'sideBySide', fromS: 10, toS: 14.25 }]);
  expect(steadyScenes(inTurn(0.25, 0.25), 100)).toEqual([{ layout: 'sideBySide', fromS: 10, toS: 10.5 }]);
});

it('asks of ffmpeg no more than the system passes on, however often the layout changed', () => {
  const scenes = inTurn(...Array.from({ length: 20_000 }, (_, index) => (index % 7 === 0 ? 31 : 1)));
  const steady = steadyScenes(scenes, 1_000);
  expect(steady.length).toBeGreaterThan(100);
  expect(steady.length).toBeLessThanOrEqual(1_000);
  expect([steady[0]?.fromS, steady.at(-1)?.toS]).toEqual([scenes[0]?.fromS, scenes.at(-1)?.toS]);
  const filters = sceneFilters([{ index: 1, scenes }], { widthPx: 720, heightPx: 1280 });
  expect(filters.join(';').length).toBeLessThan(100_000);
});
