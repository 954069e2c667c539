// What a built worker depends on, as the name of its place in the cache.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../lib/paths.mjs';
import { filesUnder, hashOf } from '../../lib/stamp.mjs';

const recipeFolder = dirname(fileURLToPath(import.meta.url));

/** Files that decide what the build makes; the rest of this folder decides only where it goes. */
const recipeFiles = ['patches.mjs', 'build.mjs'];

export function workerKey() {
  return formatKey({
    version: mediasoupVersion(),
    platform: process.platform,
    arch: process.arch,
    libc: cLibrary(),
    recipe: recipeHash(),
  });
}

/**
 * @param {{ version: string, platform: string, arch: string, libc: string, recipe: string }} parts
 */
export function formatKey({ version, platform, arch, libc, recipe }) {
  return [version, platform, arch, libc, recipe.slice(0, 12)].join('-');
}

export function mediasoupVersion() {
  return JSON.parse(readFileSync(join(root, 'node_modules/mediasoup/package.json'), 'utf8')).version;
}

/** A program built against a newer C library does not start on an older one. */
function cLibrary() {
  if (process.platform !== 'linux') return 'system';
  const musl = readdirSync('/lib').find((name) => /^ld-musl-.*\.so/.test(name));
  if (musl) return 'musl';
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return `glibc${report.header?.glibcVersionRuntime ?? ''}`;
}

function recipeHash() {
  const files = recipeFiles.map((name) => join(recipeFolder, name));
  return hashOf(recipeFolder, [...files, ...filesUnder(join(recipeFolder, 'subprojects'))]);
}
