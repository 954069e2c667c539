import { expect, test } from 'vitest';
import { PrompterMotion, pageStart } from './prompter-motion.ts';

/** How far a text gets in `totalMs` when it is drawn every `frameMs`. */
function travel(totalMs: number, frameMs: number, pxPerSecond: number): number {
  const motion = new PrompterMotion();
  let movedPx = 0;
  for (let ms = 0; ms < totalMs; ms += frameMs)
    movedPx += motion.advance(Math.min(frameMs, totalMs - ms), pxPerSecond);
  return movedPx;
}

test('goes as far at 30 as at 144 frames a second', () => {
  const at144 = travel(10_000, 1_000 / 144, 50);
  expect(travel(10_000, 1_000 / 30, 50)).toBeCloseTo(at144, 6);
  expect(travel(10_000, 400, 50)).toBeCloseTo(at144, 6);
});

test('starts and stops softly, and then stands still', () => {
  const motion = new PrompterMotion();
  const first = motion.advance(16, 100);
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(0.2);
  motion.advance(2_000, 100);
  expect(motion.advance(100, 100)).toBeCloseTo(10, 2);
  expect(motion.advance(16, 0)).toBeGreaterThan(1);
  for (let frame = 0; frame < 120; frame += 1) motion.advance(16, 0);
  expect(motion.still).toBe(true);
  expect(motion.advance(16, 0)).toBe(0);
});

test('with less motion the text turns pages', () => {
  expect([0, 99, 100, 250].map((px) => pageStart(px, 100))).toEqual([0, 0, 100, 200]);
});
