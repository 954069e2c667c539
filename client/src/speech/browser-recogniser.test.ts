import type { HeardSegment } from '@caipai/shared/schemas/transcript';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BrowserRecogniser, type RecogniserTrouble } from './browser-recogniser.ts';

class Engine {
  static all: Engine[] = [];
  lang = '';
  track: unknown = null;
  aborted = false;
  onresult: ((event: unknown) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  onend: (() => void) | null = null;
  start(track: unknown) {
    this.track = track;
    Engine.all.push(this);
  }
  abort() {
    this.aborted = true;
  }
  hear(...results: [string, boolean][]) {
    const list = results.map(([transcript, isFinal]) => Object.assign([{ transcript }], { isFinal }));
    this.onresult?.({ resultIndex: 0, results: list });
  }
}
const last = () => Engine.all.at(-1) as Engine;

beforeEach(() => {
  vi.useFakeTimers();
  Engine.all = [];
  vi.stubGlobal('window', { webkitSpeechRecognition: Engine });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function setUp() {
  const told: HeardSegment[] = [];
  const troubles: (RecogniserTrouble | null)[] = [];
  let count = 0;
  const track = { kind: 'audio' } as MediaStreamTrack;
  const recogniser = new BrowserRecogniser({
    ...{ language: 'zh', track, nowMs: () => Date.now() },
    newId: () => `id-${++count}`,
    tell: (segment) => told.push(segment),
    onTrouble: (trouble) => troubles.push(trouble),
  });
  return { recogniser, told, troubles, track };
}

it('it is asked for Mandarin on the track that is on air, and tells what is believed and what was said', () => {
  const { told, track } = setUp();
  expect([last().lang, last().track]).toEqual(['zh-CN', track]);
  last().hear(['大家', false], ['好', false]);
  last().hear(['大家好', true], ['我们', false]);
  expect(told.map(({ text, final }) => [text, final])).toEqual([
    ['大家好', false],
    ['大家好', true],
    ['我们', false],
  ]);
});

it('an engine that ends is started again, later and later while it ends at once, and loses no words', async () => {
  const { told } = setUp();
  last().hear(['说到一半', false]);
  last().onend?.();
  expect(told.at(-1)).toMatchObject({ text: '说到一半', final: true });
  await vi.advanceTimersByTimeAsync(250);
  expect(Engine.all).toHaveLength(2);
  last().onend?.();
  await vi.advanceTimersByTimeAsync(250);
  expect(Engine.all).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(250);
  expect(Engine.all).toHaveLength(3);
});

it('where it is not allowed it is not asked again; without a network it is', async () => {
  const { troubles } = setUp();
  last().onerror?.({ error: 'network' });
  last().onend?.();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(Engine.all).toHaveLength(2);
  last().onerror?.({ error: 'not-allowed' });
  last().onend?.();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Engine.all).toHaveLength(2);
  expect(troubles).toEqual(['network', 'denied']);
});

it('closed, it ends the sentence and listens no more', async () => {
  const { recogniser, told } = setUp();
  last().hear(['最后一句', false]);
  recogniser.close();
  expect(last().aborted).toBe(true);
  expect(told.at(-1)).toMatchObject({ text: '最后一句', final: true });
  last().onend?.();
  last().hear(['还有', true]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Engine.all).toHaveLength(1);
  expect(told.at(-1)).toMatchObject({ text: '最后一句' });
});

it('a browser without an engine says so', () => {
  vi.stubGlobal('window', {});
  expect(setUp().troubles).toEqual(['none']);
});
