// The workers in the cache, one folder a key.
import { chmodSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryBeside } from '../../lib/files.mjs';
import { cacheDir } from '../../lib/paths.mjs';

/** @param {string} key */
export function workerPath(key) {
  return join(cacheDir(), 'worker', key, 'mediasoup-worker');
}

/**
 * Puts a worker into the cache, so that it is there in full or not at all.
 * @param {string} key
 * @param {(path: string) => void} write
 * @returns {string} its path in the cache
 */
export function storeWorker(key, write) {
  const path = workerPath(key);
  const temporary = temporaryBeside(path);
  write(temporary);
  chmodSync(temporary, 0o755);
  renameSync(temporary, path);
  return path;
}
