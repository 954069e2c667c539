// espeak-ng speaks the fixtures of the speech tests, so that no voice of a person lies in the repository.
import { ensurePackages } from '../lib/apt.mjs';
import { findProgram, isExecutable } from '../lib/find-program.mjs';

/** @type {import('../lib/steps.mjs').Step} */
export const speech = {
  name: 'speech',
  title: 'Getting espeak-ng for the speech fixtures',
  typicalDuration: 10,

  isDone: ({ espeakPath }) => isExecutable(espeakPath),

  async run(progress) {
    const present = findProgram(['espeak-ng']);
    if (present) return { espeakPath: present };
    await ensurePackages(['espeak-ng'], 'to speak the fixtures of the speech tests', progress);
    return { espeakPath: findProgram(['espeak-ng'], ['/usr/bin']) ?? undefined };
  },
};
