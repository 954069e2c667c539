import { expect, it } from 'vitest';
import { readingOf } from './reading-time.ts';

it('counts Chinese by characters, at 245 a minute', () => {
  expect(readingOf('讲'.repeat(245))).toEqual({
    ...{ characters: 245, words: 0, unit: 'characters', ms: 60_000 },
  });
  expect(readingOf('大家好，欢迎来到直播间！')).toMatchObject({ characters: 10, unit: 'characters' });
});

it('counts English by words, at 135 a minute, and an apostrophe does not make two', () => {
  expect(readingOf('word '.repeat(135))).toEqual({
    ...{ characters: 0, words: 135, unit: 'words', ms: 60_000 },
  });
  expect(readingOf("Don't miss today's low-price mug: 79.90!")).toMatchObject({ words: 6, characters: 0 });
});

it('reads digits one by one in Chinese, and foreign words as words', () => {
  expect(readingOf('内胆是 316 不锈钢')).toMatchObject({ characters: 9, words: 0 });
  expect(readingOf('这款 iPhone 支架')).toMatchObject({ characters: 4, words: 1, unit: 'characters' });
});

it('an empty script takes no time', () => {
  expect(readingOf(' \n ')).toEqual({ characters: 0, words: 0, unit: 'characters', ms: 0 });
});
