import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lang } from '../types.ts';

export interface LabelledSentence {
  text: string;
  lang: Lang;
  /** Whether a reviewer would ask for a change. */
  hit: boolean;
}

/** Sentences with a person's judgement; they know nothing of the lexicon, and it nothing of them. */
export function readLabelled(name: string): LabelledSentence[] {
  return readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as LabelledSentence);
}
