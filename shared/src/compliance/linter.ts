import { isDigit, isLatin } from './character-kinds.ts';
import { type CompiledLexicon, compile, type Frame, type Rule } from './compile.ts';
import { foldedText, markedText, type Normalised, normalise } from './normalise.ts';
import type { Hit, Lang, Lexicon, ProvedClaim, Severity } from './types.ts';

export { asksForChange } from './asks-for-change.ts';

export interface LintOptions {
  /** Only words of this language; both when left out. */
  lang?: Lang | undefined;
  facts?: readonly ProvedClaim[] | undefined;
}

export interface Linter {
  lint(text: string, options?: LintOptions): Hit[];
}

/** In units of the normalised text. */
interface Span {
  start: number;
  end: number;
}

interface Found extends Span {
  rule: Rule;
}

interface Excuse extends Span {
  scope: number;
}

const weight: Record<Severity, number> = { notice: 0, warn: 1, block: 2 };

/** The words are made ready at the first use. */
export function createLinter(lexicon: Lexicon): Linter {
  let compiled: CompiledLexicon | undefined;
  return {
    lint(text, options = {}) {
      compiled ??= compile(lexicon);
      return lintWith(compiled, text, options);
    },
  };
}

function lintWith(
  { automaton, targets, lengths }: CompiledLexicon,
  text: string,
  options: LintOptions,
): Hit[] {
  const read = normalise(text);
  const found: Found[] = [];
  const excuses: Excuse[] = [];
  let marked: string | undefined;
  const asString = () => {
    marked ??= markedText(read);
    return marked;
  };

  automaton.search(read.codes, read.length, (word, wordEnd) => {
    const target = targets[word];
    if (!target || (options.lang && target.lang !== options.lang)) return;
    let start = wordEnd - (lengths[word] as number);
    let end = wordEnd;
    if (target.around) {
      if (target.before && !target.before.has(start > 0 ? (read.codes[start - 1] as number) : -1)) return;
      if (target.behind && !target.behind.has(end < read.length ? (read.codes[end] as number) : -1)) return;
      if (target.lang === 'en' && !beginsAndEndsWords(read, start, end)) return;
      const around = target.around();
      around.lastIndex = start;
      const match = around.exec(asString());
      if (!match) return;
      end = start + match[0].length;
      start -= match[1]?.length ?? 0;
    }
    if (!beginsAndEndsWords(read, start, end)) return;
    if (target.rule) found.push({ start, end, rule: target.rule });
    else excuses.push({ start, end, scope: target.scope });
  });
  if (found.length === 0) return [];

  const proved = provedSpans(options.facts ?? [], read);
  const hits = withoutExcused(found, { excuses, read, asString }).map((each) => ({
    ...each,
    permitted: proved.some((fact) => permits(fact, each)),
  }));
  return withoutOverlaps(hits).map(({ start, end, rule, permitted }) => ({
    start: read.starts[start] as number,
    end: read.ends[end - 1] as number,
    entryId: rule.id,
    category: rule.category,
    severity: rule.severity,
    lawRef: rule.law,
    permittedBy: rule.permittedBy,
    why: rule.why,
    permitted,
  }));
}

/** "best" is no part of "bestow", 100 none of 1100. */
function beginsAndEndsWords({ codes, length, wordStarts }: Normalised, start: number, end: number): boolean {
  const first = codes[start] as number;
  if (isLatin(first) && wordStarts[start] === 0) return false;
  if (isDigit(first) && start > 0 && isDigit(codes[start - 1] as number)) return false;
  if (end >= length) return true;
  const last = codes[end - 1] as number;
  const next = codes[end] as number;
  if (isLatin(last) && isLatin(next) && wordStarts[end] === 0) return false;
  return !(isDigit(last) && isDigit(next));
}

interface Context {
  excuses: readonly Excuse[];
  read: Normalised;
  asString: () => string;
}

/** What a list may put between its members. */
const LINKS = new Set(['', '、', '和', '或', '及', '与', '或者', '以及', '还是', 'or', 'and', 'nor']);

/** A frame before a list, such as "does not cure", excuses every member of the list. */
function withoutExcused(found: readonly Found[], context: Context): Found[] {
  const standing: Found[] = [];
  const framed: Found[] = [];
  for (const hit of [...found].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const excuse = excuseOf(hit, context);
    const follows = (other: Found) =>
      other.rule.category === hit.rule.category &&
      (other.end >= hit.end ||
        (other.end <= hit.start && LINKS.has(context.asString().slice(other.end, hit.start).toLowerCase())));
    if (excuse === 'none' && !framed.some(follows)) standing.push(hit);
    else if (excuse !== 'phrase') framed.push(hit);
  }
  return standing;
}

function excuseOf(hit: Found, { excuses, read, asString }: Context): 'none' | 'phrase' | 'frame' {
  if (hit.rule.frames.some((frame) => standsIn(frame, hit, read, asString()))) return 'frame';
  const contains = ({ start, end, scope }: Excuse) =>
    start <= hit.start && end >= hit.end && hit.rule.scopes.includes(scope);
  return excuses.some(contains) ? 'phrase' : 'none';
}

function standsIn({ before, after }: Frame, hit: Span, read: Normalised, text: string): boolean {
  let { start, end } = hit;
  if (before) {
    const expression = before();
    expression.lastIndex = start;
    const match = expression.exec(text);
    if (!match) return false;
    start -= match[1]?.length ?? 0;
  }
  if (after) {
    const expression = after();
    expression.lastIndex = end;
    const match = expression.exec(text);
    if (!match) return false;
    end += match[0].length;
  }
  return beginsAndEndsWords(read, start, end);
}

interface ProvedSpan extends Span {
  evidence: ProvedClaim['evidence'];
}

function provedSpans(facts: readonly ProvedClaim[], read: Normalised): ProvedSpan[] {
  if (facts.length === 0) return [];
  const text = foldedText(read);
  return facts.flatMap(({ claim, evidence }) => {
    const words = foldedText(normalise(claim));
    const spans: ProvedSpan[] = [];
    if (words.length === 0) return spans;
    for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
      spans.push({ start: at, end: at + words.length, evidence });
    }
    return spans;
  });
}

const permits = (fact: ProvedSpan, { start, end, rule }: Found): boolean =>
  fact.evidence === rule.permittedBy && fact.start <= start && fact.end >= end;

/** Of hits that overlap the one that asks for more stands; among equals the longer, then the earlier. */
function withoutOverlaps(hits: (Found & { permitted: boolean })[]): (Found & { permitted: boolean })[] {
  const ranked = hits.sort(
    (a, b) =>
      Number(a.permitted) - Number(b.permitted) ||
      weight[b.rule.severity] - weight[a.rule.severity] ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start,
  );
  const taken: typeof hits = [];
  const covered = new Set<number>();
  for (const hit of ranked) {
    let free = true;
    for (let at = hit.start; at < hit.end && free; at += 1) free = !covered.has(at);
    if (!free) continue;
    for (let at = hit.start; at < hit.end; at += 1) covered.add(at);
    taken.push(hit);
  }
  return taken.sort((a, b) => a.start - b.start);
}
