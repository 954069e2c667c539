import { type Automaton, buildAutomaton } from './automaton.ts';
import { parseFrame, parseWords } from './pattern.ts';
import type { Category, Lang, Lexicon, LexiconEntry, LexiconGroup, LexiconPart } from './types.ts';

/** An entry of the lexicon with all that its group and file say. */
export interface Rule extends Required<Pick<LexiconEntry, 'severity' | 'law' | 'permittedBy' | 'why'>> {
  id: string;
  category: Category;
  lang: Lang;
  /** Exemptions of these scopes excuse it. */
  scopes: readonly number[];
  frames: readonly Frame[];
}

/** An exemption that is written around the hit. */
export interface Frame {
  before: (() => RegExp) | null;
  after: (() => RegExp) | null;
}

/** What a word of the automaton stands for. */
export interface Target {
  /** A claim, or the scope of an exemption that is a phrase of its own. */
  rule: Rule | null;
  scope: number;
  lang: Lang;
  /** For a word that only anchors a pattern: the whole of it. */
  around: (() => RegExp) | null;
  /** What must touch the anchor, when that is known. */
  before: ReadonlySet<number> | null;
  behind: ReadonlySet<number> | null;
}

export interface CompiledLexicon {
  automaton: Automaton;
  /** By number of the word. */
  targets: Target[];
  lengths: Int32Array;
}

export function compile(lexicon: Lexicon): CompiledLexicon {
  const words: string[] = [];
  const targets: Target[] = [];
  let scopes = 0;

  const addPattern = (source: string, lang: Lang, target: Pick<Target, 'rule' | 'scope'>) => {
    for (const pattern of parseWords(source, lang)) {
      const plain = 'words' in pattern;
      const whole: Target = plain
        ? { ...target, lang, around: null, before: null, behind: null }
        : { ...target, lang, around: later(pattern.around), before: pattern.before, behind: pattern.behind };
      for (const word of plain ? pattern.words : pattern.anchors) {
        words.push(word);
        targets.push(whole);
      }
    }
  };
  /** A scope for these exemptions; answers the frames among them. */
  const addExemptions = (sources: readonly string[], lang: Lang): { scope: number; frames: Frame[] } => {
    const scope = scopes++;
    const frames: Frame[] = [];
    for (const source of sources) {
      const frame = parseFrame(source, lang);
      if (!frame) addPattern(source, lang, { rule: null, scope });
      else {
        const { before, after } = frame;
        frames.push({
          before: before === null ? null : later(() => before),
          after: after === null ? null : later(() => after),
        });
      }
    }
    return { scope, frames };
  };
  const addEntry = (
    entry: LexiconEntry,
    {
      part,
      group,
      outer,
    }: { part: LexiconPart; group: LexiconGroup; outer: ReturnType<typeof addExemptions>[] },
  ) => {
    const own = entry.exemptions ? [addExemptions(entry.exemptions, part.lang)] : [];
    const excuses = [...outer, ...own];
    const rule: Rule = {
      id: `${group.id}:${entry.words}`,
      category: part.category,
      lang: part.lang,
      severity: entry.severity ?? group.severity,
      law: entry.law ?? group.law,
      permittedBy: entry.permittedBy === undefined ? group.permittedBy : entry.permittedBy,
      why: entry.why ?? group.why,
      scopes: excuses.map(({ scope }) => scope),
      frames: excuses.flatMap(({ frames }) => frames),
    };
    addPattern(entry.words, part.lang, { rule, scope: -1 });
  };

  const everywhere = {
    zh: addExemptions(lexicon.exemptions.zh, 'zh'),
    en: addExemptions(lexicon.exemptions.en, 'en'),
  };
  for (const part of lexicon.parts) {
    const ofPart = addExemptions(part.exemptions ?? [], part.lang);
    for (const group of part.groups) {
      const ofGroup = addExemptions(group.exemptions ?? [], part.lang);
      const outer = [everywhere[part.lang], ofPart, ofGroup];
      for (const entry of group.entries) {
        addEntry(typeof entry === 'string' ? { words: entry } : entry, { part, group, outer });
      }
    }
  }
  return {
    automaton: buildAutomaton(words),
    targets,
    lengths: Int32Array.from(words, ({ length }) => length),
  };
}

/** Of hundreds a text needs a few. */
function later(source: () => string): () => RegExp {
  let made: RegExp | undefined;
  return () => {
    made ??= sticky(source());
    return made;
  };
}

/** The engine compiles it when it is first used: of hundreds a text needs a few. */
const sticky = (source: string): RegExp => new RegExp(source, 'y');
