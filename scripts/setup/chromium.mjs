// A browser for the browser tests and the bench. Running Caipai itself needs none.
import { ensurePackages } from '../lib/apt.mjs';
import { SetupError } from '../lib/errors.mjs';
import { findProgram, isExecutable } from '../lib/find-program.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @type {import('../lib/steps.mjs').Step} */
export const chromium = {
  name: 'chromium',
  title: 'Getting Chromium for the browser tests',
  typicalDuration: 60,

  isDone: ({ chromiumPath }) => isExecutable(chromiumPath),

  async run(progress) {
    const present = findProgram(names);
    if (present) return { chromiumPath: present };
    await ensurePackages(['chromium'], 'for the browser tests', progress);
    const installed = findProgram(names, ['/usr/bin']);
    if (installed) return { chromiumPath: installed };
    throw new SetupError('No Chromium found.', {
      hint: 'Set CAIPAI_CHROMIUM to one and run the same command again.',
    });
  },
};
