interface Disguise {
  name: string;
  /** The same for the same text and seed. */
  disguise(text: string, seed: number): string;
}

const MARKS = [
  '*',
  ' ',
  '.',
  '·',
  '-',
  '_',
  '~',
  '|',
  '/',
  '\u200b',
  '🔥',
  '❤️',
  '#',
  '^',
  '+',
  '…',
  '【',
  '"',
  '\u3000',
];
const LATIN_MARKS = ['*', '.', '-', '_', ' ', '\u200b', '·', '|'];

const isHan = (char: string | undefined): boolean => char !== undefined && /^\p{Script=Han}$/u.test(char);
const isLetter = (char: string | undefined): boolean => char !== undefined && /^[a-z]$/i.test(char);

export const disguises: readonly Disguise[] = [
  {
    name: 'with marks, spaces and emoji between characters',
    disguise: (text, seed) => between(text, { seed, marks: MARKS, share: 0.3, fits: isHan }),
  },
  {
    name: 'with a mark between every two characters',
    disguise: (text, seed) =>
      between(text, { seed, marks: [MARKS[seed % MARKS.length] ?? '*'], share: 1, fits: isHan }),
  },
  {
    name: 'with marks within Latin words',
    disguise: (text, seed) => between(text, { seed, marks: LATIN_MARKS, share: 0.3, fits: isLetter }),
  },
  {
    name: 'in full width',
    disguise: (text) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
  },
  {
    name: 'in mixed case',
    disguise: (text, seed) => {
      const random = numbers(seed);
      return text.replace(/[a-z]/gi, (char) => (random() < 0.5 ? char.toUpperCase() : char.toLowerCase()));
    },
  },
];

function between(
  text: string,
  of: { seed: number; marks: readonly string[]; share: number; fits: (char: string | undefined) => boolean },
): string {
  const random = numbers(of.seed);
  const chars = [...text];
  return chars
    .map((char, at) => {
      if (!of.fits(char) || !of.fits(chars[at + 1]) || random() >= of.share) return char;
      return char + (of.marks[Math.floor(random() * of.marks.length)] ?? '');
    })
    .join('');
}

function numbers(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}
