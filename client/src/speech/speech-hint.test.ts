import type { SpeechFrame } from '@caipai/shared/schemas/speech';
import { defaultSpeechSettings } from '@caipai/shared/speech/settings';
import { expect, it } from 'vitest';
import { speechHint } from './speech-hint.ts';

const good: SpeechFrame = {
  ...{ atMs: 60_000, momentaryLufs: -15, shortTermLufs: -15, truePeakDbtp: -6, speaking: true, voiced: true },
  ...{ pitchHz: 200, syllablesPerMin: 220, pitchSdSemitones: 3, pauseMs: 0, talkShare: 0.9 },
};
const hintIn = (language: 'zh' | 'en', change: Partial<SpeechFrame>) =>
  speechHint({ ...good, ...change }, defaultSpeechSettings[language]);

it('says nothing to somebody who speaks well', () => {
  expect(hintIn('zh', {})).toBeNull();
  expect(hintIn('en', {})).toBeNull();
});

it('a pace that is fine in Chinese characters is fast in English words', () => {
  expect(hintIn('zh', { syllablesPerMin: 260 })).toBeNull();
  expect(hintIn('en', { syllablesPerMin: 260 })).toBe('tooFast');
  expect(hintIn('zh', { syllablesPerMin: 320 })).toBe('tooFast');
});

it('says the most urgent thing first', () => {
  const all = { pauseMs: 1_500, truePeakDbtp: 0, syllablesPerMin: 400, pitchSdSemitones: 0.5 };
  expect(hintIn('zh', { ...all, pauseMs: 6_000 })).toBe('deadAir');
  expect(hintIn('zh', all)).toBe('pause');
  expect(hintIn('zh', { ...all, pauseMs: 0 })).toBe('tooLoud');
  expect(hintIn('zh', { ...all, pauseMs: 0, truePeakDbtp: -5 })).toBe('tooFast');
  expect(hintIn('zh', { pitchSdSemitones: 0.5 })).toBe('monotone');
});

it('leaves voices room around the good loudness', () => {
  expect(hintIn('zh', { shortTermLufs: -20 })).toBeNull();
  expect(hintIn('zh', { shortTermLufs: -26 })).toBe('tooQuiet');
  expect(hintIn('zh', { shortTermLufs: -9 })).toBe('tooLoud');
});

it('makes nothing of what is not known', () => {
  expect(
    hintIn('en', { shortTermLufs: null, truePeakDbtp: null, syllablesPerMin: null, pitchSdSemitones: null }),
  ).toBeNull();
});
