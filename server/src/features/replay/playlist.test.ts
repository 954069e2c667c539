import { expect, it } from 'vitest';
import { renderLivePlaylist, renderPlaylist, spansOf } from './playlist.ts';

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

it('on air is a window that moves on, counts what has left it, and ends only when the session is over', () => {
  const minutes = (name: string, count: number, fromMs: number) => ({
    name,
    segments: Array.from({ length: count * 30 }, (_, index) => ({
      file: `seg-${index}.ts`,
      durationMs: 2_000,
      startWallMs: fromMs + index * 2_000,
    })),
  });
  const long = [minutes('take-001', 2, 0), minutes('take-002', 11, 200_000)];
  const url = (take: string, file: string) => `${take}/${file}`;
  const live = renderLivePlaylist(long, url, false);
  expect(live).toContain('#EXT-X-MEDIA-SEQUENCE:90\n#EXT-X-DISCONTINUITY-SEQUENCE:1\n');
  expect(live.match(/#EXTINF/g)).toHaveLength(300);
  expect(live).not.toContain('#EXT-X-ENDLIST');
  expect(renderLivePlaylist(long, url, true).trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true);
  const young = renderLivePlaylist(takes, url, false);
  expect(young).toContain('#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n');
  expect(young.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1);
});
