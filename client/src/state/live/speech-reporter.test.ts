import { SPEECH_BATCH_MAX } from '@caipai/shared/limits';
import { ok, type Result, refuse } from '@caipai/shared/protocol/result';
import type { SpeechReading, SpeechSecond } from '@caipai/shared/schemas/speech';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Emitter } from '../../rtc/emitter.ts';
import type { LiveEvents, LiveSession } from './live-session.ts';
import { SpeechReporter } from './speech-reporter.ts';

const BEGAN_MS = 1_000_000;
const second = (atMs: number): SpeechSecond => ({
  ...{ atMs, shortTermLufs: -16, truePeakDbtp: -3, syllables: 4, syllablesPerMin: 240 },
  ...{ pitchHz: 200, pitchSdSemitones: 2, pauseMs: 0, talkShare: 0.9 },
});

class Page extends Emitter<LiveEvents> {
  nowMs = BEGAN_MS;
  answer: Result<null> = ok(null);
  sent: { id: string; readings: SpeechReading[] }[] = [];
  net = { serverNow: () => this.nowMs };
  view = { session: { speech: { consent: true } } };
  update(change: (view: typeof this.view) => typeof this.view) {
    this.view = change(this.view);
  }
  async ask(_name: string, batch: { id: string; readings: SpeechReading[] }) {
    this.sent.push(batch);
    return this.answer;
  }
}

let page: Page;
let reporter: SpeechReporter;
beforeEach(() => {
  vi.useFakeTimers();
  page = new Page();
  reporter = new SpeechReporter(page as unknown as LiveSession);
});
afterEach(() => vi.useRealTimers());

async function speak(fromSecond: number, seconds: number): Promise<void> {
  for (let at = fromSecond; at < fromSecond + seconds; at += 1) {
    // News from the audio thread come a little late, now more, now less.
    page.nowMs = BEGAN_MS + at * 1_000 + (at % 3) * 40;
    reporter.hear(second(at * 1_000));
    await vi.advanceTimersByTimeAsync(1_000);
  }
}

test('ten seconds make one request, each second a second after the one before', async () => {
  await speak(1, 25);
  expect(page.sent).toHaveLength(2);
  const times = page.sent.flatMap(({ readings }) => readings.map(({ atMs }) => atMs));
  expect(times).toHaveLength(20);
  expect(times.slice(1).every((atMs, index) => atMs - (times[index] ?? 0) === 1_000)).toBe(true);
  expect(times[0]).toBe(BEGAN_MS + 1_040);
});

test('what found no network goes again as the same batch, one after the other, and nothing grows without end', async () => {
  page.answer = refuse('server.unavailable');
  await speak(1, 400);
  expect(new Set(page.sent.map(({ id }) => id)).size).toBeGreaterThan(1);
  page.sent = [];
  page.answer = ok(null);
  await vi.advanceTimersByTimeAsync(200_000);
  expect(page.sent.length).toBeLessThanOrEqual(31);
  expect(new Set(page.sent.map(({ id }) => id)).size).toBe(page.sent.length);
  expect(page.sent.every(({ readings }) => readings.length <= SPEECH_BATCH_MAX)).toBe(true);
});

test('what the server does not want is not offered again', async () => {
  page.answer = refuse('speech.notConsented');
  await speak(1, 12);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(page.sent).toHaveLength(1);
  // Taken back at another page: this one knows it now.
  expect(page.view.session.speech.consent).toBe(false);
});

test('of a page that was left only the pace is worth another try', async () => {
  page.answer = refuse('speech.tooFast');
  await speak(1, 4);
  reporter.close({ tell: true });
  await vi.advanceTimersByTimeAsync(4_000);
  expect(page.sent).toHaveLength(2);
  page.answer = refuse('session.notJoined');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(page.sent).toHaveLength(3);
});

test('at the end the last seconds go out, and after a no nothing does', async () => {
  await speak(1, 4);
  reporter.close({ tell: true });
  expect(page.sent.at(-1)?.readings).toHaveLength(4);
  page.sent = [];
  reporter = new SpeechReporter(page as unknown as LiveSession);
  await speak(5, 4);
  reporter.close({ tell: false });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(page.sent).toEqual([]);
});

test('sound that stood still begins anew on the clock', async () => {
  await speak(1, 9);
  page.nowMs = BEGAN_MS + 60_000;
  reporter.hear(second(10_000));
  expect(page.sent[0]?.readings.at(-1)?.atMs).toBe(BEGAN_MS + 60_000);
});
