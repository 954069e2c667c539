// Builds the worker from the source that its npm package carries, with the libraries of the system in place of those
// that its own build would download (see subprojects/).
//
// The build folder has a fixed name in the cache and stays until the worker works, so that a build that was cut off
// goes on where it was.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from '../../lib/apt.mjs';
import { temporaryBeside } from '../../lib/files.mjs';
import { cacheDir, root } from '../../lib/paths.mjs';
import { run } from '../../lib/run.mjs';
import { applyPatches } from './patches.mjs';

const debianPackages = [
  'g++',
  'meson',
  'ninja-build',
  'pkg-config',
  'flatbuffers-compiler',
  'libabsl-dev',
  'libflatbuffers-dev',
  'libsrtp2-dev',
  'libssl-dev',
  'libuv1-dev',
];

const tools = [
  ['c++', '--version'],
  ['meson', '--version'],
  ['ninja', '--version'],
  ['flatc', '--version'],
  ['pkg-config', '--exists', 'openssl', 'libuv', 'libsrtp2', 'flatbuffers', 'absl_strings', 'absl_optional'],
];

const log = 'mediasoup-worker';

/**
 * @param {string} key
 * @param {import('../../lib/progress.mjs').Progress} progress
 * @returns {Promise<{ program: string, discard: () => void }>} the built worker, and what removes its build folder
 */
export async function buildWorker(key, progress) {
  if (!hasTools()) await ensurePackages(debianPackages, 'to build the media worker', progress);
  const source = join(cacheDir(), 'worker', `building-${key}`);
  const discard = () => rmSync(source, { recursive: true, force: true });
  removeOtherBuilds(source);
  const resumes = existsSync(source);
  try {
    if (!resumes) prepareSource(source);
    return { program: await compile(source, progress), discard };
  } catch (error) {
    // What a cut-off build left may be damaged: only a build from nothing proves that it cannot be done.
    if (!resumes) throw error;
    progress.note('the build that was cut off cannot go on; starting it anew');
    discard();
    prepareSource(source);
    return { program: await compile(source, progress), discard };
  }
}

/**
 * @param {string} source
 * @param {import('../../lib/progress.mjs').Progress} progress
 */
async function compile(source, progress) {
  const output = join(source, 'out');
  // Without this file an earlier configuration did not come to its end.
  if (!existsSync(join(output, 'build.ninja'))) {
    progress.update('configuring the build');
    rmSync(output, { recursive: true, force: true });
    const options = ['--buildtype', 'release', '-Db_ndebug=true', '-Db_pie=true'];
    await run('meson', ['setup', ...options, output], { log, cwd: source });
  }
  await run('ninja', ['-C', output, 'mediasoup-worker'], {
    log,
    onLine: (line) => {
      const fraction = ninjaFraction(line);
      if (fraction !== null) progress.update('compiling', fraction);
    },
  });
  const program = join(output, 'mediasoup-worker');
  await run('strip', [program], { log });
  return program;
}

function hasTools() {
  return tools.every(([command = '', ...args]) => {
    try {
      execFileSync(command, args, { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

/** @param {string} target appears in full or not at all */
function prepareSource(target) {
  const fresh = temporaryBeside(target);
  cpSync(join(root, 'node_modules/mediasoup/worker'), fresh, { recursive: true });
  const subprojects = join(fresh, 'subprojects');
  rmSync(subprojects, { recursive: true });
  mkdirSync(subprojects);
  cpSync(join(dirname(fileURLToPath(import.meta.url)), 'subprojects'), subprojects, { recursive: true });
  applyPatches(fresh);
  renameSync(fresh, target);
}

/** Cut-off builds of versions that nobody asks for any more. @param {string} current */
function removeOtherBuilds(current) {
  const folder = dirname(current);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.startsWith('building-') && path !== current) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * How far ninja is, from a line like "[17/261] Compiling …".
 * @param {string} line
 * @returns {number | null} 0 to 1
 */
export function ninjaFraction(line) {
  const match = /^\[(\d+)\/(\d+)\]/.exec(line);
  return match ? Number(match[1]) / Number(match[2]) : null;
}
