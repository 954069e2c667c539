import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isFile } from './files.mjs';
import { root } from './paths.mjs';

/**
 * Where the shell would find one of these programs, in the order given. Folders inside the checkout do not count:
 * npm puts node_modules/.bin in front.
 * @param {string[]} names
 * @param {string[]} [moreFolders] looked through after PATH
 * @returns {string | null}
 */
export function findProgram(names, moreFolders = []) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...moreFolders];
  for (const name of names) {
    for (const folder of folders) {
      if (!folder || folder.startsWith(root)) continue;
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

/** @param {string | undefined} path */
export function isExecutable(path) {
  if (!path || !isFile(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
