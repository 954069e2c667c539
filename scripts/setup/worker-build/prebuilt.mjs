// The worker as mediasoup's authors build and publish it, fetched by mediasoup's own install script.
import { join } from 'node:path';
import { isExecutable } from '../../lib/find-program.mjs';
import { pinnedNode, root } from '../../lib/paths.mjs';
import { isReachable } from '../../lib/reachable.mjs';
import { run } from '../../lib/run.mjs';

const packageFolder = join(root, 'node_modules/mediasoup');
const downloadLimitMs = 5 * 60_000;

/**
 * @param {import('../../lib/progress.mjs').Progress} progress
 * @returns {Promise<string | null>} its path inside node_modules, or null if there is none to be had
 */
export async function fetchPrebuilt(progress) {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return null;
  const base = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL ?? 'https://github.com';
  if (!(await isReachable(base))) return null;
  progress.update('downloading a prebuilt one');
  // Failing a download, the script turns to its own build, which fetches much else. Without a Python it cannot.
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, PYTHON: 'no-build-here' };
  delete env.MEDIASOUP_WORKER_BIN;
  delete env.MEDIASOUP_LOCAL_DEV;
  try {
    await run(pinnedNode, ['npm-scripts.mjs', 'postinstall'], {
      log: 'mediasoup-worker',
      cwd: packageFolder,
      env,
      timeoutMs: downloadLimitMs,
    });
  } catch {
    return null;
  }
  const program = join(packageFolder, 'worker/out/Release/mediasoup-worker');
  return isExecutable(program) ? program : null;
}
