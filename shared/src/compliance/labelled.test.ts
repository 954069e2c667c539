import { describe, expect, it } from 'vitest';
import { lexicon } from './lexicon/index.ts';
import { asksForChange, createLinter } from './linter.ts';
import { disguises } from './testing/disguises.ts';
import { type LabelledSentence, readLabelled } from './testing/labelled-set.ts';

const { lint } = createLinter(lexicon);
const isCaught = (text: string): boolean => lint(text).some(asksForChange);

function quality(sentences: readonly LabelledSentence[]) {
  const caught = sentences.filter(({ text }) => isCaught(text));
  const right = caught.filter(({ hit }) => hit).length;
  return {
    precision: right / caught.length,
    recall: right / sentences.filter(({ hit }) => hit).length,
  };
}

describe.each([
  ['labelled.jsonl', 300],
  ['tuned-on.jsonl', 5_000],
] as const)('of the sentences in %s', (name, least) => {
  const sentences = readLabelled(name);

  it('there are enough, and many of them tempting but legal', () => {
    const legal = sentences.filter(({ hit }) => !hit).length;
    expect(sentences.length).toBeGreaterThanOrEqual(least);
    expect(legal / sentences.length).toBeGreaterThan(0.35);
  });

  it('at least 95 of 100 hits are right, and at least 90 of 100 claims are found', () => {
    const { precision, recall } = quality(sentences);
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  }, 120_000);

  it.each(disguises)('at least 85 of 100 claims are still found $name', ({ disguise }) => {
    const disguised = sentences
      .filter(({ hit }) => hit)
      .map(({ text }, at) => ({ text, changed: disguise(text, at) }))
      .filter(({ text, changed }) => text !== changed);
    const found = disguised.filter(({ changed }) => isCaught(changed)).length;
    expect(disguised.length).toBeGreaterThan(20);
    expect(found / disguised.length).toBeGreaterThanOrEqual(0.85);
  });

  it('and no disguise makes a legal sentence a claim more often than it was', () => {
    const legal = sentences.filter(({ hit }) => !hit);
    const texts = legal.flatMap(({ text }, at) => disguises.map(({ disguise }) => disguise(text, at)));
    expect(texts.filter(isCaught).length / texts.length).toBeLessThanOrEqual(0.05);
  });
});
