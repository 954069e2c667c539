import { lexicon } from '../../../shared/src/compliance/lexicon/index.ts';
import { createLinter } from '../../../shared/src/compliance/linter.ts';
import { foldedText, normalise } from '../../../shared/src/compliance/normalise.ts';
import { parseWords } from '../../../shared/src/compliance/pattern.ts';
import type { Lang } from '../../../shared/src/compliance/types.ts';
import { median, type Suite, say } from '../figures.ts';
import { seededSpeech } from '../seeded-speech.ts';

const SCRIPTS = 3_000;
const CHARACTERS = 1_000;
const ROUNDS = 7;

export const lint: Suite = {
  name: 'lint',
  says:
    `Megabytes of UTF-8 a second that the compliance linter reads on one core, in ${SCRIPTS} scripts of some ` +
    `${CHARACTERS} characters: ordinary selling speech from a seed, nine sentences in ten Chinese, one sentence in ` +
    'thirty with a claim that asks for a change. The baseline is one regular expression of all spelled-out words ' +
    'over the same text, already folded. Also how long the lexicon takes to be made ready.',
  figures: ['lint_mb_per_s', 'lint_ready_ms'],
  async run(report) {
    const scripts = seededSpeech({ scripts: SCRIPTS, characters: CHARACTERS, seed: 20_260_201 });
    const megabytes = scripts.reduce((sum, script) => sum + Buffer.byteLength(script), 0) / 1e6;

    const readyMs = Array.from({ length: ROUNDS }, () => {
      const startedAt = performance.now();
      createLinter(lexicon).lint('好');
      return performance.now() - startedAt;
    });
    const linter = createLinter(lexicon);
    let hits = 0;
    const rates = megabytesASecond(megabytes, () => {
      hits = 0;
      for (const script of scripts) hits += linter.lint(script).length;
    });
    say(`${megabytes.toFixed(1)} MB, ${hits} hits, ${(hits / megabytes).toFixed(0)} a megabyte`);

    const folded = scripts.map((script) => foldedText(normalise(script)));
    const words = [...everyWord()].sort((a, b) => b.length - a.length);
    const alternation = new RegExp(words.map(escaped).join('|'), 'g');
    const plain = megabytesASecond(megabytes, () => {
      for (const script of folded) script.match(alternation);
    });
    say(`${words.length} words spelled out`);
    report({
      name: 'lint_mb_per_s',
      value: median(rates),
      unit: 'MB/s',
      n: rates.length,
      baseline: { name: 'one regular expression of all words', value: median(plain) },
    });
    report({
      name: 'lint_ready_ms',
      value: readyMs[0] ?? Number.NaN,
      unit: 'ms',
      n: 1,
      baseline: { name: 'made ready again in a warm process', value: median(readyMs.slice(1)) },
    });
  },
};

function megabytesASecond(megabytes: number, work: () => void): number[] {
  work();
  return Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    work();
    return megabytes / ((performance.now() - startedAt) / 1_000);
  });
}

function everyWord(): Set<string> {
  const words = new Set<string>();
  const add = (source: string, lang: Lang) => {
    for (const pattern of parseWords(source, lang)) {
      for (const word of 'words' in pattern ? pattern.words : pattern.anchors) words.add(word);
    }
  };
  for (const { lang, groups } of lexicon.parts) {
    for (const entry of groups.flatMap(({ entries }) => entries)) {
      add(typeof entry === 'string' ? entry : entry.words, lang);
    }
  }
  return words;
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
