import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildAutomaton } from './automaton.ts';

const codesOf = (text: string) => Uint16Array.from(text, (char) => char.charCodeAt(0));

function found(words: readonly string[], text: string): string[] {
  const all: string[] = [];
  buildAutomaton(words).search(codesOf(text), text.length, (word, end) => all.push(`${word}@${end}`));
  return all.sort();
}

/** Every place of every word, one after the other. */
function searchedNaively(words: readonly string[], text: string): string[] {
  const all: string[] = [];
  for (const [index, word] of words.entries()) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
      all.push(`${index}@${at + word.length}`);
    }
  }
  return all.sort();
}

it('finds words within words, and words that share an end', () => {
  expect(found(['she', 'he', 'hers', 'his'], 'ushers')).toEqual(['0@4', '1@4', '2@6']);
  expect(found(['最好', '好的', '最好的'], '这是最好的')).toEqual(['0@4', '1@5', '2@5']);
});

it('agrees with a naive search on any words and any text', () => {
  const letters = fc.constantFrom('a', 'b', '好', '最');
  const word = fc.string({ unit: letters, minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 12 }),
      fc.string({ unit: letters, maxLength: 60 }),
      (words, text) => {
        expect(found(words, text)).toEqual(searchedNaively(words, text));
      },
    ),
    { numRuns: 500 },
  );
});

it('refuses an empty word, which would be everywhere', () => {
  expect(() => buildAutomaton(['好', ''])).toThrow('everywhere');
});
