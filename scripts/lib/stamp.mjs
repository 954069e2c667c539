// A stamp says what something was made from; when that changes, it is made anew.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { writeFileAtomic } from './files.mjs';

/**
 * One hash over files (their path under `base` and content) and further facts.
 * @param {string} base
 * @param {string[]} files absolute paths; the order does not matter
 * @param {string[]} [facts]
 */
export function hashOf(base, files, facts = []) {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    const content = readFileSync(file);
    hash.update(`${relative(base, file)}\0${content.length}\0`).update(content);
  }
  for (const fact of facts) hash.update(`\0${fact}`);
  return hash.digest('hex');
}

/**
 * All files under `folder`, absolute; none if it does not exist.
 * @param {string} folder
 * @returns {string[]}
 */
export function filesUnder(folder) {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
  return entries.filter((entry) => entry.isFile()).map((entry) => join(folderOf(entry), entry.name));
}

/**
 * Node before 20.12 calls the folder of an entry otherwise.
 * @param {import('node:fs').Dirent & { path?: string }} entry
 */
function folderOf(entry) {
  return entry.parentPath ?? entry.path;
}

/**
 * @param {string} file
 * @returns {string | null}
 */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * @param {string} file
 * @param {string} hash
 */
export function writeStamp(file, hash) {
  writeFileAtomic(file, `${hash}\n`);
}
