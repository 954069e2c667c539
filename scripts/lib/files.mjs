// Writes that are either there in full or not there at all, whenever the process dies.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from './process-identity.mjs';

/**
 * A name beside `path` for something unfinished. It carries our pid, so that `sweepLeftovers` can tell a dead
 * process's leftovers from another one's work.
 * @param {string} path
 */
export function temporaryBeside(path) {
  mkdirSync(dirname(path), { recursive: true });
  const unique = Math.random().toString(36).slice(2, 8);
  return join(dirname(path), `.${basename(path)}.tmp-${process.pid}-${unique}`);
}

/**
 * @param {string} path
 * @param {string | Uint8Array} content
 */
export function writeFileAtomic(path, content) {
  const temporary = temporaryBeside(path);
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/**
 * Puts the folder `from` at `to`. A folder cannot replace a full one by a single rename, so the old one steps
 * aside first; the moment between is two system calls long.
 * @param {string} from
 * @param {string} to
 */
export function replaceDirectory(from, to) {
  const old = temporaryBeside(to);
  try {
    renameSync(to, old);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  renameSync(from, to);
  rmSync(old, { recursive: true, force: true });
}

/**
 * Removes what processes that are no more left unfinished in `folder`.
 * @param {string} folder
 */
export function sweepLeftovers(folder) {
  for (const name of listOrEmpty(folder)) {
    const pid = /^\..+\.tmp-(\d+)-[a-z0-9]+$/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** @param {string} path */
export function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** @param {string} folder */
function listOrEmpty(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** @param {unknown} error */
export function errorCode(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
