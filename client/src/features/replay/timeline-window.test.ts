import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EDGE_PX,
  following,
  msAt,
  panned,
  plotOf,
  pxAt,
  ticksOf,
  wholeWindow,
  zoomed,
} from './timeline-window.ts';

describe('timeline window', () => {
  it('keeps the moment under the pointer in place while zooming', () => {
    const view = zoomed(wholeWindow(100_000), 0.5, 30_000, 100_000);
    expect(view).toEqual({ fromMs: 15_000, toMs: 65_000 });
  });

  it('never leaves the replay', () => {
    const length = fc.integer({ min: 1_000, max: 10_000_000 });
    fc.assert(
      fc.property(
        length,
        fc.array(
          fc.tuple(fc.double({ min: 0.1, max: 4, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
        ),
        (lengthMs, moves) => {
          let view = wholeWindow(lengthMs);
          for (const [factor, share] of moves) {
            view = zoomed(view, factor, share * lengthMs, lengthMs);
            view = panned(view, (share - 0.5) * lengthMs, lengthMs);
            expect(view.fromMs).toBeGreaterThanOrEqual(-0.001);
            expect(view.toMs).toBeLessThanOrEqual(lengthMs + 0.001);
            expect(view.toMs).toBeGreaterThan(view.fromMs);
          }
        },
      ),
    );
  });

  it('turns the page after the position', () => {
    const view = following({ fromMs: 0, toMs: 10_000 }, 12_000, 60_000);
    expect(view).toEqual({ fromMs: 11_000, toMs: 21_000 });
    expect(following(view, 15_000, 60_000)).toBe(view);
  });

  it('ticks at round times with room between', () => {
    expect(ticksOf({ fromMs: 0, toMs: 60_000 }, 600)).toEqual([
      0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000,
    ]);
    expect(ticksOf({ fromMs: 0, toMs: 60_000 }, 0)).toEqual([]);
  });
});

describe('plot', () => {
  it('leaves room at both ends, with and without the gutter, and leads back from a pixel to its moment', () => {
    for (const widthPx of [390, 1_200]) {
      const plot = plotOf(widthPx);
      const view = wholeWindow(60_000);
      expect(pxAt(plot, view, 0)).toBeGreaterThanOrEqual(EDGE_PX);
      expect(pxAt(plot, view, 60_000)).toBe(widthPx - EDGE_PX);
      expect(msAt(plot, view, pxAt(plot, view, 21_000))).toBeCloseTo(21_000);
      expect([msAt(plot, view, 0), msAt(plot, view, widthPx)]).toEqual([0, 60_000]);
    }
  });
});
