import { expect, it } from 'vitest';
import { captionsVtt, languageOf } from './captions.ts';

const WALL_MS = 1_700_000_000_000;
/** Ten seconds, five that were lost, ten more. */
const spans = [
  { startWallMs: WALL_MS, durationMs: 10_000, startMediaMs: 0 },
  { startWallMs: WALL_MS + 15_000, durationMs: 10_000, startMediaMs: 10_000 },
];
const line = (fromMs: number, untilMs: number, text: string) => ({
  ...{ fromWallMs: WALL_MS + fromMs, untilWallMs: WALL_MS + untilMs, text },
});

it('captions stand where the picture is, also behind a hole', () => {
  expect(captionsVtt([line(1_000, 2_500, '大家好'), line(16_000, 18_000, '我们继续')], spans)).toBe(
    [
      'WEBVTT',
      '',
      ...['00:00:01.000 --> 00:00:02.500', '大家好', ''],
      ...['00:00:11.000 --> 00:00:13.000', '我们继续', ''],
    ].join('\n'),
  );
});

it('what was said where nothing was recorded has no caption', () => {
  expect(captionsVtt([line(11_000, 14_000, '没录到'), line(-3_000, -1_000, '太早')], spans)).toBeNull();
  expect(captionsVtt([], spans)).toBeNull();
  expect(captionsVtt([line(0, 1_000, '没有录像')], [])).toBeNull();
});

it('a short one stays to be read, but never over the next', () => {
  const vtt = captionsVtt(
    [line(1_000, 1_100, '好'), line(1_500, 1_600, '来'), line(5_000, 5_001, '看')],
    spans,
  );
  expect(vtt?.match(/--> \S+/g)).toEqual(['--> 00:00:01.500', '--> 00:00:02.300', '--> 00:00:05.800']);
});

it('words that look like markup, or like a time, stay words', () => {
  const vtt = captionsVtt([line(1_000, 2_000, '<c.x>A & B</c> 1 --> 2\n\nNOTE')], spans);
  expect(vtt).toContain('&lt;c.x&gt;A &amp; B&lt;/c&gt; 1 --&gt; 2 NOTE\n');
});

it('hours are counted', () => {
  const long = [{ startWallMs: WALL_MS, durationMs: 8_000_000, startMediaMs: 0 }];
  expect(captionsVtt([line(7_384_005, 7_385_000, '两小时')], long)).toContain(
    '02:03:04.005 --> 02:03:05.000',
  );
});

it('the language is the one that most of it is in', () => {
  expect(languageOf([{ text: '这款 SPF50 的防晒霜' }])).toBe('zh');
  expect(languageOf([{ text: 'this one is called 光' }, { text: 'and it ships today' }])).toBe('en');
});
