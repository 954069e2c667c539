import { describe, expect, it } from 'vitest';
import { integratedLufs, loudnessRangeLu, parseLoudness, peaksOf } from './sound-levels.ts';

const steady = (lufs: number, seconds: number) =>
  Array.from({ length: seconds * 10 }, () => ({ momentaryLufs: lufs, shortTermLufs: lufs }));

describe('integrated loudness', () => {
  it('of a steady tone is the tone', () => expect(integratedLufs(steady(-23, 20))).toBeCloseTo(-23, 6));
  it('does not count silence, nor what is ten below the rest', () => {
    const readings = [...steady(Number.NEGATIVE_INFINITY, 60), ...steady(-20, 10), ...steady(-45, 10)];
    expect(integratedLufs(readings)).toBeCloseTo(-20, 2);
  });
  it('of silence is none', () => {
    expect(integratedLufs(steady(Number.NEGATIVE_INFINITY, 5))).toBeNull();
    expect(integratedLufs([])).toBeNull();
  });
});

// The minimum requirements of EBU Tech 3342: two tones, 10 LU and 5 LU apart.
it.each([
  [-20, -30, 10],
  [-20, -15, 5],
])('loudness range of %i and %i LUFS is %i LU', (first, second, range) => {
  expect(loudnessRangeLu([...steady(first, 20), ...steady(second, 20)])).toBeCloseTo(range, 1);
});

it('reads what the meter prints, and takes what it cannot measure for silence', () => {
  const text =
    'frame:0 pts:0\nlavfi.r128.M=-21.5\nlavfi.r128.S=nan\nlavfi.r128.I=-70\nframe:1\nlavfi.r128.M=-22\n';
  expect(parseLoudness(text)).toEqual([
    { momentaryLufs: -21.5, shortTermLufs: Number.NEGATIVE_INFINITY },
    { momentaryLufs: -22, shortTermLufs: Number.NEGATIVE_INFINITY },
  ]);
});

it('keeps the highest amplitude of each tenth of a second, also below zero', () => {
  const samples = Buffer.alloc(2_000 * 2);
  samples.writeInt16LE(-32_768, 900 * 2);
  samples.writeInt16LE(16_384, 1_700 * 2);
  expect(peaksOf(samples, 8_000)).toEqual([0, 255, 128]);
});
