import { lexicon } from './lexicon/index.ts';
import { createLinter } from './linter.ts';

/** One for a process, or for a page's worker: the lexicon is made ready once, with the first text. */
export const studioLinter = createLinter(lexicon);
