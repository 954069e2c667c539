import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planParts, rungsBelow } from './plan.ts';

const takesOf = (durations: number[][]) =>
  durations.map((segments, take) => ({
    name: `take-${String(take + 1).padStart(3, '0')}`,
    segments: segments.map((durationMs, index) => ({
      file: `seg-${index}.ts`,
      durationMs,
      startWallMs: index * 2_000,
    })),
  }));

describe('parts', () => {
  it('keep every segment once and in order, never mix takes, and lie end to end', () => {
    const durations = fc.array(fc.array(fc.integer({ min: 20, max: 9_000 }), { maxLength: 60 }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(durations, fc.integer({ min: 500, max: 60_000 }), (given, partMs) => {
        const takes = takesOf(given);
        const parts = planParts(takes, partMs);
        const flat = (list: { name: string; segments: { file: string }[] }[]) =>
          list.flatMap(({ name, segments }) => segments.map(({ file }) => `${name}/${file}`));
        expect(flat(parts.map(({ take, segments }) => ({ name: take, segments })))).toEqual(flat(takes));
        expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
        let endMs = 0;
        for (const part of parts) {
          expect(part.startMediaMs).toBeCloseTo(endMs, 3);
          endMs += part.durationMs;
          expect(part.segments.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('are about equally long', () => {
    const [take] = takesOf([Array.from({ length: 400 }, () => 2_000)]);
    const parts = planParts(take ? [take] : []);
    expect(parts.map(({ durationMs }) => durationMs)).toEqual([268_000, 266_000, 266_000]);
  });
});

it('renditions below the capture are clearly smaller than it', () => {
  expect(rungsBelow(1_080)).toEqual([720, 480]);
  expect(rungsBelow(720)).toEqual([480]);
  expect(rungsBelow(540)).toEqual([]);
});
