import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaAtWall, mediaWithin, type RecordedSpan, totalMediaMs, wallAtMedia } from './media-clock.ts';

const spansArbitrary: fc.Arbitrary<RecordedSpan[]> = fc
  .array(
    fc.record({
      holeMs: fc.integer({ min: 1, max: 60_000 }),
      durationMs: fc.integer({ min: 1, max: 600_000 }),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => {
    let wallMs = 1_700_000_000_000;
    let mediaMs = 0;
    return parts.map((part) => {
      wallMs += part.holeMs;
      const span = { startWallMs: wallMs, durationMs: part.durationMs, startMediaMs: mediaMs };
      wallMs += part.durationMs;
      mediaMs += part.durationMs;
      return span;
    });
  });

describe('media clock', () => {
  it('finds the way back from media to wall and to media again', () => {
    fc.assert(
      fc.property(spansArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), (spans, share) => {
        const mediaMs = Math.floor(share * totalMediaMs(spans));
        const wallMs = wallAtMedia(spans, mediaMs);
        expect(mediaAtWall(spans, wallMs ?? Number.NaN)).toBe(mediaMs);
      }),
    );
  });

  it('lands on the seam for a moment inside a hole', () => {
    const spans = [
      { startWallMs: 1_000, durationMs: 500, startMediaMs: 0 },
      { startWallMs: 5_000, durationMs: 500, startMediaMs: 500 },
    ];
    expect(mediaAtWall(spans, 3_000)).toBe(500);
    expect(mediaAtWall(spans, 5_100)).toBe(600);
    expect(mediaAtWall(spans, 0)).toBe(0);
    expect(mediaAtWall(spans, 99_000)).toBe(1_000);
  });

  it('finds no frame for a moment at which nothing was recorded', () => {
    const spans = [
      { startWallMs: 1_000, durationMs: 500, startMediaMs: 0 },
      { startWallMs: 5_000, durationMs: 500, startMediaMs: 500 },
    ];
    expect([999, 1_000, 1_499, 1_500, 5_100, 5_500].map((at) => mediaWithin(spans, at))).toEqual([
      null,
      0,
      499,
      null,
      600,
      null,
    ]);
  });

  it('has no answer without a recording', () => {
    expect(wallAtMedia([], 5)).toBeNull();
    expect(mediaAtWall([], 5)).toBeNull();
  });
});
