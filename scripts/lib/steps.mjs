// Brings a list of steps to "done", one at a time, under this checkout's lock.
import { join } from 'node:path';
import { MissingPackages, SetupError } from './errors.mjs';
import { stateDir } from './paths.mjs';
import { Progress } from './progress.mjs';
import { readToolchain, recordOutcome } from './toolchain.mjs';

/**
 * @typedef {import('./toolchain.mjs').Toolchain} Toolchain
 *
 * One thing the machine or the checkout must have.
 * @typedef {object} Step
 * @property {string} name short, for messages and log files
 * @property {string} title what it does, for a person
 * @property {number} typicalDuration in seconds, on a usual machine and line
 * @property {(toolchain: Toolchain) => boolean | Promise<boolean>} isDone quick: all together well under a second
 * @property {(progress: Progress, toolchain: Toolchain) => Promise<Toolchain>} run what it found is recorded. It may be killed at any
 *   moment and must then do the right thing when run again
 */

/**
 * @param {Step[]} steps in the order they need each other
 * @returns {Promise<{ ran: string[] }>}
 */
export async function bringAbout(steps) {
  /** @type {string[]} */
  const ran = [];
  if (!(await findFirstPending(steps))) return { ran };
  const { withLock } = await import('./lock.mjs');
  await withLock(
    join(stateDir, 'setup.lock'),
    async () => {
      /** @type {MissingPackages[]} */
      const missing = [];
      for (const step of steps) {
        // Asked again, now that nobody else is at work: whoever held the lock may have done it.
        if (await step.isDone(readToolchain())) continue;
        try {
          await runStep(step);
          ran.push(step.name);
        } catch (error) {
          // The other steps go on, so that an administrator need be asked only once, for all.
          if (!(error instanceof MissingPackages)) throw error;
          missing.push(error);
        }
      }
      if (missing.length > 0) throw MissingPackages.together(missing);
    },
    ({ holder, host }) =>
      console.log(
        `• Another set-up of this checkout is at work (process ${holder.pid} on ${host}); waiting for it …`,
      ),
  );
  return { ran };
}

/** @param {Step[]} steps */
async function findFirstPending(steps) {
  for (const step of steps) {
    if (!(await step.isDone(readToolchain()))) return step;
  }
  return null;
}

/** @param {Step} step */
async function runStep(step) {
  const progress = new Progress(step.title, { typicalSeconds: step.typicalDuration });
  try {
    recordOutcome(await step.run(progress, readToolchain()));
    if (!(await step.isDone(readToolchain()))) {
      throw new SetupError(
        `The step “${step.name}” ran without an error, and yet what it makes is not there.`,
      );
    }
    progress.done();
  } catch (error) {
    progress.fail();
    throw error;
  }
}
