// npm packages in the versions of package-lock.json, and with them the pinned Node.
//
// `npm install --no-save` and not `npm ci`: the latter refuses a lock file that lacks a package for some other
// platform, and ours was written against a registry that does not carry all of those. The former takes every version
// that the lock file names, resolves only what it lacks, and leaves the lock file alone.
//
// Two of the packages fetch programs from far away when they are installed: mediasoup its worker, ffmpeg-static its
// ffmpeg. Both are told that they have one, so that an install needs the npm registry only; the steps
// mediasoup-worker and ffmpeg then get them in ways that also work without a way out.
import { readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupError } from '../lib/errors.mjs';
import { findProgram, isExecutable } from '../lib/find-program.mjs';
import { pinnedNode, root } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { hashOf, readStamp, writeStamp } from '../lib/stamp.mjs';

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.caipai-dependencies');

const installArguments = ['install', '--no-save', '--include=dev', '--include=optional'].concat([
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
  '--loglevel=http',
]);

/** @type {import('../lib/steps.mjs').Step} */
export const dependencies = {
  name: 'dependencies',
  title: 'Installing npm packages',
  typicalDuration: 60,

  isDone() {
    if (!isExecutable(pinnedNode)) return false;
    const wanted = wantedStamp();
    if (readStamp(stampFile) === wanted) return true;
    // Installed by hand with npm, and complete: as good as ours.
    if (!matchesLock()) return false;
    writeStamp(stampFile, wanted);
    return true;
  },

  async run(progress) {
    const npm = findProgram(['npm']);
    if (!npm) throw new SetupError('npm is not in PATH. It comes with Node.js: https://nodejs.org');
    // Two answers a package, its description and itself.
    const total = 2 * Object.keys(readLock('package-lock.json')).length;
    let answers = 0;
    rmSync(stampFile, { force: true });
    await run(npm, installArguments, {
      log: 'dependencies',
      cwd: root,
      env: installEnvironment(),
      onLine: (line) => {
        if (!line.includes('http fetch GET')) return;
        const failure = /attempt \d+ failed with (\S+)/.exec(line)?.[1];
        if (failure) {
          progress.update(`the registry does not answer (${failure}); npm tries again, for minutes`);
          return;
        }
        answers += 1;
        progress.update(`${answers} answers from the registry`, Math.min(0.95, answers / total));
      },
    });
    writeStamp(stampFile, wantedStamp());
    return {};
  },
};

function wantedStamp() {
  const workspaces = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).workspaces;
  const files = ['.', ...workspaces].map((folder) => join(root, folder, 'package.json'));
  return hashOf(root, [join(root, 'package-lock.json'), ...files], [process.platform, process.arch]);
}

function installEnvironment() {
  return {
    ...process.env,
    // Under `npm start` the packages' own programs come first in PATH, among them a Node that is about to be deleted.
    PATH: (process.env.PATH ?? '')
      .split(delimiter)
      .filter((folder) => !folder.startsWith(root))
      .join(delimiter),
    MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN ?? 'made-by-a-later-step',
    // Any file that exists makes ffmpeg-static content.
    FFMPEG_BIN: process.env.FFMPEG_BIN ?? process.execPath,
  };
}

/** Whether npm's own record of node_modules agrees with the lock file, optional packages of other platforms aside. */
function matchesLock() {
  let installed;
  try {
    installed = readLock('node_modules/.package-lock.json');
  } catch {
    return false;
  }
  for (const [path, wanted] of Object.entries(readLock('package-lock.json'))) {
    if (!path.includes('node_modules/') || wanted.link) continue;
    const present = installed[path];
    if (!present && (wanted.optional || wanted.peer)) continue;
    if (present?.version !== wanted.version || present?.integrity !== wanted.integrity) return false;
  }
  return true;
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, link?: boolean, optional?: boolean, peer?: boolean }>}
 */
function readLock(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
}
