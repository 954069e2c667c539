import { studioLinter } from '@caipai/shared/compliance/studio-linter';
import type { LintAnswer, LintQuestion } from './lint-client.ts';

// The lexicon and the reading of it stay out of the page: typing never waits for them.
addEventListener('message', ({ data }: MessageEvent<LintQuestion>) => {
  const answer: LintAnswer = { id: data.id, hits: studioLinter.lint(data.text, { facts: data.facts }) };
  postMessage(answer);
});
