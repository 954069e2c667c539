/** What fills a gap while one looks for words. Only what is heard as a habit: a word that carries sense does not count. */
export interface FillerCount {
  /** As it is shown; what is drawn out ("ummm", 嗯嗯) counts as the short form. */
  word: string;
  count: number;
}

/** Where a speaker waits. 、 is none: it stands in a list. */
const PAUSE = '[,，。.!！?？;；:：…—]';
const AFTER_PAUSE = String.raw`(?<=^\s*|${PAUSE}\s*)`;
const BEFORE_COMMA = String.raw`(?=\s*[,，…]|\s*\.{3})`;

const sounds: readonly (readonly [word: string, pattern: RegExp])[] = [
  ['嗯', /嗯+/gu],
  ['呃', /呃+/gu],
  ['额', /(?<=^|[\s\p{P}])额+(?=$|[\s\p{P}])/gu],
  ['uh', /\bu+h+\b(?!-)/giu],
  ['um', /\bu+m+\b/giu],
  ['er', /\b(?:[Ee]r|[Ee]+rm+|[Ee]r{3,})\b/gu],
  ['hmm', /\bh+mm+\b/giu],
];
const chinese = ['那个', '这个', '然后', '就是', '就是说', '怎么说呢'];
const english = ['you know', 'I mean', 'like', 'basically', 'actually'];

/**
 * Sounds of hesitation count wherever they are. Words that mean something too (那个, 然后, like) count only said twice
 * running, or alone between pauses: "拿那个红的" and "I like it" are no habit. Kinds of fillers after Clark and Fox Tree
 * (2002) for English and Zhao and Jurafsky (2005) for 那个 and 这个.
 */
const fillers = new Map<string, RegExp>([
  ...sounds,
  ...chinese.map(
    (word) => [word, new RegExp(`${word}(?=${word})|${AFTER_PAUSE}${word}${BEFORE_COMMA}`, 'gu')] as const,
  ),
  ...english.map(
    (word) =>
      [word, new RegExp(`\\b${word}(?=\\s+${word}\\b)|${AFTER_PAUSE}${word}${BEFORE_COMMA}`, 'giu')] as const,
  ),
]);

const timesIn = (pattern: RegExp, sentence: string) => sentence.match(pattern)?.length ?? 0;

/** How often each filler was said in these sentences, the most frequent first. */
export function countFillers(sentences: Iterable<string>): FillerCount[] {
  const counts = new Map<string, number>();
  for (const sentence of sentences) {
    for (const [word, pattern] of fillers) {
      const found = timesIn(pattern, sentence);
      if (found > 0) counts.set(word, (counts.get(word) ?? 0) + found);
    }
  }
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}

/** Whether this filler, by the word under which it is counted, was said in the sentence. */
export function saysFiller(word: string, sentence: string): boolean {
  const pattern = fillers.get(word);
  return pattern !== undefined && timesIn(pattern, sentence) > 0;
}
