import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RtpUnwrapper, smoothArrivals } from './rtp-clock.ts';

const WRAP = 2 ** 32;

describe('RTP unwrapper', () => {
  it('counts on across wrap-around, from any first timestamp, with packets out of order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: WRAP - 1 }),
        fc.array(fc.integer({ min: -90_000, max: 900_000 }), { maxLength: 50 }),
        (first, steps) => {
          const unwrapper = new RtpUnwrapper(90_000);
          expect(unwrapper.toMs(first)).toBe(0);
          let ticks = 0;
          for (const step of steps) {
            ticks += step;
            const timestamp = (((first + ticks) % WRAP) + WRAP) % WRAP;
            expect(unwrapper.toMs(timestamp)).toBeCloseTo(ticks / 90, 6);
          }
        },
      ),
    );
  });
});

describe('smoothed arrivals', () => {
  const startMs = 1_700_000_000_000;

  it('find the true clock wherever one packet nearby came without delay', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 200 }),
        (delaysMs) => {
          const arrivals = delaysMs.map((delayMs, k) => ({
            mediaMs: k * 2_000,
            wallMs: startMs + k * 2_000 + (k % 10 === 0 ? 0 : delayMs),
          }));
          for (const { mediaMs, wallMs } of smoothArrivals(arrivals)) expect(wallMs).toBe(startMs + mediaMs);
        },
      ),
    );
  });

  it('are never later than the arrival', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(100_000), fc.nat(100_000)), { minLength: 1 }), (pairs) => {
        const arrivals = pairs.map(([mediaMs, wallMs]) => ({ mediaMs, wallMs }));
        smoothArrivals(arrivals).forEach((smooth, index) => {
          expect(smooth.wallMs).toBeLessThanOrEqual(arrivals[index]?.wallMs ?? 0);
        });
      }),
    );
  });

  it('follow a crystal that runs 100 ppm off for three hours, to 10 ms', () => {
    const drift = 1.0001;
    const arrivals = Array.from({ length: 5_400 }, (_, k) => ({
      mediaMs: k * 2_000 * drift,
      wallMs: startMs + k * 2_000 + (k % 7) * 20,
    }));
    smoothArrivals(arrivals).forEach(({ wallMs }, k) => {
      expect(Math.abs(wallMs - (startMs + k * 2_000))).toBeLessThan(10);
    });
  });
});
