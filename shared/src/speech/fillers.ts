/** What fills a gap while one looks for words. Only what is heard as a habit: a word that carries sense does not count. */
export interface FillerCount {
  /** As it is shown; what is drawn out ("ummm", 嗯嗯) counts as the short form. */
  word: string;
  count: number;
}

const BEGINS = String.raw`(?<=^|[\s\p{P}])`;
const ENDS = String.raw`(?=$|[\s\p{P}])`;
/** A comma or an ellipsis: the speaker waited. */
const WAITS = String.raw`(?=\s*[,，、…]|\s*\.{3})`;

/**
 * Sounds of hesitation count wherever they are. Words that mean something too (那个, 然后, like) count only said twice
 * running, or alone between pauses: "拿那个红的" and "I like it" are no habit. Kinds of fillers after Clark and Fox Tree
 * (2002) for English and Zhao and Jurafsky (2005) for 那个 and 这个.
 */
const fillers: readonly { word: string; pattern: RegExp }[] = [
  { word: '嗯', pattern: /嗯+/gu },
  { word: '呃', pattern: /呃+/gu },
  { word: '额', pattern: new RegExp(`${BEGINS}额+${ENDS}`, 'gu') },
  ...['那个', '这个', '然后', '就是', '就是说', '怎么说呢'].map((word) => ({
    word,
    pattern: new RegExp(`${word}(?=${word})|${BEGINS}${word}${WAITS}`, 'gu'),
  })),
  { word: 'uh', pattern: /\bu+h+\b/giu },
  { word: 'um', pattern: /\bu+m+\b/giu },
  { word: 'er', pattern: /\be+r+m*\b/giu },
  { word: 'hmm', pattern: /\bh+mm+\b/giu },
  ...['you know', 'I mean', 'like', 'basically', 'actually'].map((word) => ({
    word,
    pattern: new RegExp(`\\b${word}(?=\\s+${word}\\b)|${BEGINS}${word}${WAITS}`, 'giu'),
  })),
];

/** How often each filler was said in these sentences, the most frequent first. */
export function countFillers(sentences: Iterable<string>): FillerCount[] {
  const counts = new Map<string, number>();
  for (const sentence of sentences) {
    for (const { word, pattern } of fillers) {
      const found = sentence.match(pattern)?.length ?? 0;
      if (found > 0) counts.set(word, (counts.get(word) ?? 0) + found);
    }
  }
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}
