import type { SpeechReading } from '@caipai/shared/schemas/speech';
import { defaultSpeechSettings } from '@caipai/shared/speech/settings';
import { expect, it } from 'vitest';
import { fromLedger, fromRecording, paceBandOf, spokenAt, stretchesOf } from './speech-series.ts';

const reading = (atMs: number, change: Partial<SpeechReading> = {}): SpeechReading => ({
  ...{ atMs, shortTermLufs: -16, truePeakDbtp: -3, syllables: 4, syllablesPerMin: 240 },
  ...{ pitchHz: 200, pitchSdSemitones: 2, pauseMs: 0, talkShare: 0.9 },
  ...change,
});
const spans = [
  { startWallMs: 1_000_000, durationMs: 3_000, startMediaMs: 0 },
  { startWallMs: 1_010_000, durationMs: 3_000, startMediaMs: 3_000 },
];

it('the ledger’s seconds stand where the picture of them stands, and those of a hole nowhere', () => {
  const series = fromLedger(
    [1_001_000, 1_002_000, 1_006_000, 1_011_000].map((atMs) => reading(atMs)),
    spans,
  );
  expect(series.map(({ mediaMs }) => mediaMs)).toEqual([1_000, 2_000, 4_000]);
});

it('says what was spoken at a moment, and nothing where nothing is known', () => {
  const series = fromRecording([reading(1_000), reading(2_000, { shortTermLufs: -20 }), reading(9_000)]);
  expect(spokenAt(series, 1_600)?.shortTermLufs).toBe(-20);
  expect(spokenAt(series, 0)?.mediaMs).toBe(1_000);
  expect(spokenAt(series, 5_000)).toBeNull();
  expect(spokenAt(series, 60_000)).toBeNull();
  expect(spokenAt([], 0)).toBeNull();
});

it('the same voice is fast in English words and fine in Chinese characters', () => {
  expect(paceBandOf(260, defaultSpeechSettings.zh)).toBe('good');
  expect(paceBandOf(260, defaultSpeechSettings.en)).toBe('fast');
  expect(paceBandOf(120, defaultSpeechSettings.zh)).toBe('slow');
  expect(paceBandOf(null, defaultSpeechSettings.zh)).toBeNull();
});

it('an hour is drawn in as many strokes as there are pixels, pauses not forgotten', () => {
  const hour = Array.from({ length: 3_600 }, (_, index) =>
    reading((index + 1) * 1_000, index === 1_777 ? { pauseMs: 7_000, shortTermLufs: null } : {}),
  );
  const stretches = stretchesOf(fromRecording(hour), { fromMs: 0, toMs: 3_600_000 }, 400);
  expect(stretches.length).toBeLessThanOrEqual(400);
  expect(stretches[0]).toMatchObject({ fromMs: 0, shortTermLufs: -16 });
  expect(Math.max(...stretches.map(({ pauseMs }) => pauseMs))).toBe(7_000);
  const near = stretchesOf(fromRecording(hour), { fromMs: 10_000, toMs: 20_000 }, 400);
  expect(near.length).toBeLessThan(13);
});
