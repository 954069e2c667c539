import { describe, expect, it } from 'vitest';
import { pictureShiftS, type Samples, soundShiftS, type Thumbnail } from './align.ts';

const RATE_HZ = 1_000;

/** The same noise on every run (mulberry32). */
function noise(count: number, seed = 7): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 - 0.5) * 8_000;
  });
}

const stretch = (values: readonly number[], fromS: number, toS: number, startS = fromS): Samples => ({
  startS,
  rateHz: RATE_HZ,
  values: Int16Array.from(values.slice(fromS * RATE_HZ, toS * RATE_HZ)),
});

describe('sound', () => {
  const heard = noise(20_000);
  it('is found where it is, however far the clocks are apart', () => {
    // On the reference's clock it begins at 100 s, in the copy at 6.25 s.
    const reference = stretch(heard, 6, 9, 100);
    const copy = stretch(heard, 4, 12, 4.25);
    expect(soundShiftS(reference, copy, -94, 1.5)).toBeCloseTo(6.25 - 100, 3);
  });
  it('is not found in other sound, in silence, or beyond reach', () => {
    const reference = stretch(heard, 6, 9);
    expect(soundShiftS(reference, stretch(noise(20_000, 8), 4, 12), 0, 1.5)).toBeNull();
    expect(
      soundShiftS(
        stretch(
          heard.map(() => 3),
          6,
          9,
        ),
        stretch(heard, 4, 12),
        0,
        1.5,
      ),
    ).toBeNull();
    expect(soundShiftS(reference, stretch(heard, 4, 12), 3, 0.5)).toBeNull();
  });
});

describe('picture', () => {
  const frame = (seed: number) => Uint8Array.from(noise(64, seed), (value) => Math.abs(value) % 255);
  const moving = (fromFrame: number, toFrame: number, startS: number): Thumbnail[] =>
    Array.from({ length: toFrame - fromFrame }, (_, index) => ({
      atS: startS + index / 30,
      grey: frame(fromFrame + index + 1),
    }));
  it('is found in the middle of the frame that is the same', () => {
    const shiftS = pictureShiftS(moving(60, 120, 50), moving(0, 240, 7), -41, 1.5);
    expect(shiftS).toBeCloseTo(7 + 2 - 50, 2);
  });
  it('is found between frames that were dropped', () => {
    const reference = moving(60, 120, 50).filter((_, index) => index % 3 !== 1);
    expect(pictureShiftS(reference, moving(0, 240, 7), -41, 1.5)).toBeCloseTo(-41, 2);
  });
  it('is not found among pictures of another time', () => {
    expect(pictureShiftS(moving(60, 120, 50), moving(300, 540, 7), -41, 1.5)).toBeNull();
  });
  it('is not found when it stands still', () => {
    const still = (count: number, startS: number) =>
      Array.from({ length: count }, (_, index) => ({ atS: startS + index / 30, grey: frame(1) }));
    expect(pictureShiftS(still(60, 50), still(240, 7), -41, 1.5)).toBeNull();
  });
});
