import { countSpellings, type Node, parse, spellings } from './pattern-source.ts';
import { frequencyOf } from './rarity.ts';
import type { Lang } from './types.ts';

/** More spellings than this are not written out: one part anchors the pattern, the rest is read around it. */
const MOST_SPELLINGS = 24;
const MOST_ANCHORS = 80;
const MOST_ALTERNATIVES = 400;
/** A word more to look for costs little, but not nothing. */
const COST_OF_A_WORD = 0.002;
/** Words that stand together do so more often than by chance. */
const COMPANY = 0.03;
/** A single part that is rarer than this anchors best: a filler may stand on both its sides. */
const RARE = 0.03;

/** Words to find as they are. */
export interface PlainPattern {
  words: string[];
}

/** Where an anchor is found, the whole must stand around it. */
export interface AnchoredPattern {
  anchors: string[];
  /** Source of an expression on the marked text, sticky at the anchor's start; its first group stands before it. */
  around: () => string;
  /** Folded units, one of which stands right before and right behind the anchor; `null` when anything may. */
  before: ReadonlySet<number> | null;
  behind: ReadonlySet<number> | null;
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
  if (countSpellings(nodes) <= MOST_SPELLINGS) {
    const words = spellings(nodes);
    return words.every((word) => word.length > 0) ? [{ words }] : null;
  }
  const anchor = anchorOf(nodes);
  if (anchor) {
    const [from, to] = anchor;
    const own = nodes.slice(from, to);
    const spoken = (begin: number, end: number) =>
      toRegExp(nodes.slice(begin, end), {
        lang,
        asSpoken: true,
        begins: begin === 0,
        ends: end === nodes.length,
      });
    const around = () =>
      `(?<=(${spoken(0, from)}${fillerAt(nodes, from, lang)}))${spoken(from, to)}${fillerAt(nodes, to, lang)}${spoken(to, nodes.length)}`;
    const before = neighbours(nodes.slice(0, from).reverse(), lang, (word) =>
      word.charCodeAt(word.length - 1),
    );
    const behind = neighbours(nodes.slice(to), lang, (word) => word.charCodeAt(0));
    return [{ anchors: spellings(own), around, before, behind }];
  }
  // No part is words alone: every branch of a choice becomes a pattern of its own.
  for (const [at, node] of nodes.entries()) {
    if (node.kind !== 'choice') continue;
    const each = node.of.map((branch) =>
      toPatterns([...nodes.slice(0, at), ...branch, ...nodes.slice(at + 1)], lang),
    );
    if (each.every((patterns) => patterns !== null)) return each.flat();
  }
  return null;
}

/** What may touch the anchor, read outwards from it. */
function neighbours(
  outwards: readonly Node[],
  lang: Lang,
  touching: (word: string) => number,
): ReadonlySet<number> | null {
  const units = new Set(FILLERS[lang].map(touching));
  for (const node of outwards) {
    if (countSpellings([node]) > MOST_ALTERNATIVES) return null;
    const words = spellings([node]);
    for (const word of words) if (word.length > 0) units.add(touching(word));
    if (words.every((word) => word.length > 0)) return units;
  }
  return null;
}

/** The part that an ordinary text holds least often: what is rare is seldom read around in vain. */
function anchorOf(nodes: readonly Node[]): [from: number, to: number] | null {
  const frequencies = nodes.map((node) =>
    countSpellings([node]) > MOST_ALTERNATIVES
      ? Number.POSITIVE_INFINITY
      : spellings([node]).reduce((sum, word) => sum + frequencyOf(word), 0),
  );
  let best: [number, number] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let from = 0; from < nodes.length; from += 1) {
    let frequency = 1;
    for (let to = from + 1; to <= nodes.length; to += 1) {
      const part = nodes.slice(from, to);
      const spelled = countSpellings(part);
      if (spelled > (part.length === 1 ? MOST_ALTERNATIVES : MOST_ANCHORS)) break;
      frequency *= (frequencies[to - 1] as number) * (part.length === 1 ? 1 : COMPANY);
      const cost = frequency + spelled * COST_OF_A_WORD + (part.length === 1 ? 0 : RARE);
      if (cost >= least || part.every(canBeNothing)) continue;
      best = [from, to];
      least = cost;
    }
  }
  return best;
}

const canBeNothing = (node: Node): boolean => node.kind === 'choice' && spellings([node]).includes('');

/** `null` when the exemption is a phrase of its own, without the hit's place. */
export function parseFrame(source: string, lang: Lang): FramePattern | null {
  const nodes = parse(source);
  const at = nodes.findIndex(({ kind }) => kind === 'hit');
  if (at === -1) return null;
  const before = nodes.slice(0, at);
  const after = nodes.slice(at + 1);
  return {
    before:
      before.length === 0
        ? null
        : `(?<=(${toRegExp(before, { lang, asSpoken: false, begins: true, ends: true })}))`,
    after: after.length === 0 ? null : toRegExp(after, { lang, asSpoken: false, begins: true, ends: true }),
  };
}

const EN_TENS = '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)';
const EN_ONES = '(?:one|two|three|four|five|six|seven|eight|nine)';
const EN_REST =
  'an?|few|couple|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|hundred|thousand|million';

const NUMBER: Record<Lang, string> = {
  zh: '[0-9零〇一二两三四五六七八九十百千万亿几数半多][0-9零〇一二两三四五六七八九十百千万亿几半数多.\\-]*',
  en: inAnyCase(
    `(?:[0-9][0-9.\\-]*(?:(?:million|thousand|hundred|k|m)(?![a-z]))?|(?:${EN_TENS}${EN_ONES}?|${EN_ONES}|${EN_REST})(?:hundred|thousand|million)*(?![a-z]))`,
  ),
};

/** A gap reads over much, but over no word that turns the claim round: "a bracelet is jewellery, it brings no luck". */
const DENIALS: Record<Lang, string> = {
  zh: '别拿|不能拿|不要拿|不得|不保证|不承诺|不代表|不等于|不构成|不具备|不具有|不宣称|不宣传|不涉及|不能保证|无法保证|不敢保证|并非|并不|没有什么|不一定|未必|不见得',
  en: '(?:Not|Never|Cannot|Doesnt|Dont|Isnt|Arent|Wont|Cant|Without|Nothing|Nobody|None)(?![a-z])',
};

/** What speech puts between the words of a claim without changing it. */
const FILLERS: Record<Lang, readonly string[]> = {
  zh: '真的 真 都 也 就 会 要 得 能 可以 给你们 给你 给大家 直接 马上 立马 全部 全 还 的 了 是 在 很 太 特别 超级 一定 绝对 肯定 你们 你 我们 我 咱们 咱 它 这个 这 那个 啊 呢 呀 哈 嗯 吧'.split(
    ' ',
  ),
  en: 'really very so just even actually simply truly literally the a an your our my his her their this that these those all right now totally absolutely completely always already also still ever you it its of to like kind secretly quietly'.split(
    ' ',
  ),
};
const FILLER: Record<Lang, string> = {
  zh: `(?:${FILLERS.zh.join('|')})?`,
  en: `(?:(?:${FILLERS.en.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('|')})(?![a-z]))?`,
};

/** The marked text has a capital where a word begins, also within words whose letters were set apart. */
function inAnyCase(source: string): string {
  return source.replace(/\[a-z\]|[a-z]/g, (letter) =>
    letter.length > 1 ? letter : `[${letter}${letter.toUpperCase()}]`,
  );
}

/** In English every word of a pattern is a whole word: "patent" is not in "patents", nor "cure" in "secure". */
function wordExpression(word: string, lang: Lang): string {
  const literal = inAnyCase(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (lang === 'zh' || !/[a-z]/.test(word)) return literal;
  const begin = /^[a-z]/.test(word) ? '(?=[A-Z])' : '';
  const end = /[a-z]$/.test(word) ? '(?![a-z])' : '';
  return begin + literal + end;
}

/** A gap at an end of the pattern takes in all it may; between words it is only what lies between them. */
interface Ends {
  begins: boolean;
  ends: boolean;
}

function toRegExp(
  nodes: readonly Node[],
  { lang, asSpoken, begins, ends }: { lang: Lang; asSpoken: boolean } & Ends,
): string {
  return nodes
    .map((node, at) => {
      const isAtEnd = (begins && at === 0) || (ends && at === nodes.length - 1);
      const expression = expressionOf(node, { lang, asSpoken, isAtEnd });
      return asSpoken ? fillerAt(nodes, at, lang) + expression : expression;
    })
    .join('');
}

function fillerAt(nodes: readonly Node[], at: number, lang: Lang): string {
  return at > 0 && at < nodes.length && isSpoken(nodes[at - 1] as Node) && isSpoken(nodes[at] as Node)
    ? FILLER[lang]
    : '';
}

const isSpoken = ({ kind }: Node): boolean => kind === 'word' || kind === 'choice' || kind === 'number';

function expressionOf(
  node: Node,
  { lang, asSpoken, isAtEnd }: { lang: Lang; asSpoken: boolean; isAtEnd: boolean },
): string {
  switch (node.kind) {
    case 'word':
      return wordExpression(node.word, lang);
    case 'choice':
      return `(?:${node.of.map((branch) => toRegExp(branch, { lang, asSpoken, begins: true, ends: true })).join('|')})`;
    case 'number':
      return NUMBER[lang];
    case 'gap': {
      const any = `[^${node.overClauses ? '' : ','}\\n]`;
      if (!asSpoken) return `${any}{0,${node.most}}${isAtEnd ? '' : '?'}`;
      const between = `(?:(?!${DENIALS[lang]})${any})`;
      if (isAtEnd) return `${between}{0,${node.most}}`;
      return lang === 'zh'
        ? `(?:${between}{1,${node.most}}?(?<![没不无未]|没有|不能|不会|不敢|无法))??`
        : `${between}{0,${node.most}}?`;
    }
    case 'notAfter':
      return `(?<!${expressionOf({ kind: 'choice', of: node.of }, { lang, asSpoken, isAtEnd })})`;
    case 'end':
      return '(?=[,\\n、]|$)';
    case 'hit':
      throw new Error('@ stands once and not within a choice');
  }
}
