import { foldWord } from './normalise.ts';
import type { Lang } from './types.ts';

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
type Node =
  | { kind: 'word'; word: string }
  | { kind: 'choice'; of: Node[][] }
  | { kind: 'number' }
  | { kind: 'gap'; most: number; overClauses: boolean }
  | { kind: 'end' }
  | { kind: 'notAfter'; of: Node[][] }
  | { kind: 'hit' };

/** More spellings than this are not written out: one part anchors the pattern, the rest is read around it. */
const MOST_SPELLINGS = 24;
const MOST_ANCHORS = 80;

/** Words to find as they are. */
export interface PlainPattern {
  words: string[];
}

/** Where an anchor is found, the whole must stand around it. */
export interface AnchoredPattern {
  anchors: string[];
  /** Sticky at the anchor's start; its first group is what stands before the anchor. */
  around: string;
}

/** What stands before and behind a hit to make it harmless. */
export interface FramePattern {
  before: string | null;
  after: string | null;
}

export function parseWords(source: string, lang: Lang): (PlainPattern | AnchoredPattern)[] {
  const nodes = parse(source);
  if (nodes.some(({ kind }) => kind === 'hit')) throw new Error(`@ stands in exemptions only: ${source}`);
  const patterns = toPatterns(nodes, lang);
  if (!patterns) throw new Error(`nothing in it can be searched for: ${source}`);
  return patterns;
}

function toPatterns(nodes: readonly Node[], lang: Lang): (PlainPattern | AnchoredPattern)[] | null {
  const words = spellings(nodes, MOST_SPELLINGS);
  if (words) return words.every((word) => word.length > 0) ? [{ words }] : null;
  let best: { at: number; anchors: string[]; shortest: number } | null = null;
  for (const [at, node] of nodes.entries()) {
    const anchors = spellings([node], MOST_ANCHORS);
    const shortest = Math.min(...(anchors ?? ['']).map(({ length }) => length));
    if (anchors && shortest > (best?.shortest ?? 0)) best = { at, anchors, shortest };
  }
  if (best) {
    const [before, own, after] = [nodes.slice(0, best.at), nodes.slice(best.at, best.at + 1), nodes.slice(best.at + 1)];
    const around = `(?<=(${toRegExp(before, lang)}))${toRegExp(own, lang)}${toRegExp(after, lang)}`;
    return [{ anchors: best.anchors, around }];
  }
  // No part is words alone: every branch of a choice becomes a pattern of its own.
  for (const [at, node] of nodes.entries()) {
    if (node.kind !== 'choice') continue;
    const each = node.of.map((branch) => toPatterns([...nodes.slice(0, at), ...branch, ...nodes.slice(at + 1)], lang));
    if (each.every((patterns) => patterns !== null)) return each.flat();
  }
  return null;
}

/** `null` when the exemption is a phrase of its own, without the hit's place. */
export function parseFrame(source: string, lang: Lang): FramePattern | null {
  const nodes = parse(source);
  const at = nodes.findIndex(({ kind }) => kind === 'hit');
  if (at === -1) return null;
  const before = nodes.slice(0, at);
  const after = nodes.slice(at + 1);
  return {
    before: before.length === 0 ? null : `(?<=(${toRegExp(before, lang)}))`,
    after: after.length === 0 ? null : toRegExp(after, lang),
  };
}

function parse(source: string): Node[] {
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

/** Every way to write it, or null when there are too many or it holds more than words. */
function spellings(nodes: readonly Node[], most: number): string[] | null {
  let all = [''];
  for (const node of nodes) {
    let next: string[];
    if (node.kind === 'word') next = [node.word];
    else if (node.kind === 'choice') {
      next = [];
      for (const branch of node.of) {
        const written = spellings(branch, most);
        if (!written) return null;
        next.push(...written);
      }
    } else return null;
    if (all.length * next.length > most) return null;
    all = all.flatMap((head) => next.map((tail) => head + tail));
  }
  return [...new Set(all)];
}

const NUMBER: Record<Lang, string> = {
  zh: '[0-9零〇一二两三四五六七八九十百千万亿几数半多][0-9零〇一二两三四五六七八九十百千万亿几半数多.\\-]*',
  en: '(?:[0-9][0-9.\\-]*(?:million|thousand|hundred|k|m)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:one|two|three|four|five|six|seven|eight|nine)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|(?:a|one|two|five|ten)?(?:hundred|thousand|million)|few|couple)',
};

function toRegExp(nodes: readonly Node[], lang: Lang): string {
  return nodes
    .map((node, at) => {
      switch (node.kind) {
        case 'word':
          return node.word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        case 'choice':
          return `(?:${node.of.map((branch) => toRegExp(branch, lang)).join('|')})`;
        case 'number':
          return NUMBER[lang];
        case 'gap':
          // At the end it takes in all it may; between words only what lies between them.
          return `[^${node.overClauses ? '' : ','}\\n]{0,${node.most}}${at === nodes.length - 1 ? '' : '?'}`;
        case 'notAfter':
          return `(?<!${toRegExp([{ kind: 'choice', of: node.of }], lang)})`;
        case 'end':
          return '(?=[,\\n、]|$)';
        case 'hit':
          throw new Error('@ stands once and not within a choice');
      }
    })
    .join('');
}
