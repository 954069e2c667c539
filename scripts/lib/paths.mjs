// Where things lie: the checkout, its private state, and the cache that outlives it.
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** State of this checkout: outcome of the set-up, stamps, logs, the lock. Git ignores it. */
export const stateDir = join(root, '.caipai');

export const logDir = join(stateDir, 'logs');

/** Where the pinned Node is after the dependencies step. */
export const pinnedNode = join(root, 'node_modules/node/bin/node');

/**
 * Cache shared by all checkouts of this user, for what takes long to make.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export function cacheDir(env = process.env) {
  if (env.CAIPAI_CACHE_DIR) return resolve(env.CAIPAI_CACHE_DIR);
  const base = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'caipai');
}
