import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LaneGate, type LaneGeometry } from './lane-gate.ts';

const geometry: LaneGeometry = { stageWidthPx: 400, lanes: 3, crossingMs: 8_000 };

describe('lanes', () => {
  test('as many as there are lanes start at once, the rest waits', () => {
    const gate = new LaneGate<number>(geometry, 'all');
    for (let index = 0; index < 5; index += 1) gate.offer(index, 100, 0);
    expect(gate.release(0)).toEqual([0, 1, 2]);
    expect(gate.waiting).toBe(2);
  });

  test('fewer fly when fewer are wanted, and one always does', () => {
    const gate = new LaneGate<number>(geometry, 'few');
    for (let index = 0; index < 3; index += 1) gate.offer(index, 100, 0);
    expect(gate.release(0)).toEqual([0]);
  });

  test('what waited too long is dropped, an own comment is not', () => {
    const gate = new LaneGate<string>({ ...geometry, lanes: 1 }, 'few');
    gate.offer('first', 300, 0);
    expect(gate.release(0)).toEqual(['first']);
    gate.offer('other', 100, 10);
    gate.offer('own', 100, 10, true);
    expect(gate.release(700)).toEqual([]);
    expect(gate.waiting).toBe(1);
    expect(gate.release(8_000)).toEqual(['own']);
  });
});

test('no two comments in one lane ever touch, whatever their lengths and times', () => {
  const comment = fc.record({
    widthPx: fc.integer({ min: 20, max: 900 }),
    gapMs: fc.integer({ min: 0, max: 900 }),
  });
  fc.assert(
    fc.property(fc.array(comment, { minLength: 2, maxLength: 60 }), (comments) => {
      const gate = new LaneGate<number>({ ...geometry, lanes: 1 }, 'all');
      const flying: { startMs: number; widthPx: number }[] = [];
      let nowMs = 0;
      for (const [index, { widthPx, gapMs }] of comments.entries()) {
        nowMs += gapMs;
        gate.offer(index, widthPx, nowMs);
        for (const started of gate.release(nowMs))
          flying.push({ startMs: nowMs, widthPx: comments[started]?.widthPx ?? 0 });
      }
      const left = (each: (typeof flying)[number], atMs: number) =>
        geometry.stageWidthPx -
        ((geometry.stageWidthPx + each.widthPx) * (atMs - each.startMs)) / geometry.crossingMs;
      for (const [index, behind] of flying.entries()) {
        const ahead = flying[index - 1];
        if (!ahead) continue;
        for (let atMs = behind.startMs; atMs < ahead.startMs + geometry.crossingMs; atMs += 50)
          expect(left(behind, atMs)).toBeGreaterThanOrEqual(left(ahead, atMs) + ahead.widthPx - 1);
      }
    }),
  );
});
