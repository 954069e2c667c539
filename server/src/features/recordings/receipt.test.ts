import type { RecordedTake } from '@caipai/shared/schemas/media';
import type { LedgerEntry } from '@caipai/shared/timeline/ledger-entry';
import { expect, it } from 'vitest';
import { makeReceipt } from './receipt.ts';

const START_MS = 1_000_000;
const take = (name: string, fromMs: number, segments: number): RecordedTake => ({
  name,
  segments: Array.from({ length: segments }, (_, index) => ({
    file: `seg-${index}.ts`,
    durationMs: 2_000,
    startWallMs: START_MS + fromMs + index * 2_000,
  })),
  origin: 'stream',
  tracks: { picture: true, sound: true, avOffsetMs: 4 },
});
const entry = (kind: LedgerEntry['kind'], atMs: number, more = {}) =>
  ({ kind, atMs: START_MS + atMs, ...more }) as LedgerEntry;
const receipt = (takes: RecordedTake[], entries: LedgerEntry[], onAirMs: number) =>
  makeReceipt({ takes, companions: [], entries, startedAtMs: START_MS, endedAtMs: START_MS + onAirMs });

it('of a recording without a hole names none', () => {
  const made = receipt([take('take-001', 50, 5)], [entry('danmaku.sent', 3_000)], 10_100);
  expect(made.gaps).toEqual([]);
  expect(made).toMatchObject({ recordedMs: 10_000, onAirMs: 10_100, counts: { danmaku: 1, restarts: 0 } });
  expect(made.takes[0]).toMatchObject({ name: 'take-001', segments: 5, durationMs: 10_000, avOffsetMs: 4 });
});

it('says of each hole where it lies, how long it is, and why', () => {
  const made = receipt(
    [take('take-001', 900, 5), take('take-002', 40_900, 2), take('take-003', 45_500, 1)],
    [
      entry('session.interrupted', 12_000),
      entry('recording.stopped', 44_900, { take: 'take-002', cause: 'encoderFailed' }),
      entry('recording.stopped', 47_500, { take: 'take-003', cause: 'diskFull' }),
    ],
    60_000,
  );
  expect(made.gaps).toEqual([
    { fromWallMs: START_MS, durationMs: 900, cause: 'starting' },
    { fromWallMs: START_MS + 10_900, durationMs: 30_000, cause: 'interrupted' },
    { fromWallMs: START_MS + 44_900, durationMs: 600, cause: 'encoderFailed' },
    { fromWallMs: START_MS + 47_500, durationMs: 12_500, cause: 'diskFull' },
  ]);
  expect(made.counts).toMatchObject({ interruptions: 1, restarts: 2 });
});

it('of a session that was never recorded is one hole', () => {
  const made = receipt([], [], 5_000);
  expect(made.gaps).toEqual([{ fromWallMs: START_MS, durationMs: 5_000, cause: 'starting' }]);
  expect(made.recordedMs).toBe(0);
});
