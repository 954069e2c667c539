import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StatsSample } from './stats.ts';
import type { Quality } from './verdict.ts';
import { watchQuality } from './watch-quality.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A connection of 1 Mbit/s that runs since the test began. */
function connection() {
  const startedAtMs = Date.now();
  let readings = 0;
  let gone = false;
  const read = async (): Promise<StatsSample | null> => {
    readings += 1;
    const atMs = Date.now() - startedAtMs;
    if (gone) return null;
    return {
      ...{ direction: 'receiving', atMs, bytes: atMs * 125, packets: atMs, packetsLost: 0 },
      ...{ picturePackets: 0, frozenMs: 0, roundTripMs: 10, jitterMs: 1, limitedBy: null, codec: null },
      ...{ hasPicture: false, pictures: [], offered: null },
    };
  };
  return {
    read,
    readings: () => readings,
    leave: () => {
      gone = true;
    },
  };
}

test('looks every two seconds, every second while somebody reads, and not after the end', async () => {
  const { read, readings } = connection();
  const told: (Quality | null)[] = [];
  const watch = watchQuality(read, (quality) => told.push(quality));
  await vi.advanceTimersByTimeAsync(8_000);
  expect(readings()).toBe(5);
  watch.lookCloser(true);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(readings()).toBe(9);
  watch.lookCloser(false);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(readings()).toBe(11);
  watch.stop();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(readings()).toBe(11);
  expect(told.slice(1).map((quality) => quality?.figures.bitrateBps)).toEqual(Array(10).fill(1_000_000));
});

test('has nothing to say at first and when the connection is gone', async () => {
  const { read, leave } = connection();
  const told: (Quality | null)[] = [];
  const watch = watchQuality(read, (quality) => told.push(quality));
  await vi.advanceTimersByTimeAsync(2_000);
  leave();
  await vi.advanceTimersByTimeAsync(2_000);
  watch.stop();
  expect(told.map((quality) => quality?.grade ?? null)).toEqual([null, 'good', null]);
});
