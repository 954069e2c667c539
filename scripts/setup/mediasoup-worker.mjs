// mediasoup's worker, the program that forwards the media: from the cache, else the upstream's prebuilt one, else
// built here. Whatever its origin, it is used only after it proved on this machine that it works.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../lib/errors.mjs';
import { sweepLeftovers } from '../lib/files.mjs';
import { isExecutable } from '../lib/find-program.mjs';
import { withLock } from '../lib/lock.mjs';
import { cacheDir, pinnedNode } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { buildWorker } from './worker-build/build.mjs';
import { workerKey } from './worker-build/cache-key.mjs';
import { fetchPrebuilt } from './worker-build/prebuilt.mjs';
import { storeWorker, workerPath } from './worker-build/store.mjs';

/** @type {import('../lib/steps.mjs').Step} */
export const mediasoupWorker = {
  name: 'mediasoup-worker',
  title: 'Getting the media worker',
  typicalDuration: 230,

  isDone({ workerBin, workerKey: madeFor }) {
    if (!isExecutable(workerBin)) return false;
    return Boolean(process.env.MEDIASOUP_WORKER_BIN) || madeFor === workerKey();
  },

  async run(progress) {
    const given = process.env.MEDIASOUP_WORKER_BIN;
    if (given) {
      throw new SetupError(`MEDIASOUP_WORKER_BIN is set to ${given}, which is no program.`, {
        hint: 'Correct it, or unset it to have Caipai get the worker itself.',
      });
    }
    const key = workerKey();
    const folder = join(cacheDir(), 'worker');
    // The cache serves all checkouts: two that want the same worker build it once.
    return withLock(
      join(folder, 'lock'),
      async () => {
        sweepLeftovers(folder);
        return { workerBin: await getWorker(key, progress), workerKey: key };
      },
      () => progress.update('another checkout is getting the same worker; waiting for it'),
    );
  },
};

/**
 * @param {string} key
 * @param {import('../lib/progress.mjs').Progress} progress
 */
async function getWorker(key, progress) {
  const cached = workerPath(key);
  if (isExecutable(cached)) {
    progress.update('trying the cached one');
    if (await works(cached)) return cached;
    progress.note('the cached worker does not work here any more; getting another');
    rmSync(cached, { force: true });
  }

  progress.update('looking for a prebuilt one');
  const prebuilt = await fetchPrebuilt(progress);
  if (prebuilt && (await works(prebuilt))) return storeWorker(key, (to) => copyFileSync(prebuilt, to));

  progress.note(
    'no prebuilt worker to be had: building it here, once; other checkouts then take it from the cache',
  );
  const built = await buildWorker(key, progress);
  progress.update('proving that it works');
  try {
    await prove(built.program);
    return storeWorker(key, (to) => copyFileSync(built.program, to));
  } finally {
    built.discard();
  }
}

/** @param {string} program */
async function works(program) {
  try {
    await prove(program);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} program
 * @throws {SetupError} if it does not work, with what it said
 */
async function prove(program) {
  const smoke = fileURLToPath(new URL('./worker-build/smoke.mjs', import.meta.url));
  await run(pinnedNode, [smoke], {
    log: 'mediasoup-worker',
    env: { ...process.env, MEDIASOUP_WORKER_BIN: program },
    timeoutMs: 30_000,
  });
}
