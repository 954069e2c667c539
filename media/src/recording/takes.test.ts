import { describe, expect, it } from 'vitest';
import {
  describeTake,
  endedPlaylist,
  parseArrivals,
  parsePlaylist,
  withLastDuration,
  withSegment,
} from './takes.ts';

const startMs = Date.parse('2026-11-21T08:00:00.000Z');

const head = ['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-TARGETDURATION:2', '#EXT-X-PLAYLIST-TYPE:EVENT'];

const segment = (index: number, seconds: number, atMs: number) => [
  `#EXTINF:${seconds.toFixed(6)},`,
  `#EXT-X-PROGRAM-DATE-TIME:${new Date(atMs).toISOString().replace('Z', '+0000')}`,
  `seg-${String(index).padStart(5, '0')}.ts`,
];

const threeSegments = [
  ...head,
  ...segment(1, 2.1, startMs + 700),
  ...segment(2, 2, startMs + 2_800),
  ...segment(3, 1.5, startMs + 4_800),
].join('\n');

const log = (...entries: [mediaMs: number, wallMs: number][]) =>
  entries.map(([mediaMs, wallMs]) => `${JSON.stringify({ mediaMs, wallMs })}\n`).join('');

describe('playlist', () => {
  it('is read with durations and stamps, whether ended or not', () => {
    const { segments, ended } = parsePlaylist(threeSegments);
    expect(ended).toBe(false);
    expect(segments.map(({ file, durationMs }) => [file, durationMs])).toEqual([
      ['seg-00001.ts', 2_100],
      ['seg-00002.ts', 2_000],
      ['seg-00003.ts', 1_500],
    ]);
    expect(segments[0]?.stampedWallMs).toBe(startMs + 700);
    expect(parsePlaylist(`${threeSegments}\n#EXT-X-ENDLIST\n`).ended).toBe(true);
  });

  it('is read as far as it goes when a crash cut it off', () => {
    for (let length = 0; length < threeSegments.length; length += 1) {
      const { segments } = parsePlaylist(threeSegments.slice(0, length));
      for (const { durationMs } of segments) expect(durationMs).toBeGreaterThan(0);
    }
    expect(parsePlaylist('')).toEqual({ segments: [], ended: false });
  });

  it('gets its end mark once, and loses a last segment of no length', () => {
    const ended = endedPlaylist(threeSegments);
    expect(parsePlaylist(ended)).toMatchObject({ ended: true, segments: { length: 3 } });
    expect(endedPlaylist(ended)).toBe(ended);
    const stub = [...threeSegments.split('\n'), ...segment(4, 0.000022, startMs + 6_300), '#EXT-X-ENDLIST'];
    expect(endedPlaylist(stub.join('\n'))).toBe(ended);
  });
});

describe('a segment that no playlist lists yet', () => {
  it.each([
    ['an open playlist', threeSegments],
    ['an ended one', endedPlaylist(threeSegments)],
  ])('follows the others of %s, with its measured length', (_, text) => {
    const { segments } = parsePlaylist(withLastDuration(withSegment(text, 'seg-00004.ts'), 1_234.5));
    expect(segments.map(({ durationMs }) => durationMs)).toEqual([2_100, 2_000, 1_500, 1_234.5]);
    expect(segments.at(-1)?.file).toBe('seg-00004.ts');
  });

  it('makes a playlist where there was none', () => {
    const text = endedPlaylist(withLastDuration(withSegment('', 'seg-00001.ts'), 700));
    expect(text.startsWith('#EXTM3U')).toBe(true);
    expect(parsePlaylist(text)).toMatchObject({ ended: true, segments: [{ durationMs: 700 }] });
  });
});

describe('take', () => {
  it('starts its segments where their key frames were sent, free of the delay they met', () => {
    const arrivals = log([0, startMs + 90], [2_100, startMs + 2_140], [4_100, startMs + 4_300]);
    const { segments } = describeTake('take-001', threeSegments, arrivals);
    expect(segments.map(({ startWallMs }) => startWallMs)).toEqual([
      startMs + 40,
      startMs + 2_140,
      startMs + 4_140,
    ]);
  });

  it('passes over key frames that began no segment, and sound that began before the picture', () => {
    const arrivals = log(
      [0, startMs],
      [600, startMs + 600],
      [2_040, startMs + 2_040],
      [3_000, startMs + 3_000],
      [4_040, startMs + 4_040],
    );
    const { segments } = describeTake('take-001', threeSegments, arrivals);
    expect(segments.map(({ startWallMs }) => startWallMs - startMs)).toEqual([0, 2_040, 4_040]);
  });

  it('goes on by the playlist where the log has no key frame', () => {
    const { segments } = describeTake('take-001', threeSegments, log([0, startMs]));
    expect(segments.map(({ startWallMs }) => startWallMs - startMs)).toEqual([0, 2_100, 4_100]);
  });

  it('falls back to the stamps of the muxer without a log', () => {
    const { segments } = describeTake('take-001', threeSegments, '');
    expect(segments.map(({ startWallMs }) => startWallMs - startMs)).toEqual([700, 2_800, 4_800]);
  });

  it('reads a log whose last line was cut off', () => {
    expect(parseArrivals(`${log([0, 5])}{"mediaMs":20`)).toEqual([{ mediaMs: 0, wallMs: 5 }]);
    expect(parseArrivals('null\n7\n{"mediaMs":"x","wallMs":1}\n')).toEqual([]);
  });
});
