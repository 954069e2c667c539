/** What is easy to follow: 240 to 250 characters a minute in Chinese, 120 to 150 words in English. */
export const CHARACTERS_PER_MINUTE = 245;
export const WORDS_PER_MINUTE = 135;

export interface Reading {
  /** Chinese characters; beside them digits, which are read one by one as well. */
  characters: number;
  words: number;
  /** Which of the two the text is mostly made of: what its speed is counted in. */
  unit: 'characters' | 'words';
  /** Estimated, at the pace that is easy to follow. */
  ms: number;
}

const han = /\p{Script=Han}/gu;
const word = /[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu;
const digit = /\p{N}/gu;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

export function readingOf(text: string): Reading {
  const chinese = count(text, han);
  const others = text.replaceAll(han, ' ').match(word) ?? [];
  const spelled = chinese > 0 ? others.filter((each) => /^[\p{N}.,-]+$/u.test(each)) : [];
  const characters = chinese + spelled.reduce((sum, each) => sum + count(each, digit), 0);
  const words = others.length - spelled.length;
  const minutes = characters / CHARACTERS_PER_MINUTE + words / WORDS_PER_MINUTE;
  return {
    characters,
    words,
    unit: words / WORDS_PER_MINUTE > characters / CHARACTERS_PER_MINUTE ? 'words' : 'characters',
    ms: Math.round(minutes * 60_000),
  };
}
