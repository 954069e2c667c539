import { foldWord } from './normalise.ts';

/**
 * The pattern language of the lexicon:
 *   {a|b|}   one of these, or nothing
 *   #        a number, in figures or words
 *   ~4       up to four characters of the same clause
 *   ~~4      the same, but clauses of the same sentence may end in between
 *   !{a|b}   neither of these stands before
 *   $        the end of a clause
 *   \        the next character as it is
 *   @        in exemptions only: the hit that is looked at
 */
export type Node =
  | { kind: 'word'; word: string }
  | { kind: 'choice'; of: Node[][] }
  | { kind: 'number' }
  | { kind: 'gap'; most: number; overClauses: boolean }
  | { kind: 'end' }
  | { kind: 'notAfter'; of: Node[][] }
  | { kind: 'hit' };

const LITERAL = /[^\\{}|#~@$!]+/y;

export function parse(source: string): Node[] {
  let at = 0;
  const sequence = (inChoice: boolean): Node[] => {
    const nodes: Node[] = [];
    let word = '';
    const endWord = () => {
      const folded = foldWord(word);
      if (folded) nodes.push({ kind: 'word', word: folded });
      word = '';
    };
    while (at < source.length) {
      LITERAL.lastIndex = at;
      const literal = LITERAL.exec(source)?.[0];
      if (literal) {
        word += literal;
        at += literal.length;
        continue;
      }
      const char = source.charAt(at);
      if (inChoice && (char === '|' || char === '}')) break;
      at += 1;
      if (char === '\\') {
        word += source.charAt(at);
        at += 1;
      } else if (char === '{') {
        endWord();
        nodes.push({ kind: 'choice', of: branches() });
      } else if (char === '#') {
        endWord();
        nodes.push({ kind: 'number' });
      } else if (char === '!' && source.charAt(at) === '{') {
        endWord();
        at += 1;
        nodes.push({ kind: 'notAfter', of: branches() });
      } else if (char === '$') {
        endWord();
        nodes.push({ kind: 'end' });
      } else if (char === '@') {
        endWord();
        nodes.push({ kind: 'hit' });
      } else if (char === '~') {
        endWord();
        nodes.push(gap());
      } else if (char === '}' || char === '|') {
        throw new Error(`${char} without its {: ${source}`);
      } else word += char;
    }
    endWord();
    return nodes;
  };
  const branches = (): Node[][] => {
    const of: Node[][] = [];
    for (;;) {
      of.push(sequence(true));
      const end = source.charAt(at);
      at += 1;
      if (end === '}') return of;
      if (end !== '|') throw new Error(`{ without its }: ${source}`);
    }
  };
  const gap = (): Node => {
    const overClauses = source.charAt(at) === '~';
    if (overClauses) at += 1;
    const digits = /^\d+/.exec(source.slice(at))?.[0];
    if (!digits) throw new Error(`~ without a number: ${source}`);
    at += digits.length;
    return { kind: 'gap', most: Number(digits), overClauses };
  };
  return sequence(false);
}

/** In how many ways it can be written; infinite when it holds more than words. */
export function countSpellings(nodes: readonly Node[]): number {
  let count = 1;
  for (const node of nodes) {
    if (node.kind === 'word') continue;
    if (node.kind !== 'choice') return Number.POSITIVE_INFINITY;
    let branches = 0;
    for (const branch of node.of) branches += countSpellings(branch);
    count *= branches;
  }
  return count;
}

/** Every way to write what countSpellings found to be words alone. */
export function spellings(nodes: readonly Node[]): string[] {
  let all = [''];
  for (const node of nodes) {
    if (node.kind === 'word') all = all.map((head) => head + node.word);
    else if (node.kind === 'choice') {
      const next = node.of.flatMap((branch) => spellings(branch));
      all = all.flatMap((head) => next.map((tail) => head + tail));
    }
  }
  return [...new Set(all)];
}
