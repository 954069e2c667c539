import { expect, it } from 'vitest';
import { renderPlaylist, spansOf } from './playlist.ts';

const takes = [
  {
    name: 'take-001',
    segments: [
      { file: 'seg-00001.ts', durationMs: 2_000, startWallMs: 1_000 },
      { file: 'seg-00002.ts', durationMs: 1_500, startWallMs: 3_000 },
    ],
  },
  { name: 'take-002', segments: [] },
  { name: 'take-003', segments: [{ file: 'seg-00001.ts', durationMs: 2_000, startWallMs: 20_000 }] },
];

it('lays takes end to end in media time and leaves the hole to the wall clock', () => {
  expect(spansOf(takes)).toEqual([
    { startWallMs: 1_000, durationMs: 3_500, startMediaMs: 0 },
    { startWallMs: 20_000, durationMs: 2_000, startMediaMs: 3_500 },
  ]);
});

it('marks the seam between takes, dates every segment, and always ends', () => {
  const playlist = renderPlaylist(takes, (take, file) => `${take}/${file}`);
  expect(playlist.match(/#EXT-X-DISCONTINUITY/g)).toHaveLength(1);
  expect(playlist.match(/#EXT-X-PROGRAM-DATE-TIME/g)).toHaveLength(3);
  expect(playlist).toContain(
    '#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:20.000Z\n#EXTINF:2.000000,\ntake-003/seg-00001.ts',
  );
  expect(playlist.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true);
});

it('is a valid, empty playlist when nothing was recorded', () => {
  expect(renderPlaylist([], () => '')).toContain('#EXT-X-ENDLIST');
});
