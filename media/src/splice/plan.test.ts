import type { RecordedTake } from '@caipai/shared/schemas/media';
import { describe, expect, it } from 'vitest';
import { withFills } from '../recording/fill-files.ts';
import { missingMs, planHoles } from './plan.ts';

const take = (name: string, startWallMs: number, count: number): RecordedTake => ({
  name,
  origin: 'stream',
  tracks: { picture: true, sound: true, avOffsetMs: null },
  segments: Array.from({ length: count }, (_, index) => ({
    file: `seg-0000${index + 1}.ts`,
    durationMs: 2_000,
    startWallMs: startWallMs + index * 2_000,
  })),
});
const fill = (fromWallMs: number, toWallMs: number) => ({
  fill: { fromWallMs, toWallMs, copyId: 'copy', alignedBy: 'content' as const },
  take: { ...take('fill-001', fromWallMs, 3), origin: 'copy' as const },
});

describe('holes', () => {
  it('reach from the last segment before to the second after', () => {
    const [hole, ...more] = planHoles([take('take-001', 0, 5), take('take-002', 50_000, 5)]);
    expect(more).toEqual([]);
    expect(hole).toMatchObject({ fromWallMs: 8_000, toWallMs: 52_000 });
    expect(hole?.before.segments.map(({ startWallMs }) => startWallMs)).toEqual([4_000, 6_000, 8_000]);
    expect(hole?.after.segments.map(({ startWallMs }) => startWallMs)).toEqual([50_000, 52_000, 54_000]);
  });
  it.each([1, 2])('on both sides of a take of %i segments are one', (count) => {
    const takes = [take('take-001', 0, 5), take('take-002', 20_000, count), take('take-003', 30_000, 5)];
    expect(planHoles(takes)).toMatchObject([{ fromWallMs: 8_000, toWallMs: 32_000 }]);
  });
  it('know what in them was recorded', () => {
    const takes = [take('take-001', 0, 5), take('take-002', 20_000, 1), take('take-003', 30_000, 5)];
    const [hole] = planHoles(takes);
    if (!hole) throw new Error('a hole');
    expect(missingMs(hole, hole)).toBe(18_000);
    expect(missingMs(hole, { fromWallMs: 8_000, toWallMs: 10_000 })).toBe(0);
    expect(missingMs(hole, { fromWallMs: 19_000, toWallMs: 23_000 })).toBe(2_000);
  });
  it('are not where one frame ends and the next begins, nor before the first or after the last take', () => {
    expect(planHoles([take('take-001', 0, 5), take('take-002', 10_040, 5)])).toEqual([]);
    expect(planHoles([take('take-001', 5_000, 5)])).toEqual([]);
    expect(planHoles([])).toEqual([]);
  });
});

describe('a filled recording', () => {
  it('shows each moment once, in order', () => {
    const takes = [take('take-001', 0, 5), take('take-002', 12_000, 5)];
    const shown = withFills(takes, [fill(8_000, 14_000)]);
    expect(shown.map(({ name, segments }) => [name, segments.map(({ startWallMs }) => startWallMs)])).toEqual(
      [
        ['take-001', [0, 2_000, 4_000, 6_000]],
        ['fill-001', [8_000, 10_000, 12_000]],
        ['take-002', [14_000, 16_000, 18_000, 20_000]],
      ],
    );
  });
  it('loses a take that is wholly replaced', () => {
    const takes = [take('take-001', 0, 5), take('take-002', 12_000, 1), take('take-003', 14_000, 2)];
    expect(withFills(takes, [fill(8_000, 16_000)]).map(({ name }) => name)).toEqual([
      'take-001',
      'fill-001',
      'take-003',
    ]);
  });
});
