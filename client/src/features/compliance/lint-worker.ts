import { lexicon } from '@caipai/shared/compliance/lexicon/index';
import { createLinter } from '@caipai/shared/compliance/linter';
import type { LintAnswer, LintQuestion } from './lint-client.ts';

// The lexicon and the reading of it stay out of the page: typing never waits for them.
const linter = createLinter(lexicon);

addEventListener('message', ({ data }: MessageEvent<LintQuestion>) => {
  const answer: LintAnswer = { id: data.id, hits: linter.lint(data.text, { facts: data.facts }) };
  postMessage(answer);
});
