// ffmpeg, for recordings: the static build that comes by npm where its download page can be reached, else the
// system's, else Debian's package.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages } from '../lib/apt.mjs';
import { SetupError } from '../lib/errors.mjs';
import { findProgram, isExecutable } from '../lib/find-program.mjs';
import { pinnedNode, root } from '../lib/paths.mjs';
import { isReachable } from '../lib/reachable.mjs';
import { run } from '../lib/run.mjs';

const packageFolder = join(root, 'node_modules/ffmpeg-static');
const downloadLimitMs = 10 * 60_000;

/** @type {import('../lib/steps.mjs').Step} */
export const ffmpeg = {
  name: 'ffmpeg',
  title: 'Getting ffmpeg for recordings',
  typicalDuration: 30,

  isDone: ({ ffmpegPath }) => isExecutable(ffmpegPath),

  async run(progress) {
    const downloaded = await download(progress);
    if (downloaded) return { ffmpegPath: downloaded };
    const system = findProgram(['ffmpeg']);
    if (system && isCapable(system)) return { ffmpegPath: system };
    await ensurePackages(['ffmpeg'], 'to record and replay sessions', progress);
    const installed = findProgram(['ffmpeg'], ['/usr/bin']);
    if (installed && isCapable(installed)) return { ffmpegPath: installed };
    throw new SetupError('The ffmpeg of this system cannot do what recordings need: libx264, aac and HLS.', {
      hint: 'Set FFMPEG_PATH to one that can, and run the same command again.',
    });
  },
};

/** @param {import('../lib/progress.mjs').Progress} progress */
async function download(progress) {
  const base = process.env.FFMPEG_BINARIES_URL ?? 'https://github.com';
  progress.update('looking for a static build');
  if (!(await isReachable(base))) return null;
  progress.update('downloading a static build');
  const env = { ...process.env };
  // Set, it would make the package believe that it has its ffmpeg already.
  delete env.FFMPEG_BIN;
  try {
    await run(pinnedNode, ['install.js'], {
      log: 'ffmpeg',
      cwd: packageFolder,
      env,
      timeoutMs: downloadLimitMs,
    });
  } catch {
    progress.note('the static build could not be fetched; taking the system’s');
    return null;
  }
  const { 'executable-base-name': name } = JSON.parse(
    readFileSync(join(packageFolder, 'package.json'), 'utf8'),
  )['ffmpeg-static'];
  const path = join(packageFolder, name);
  return isExecutable(path) && isCapable(path) ? path : null;
}

/**
 * Whether it runs here and has what recordings need.
 * @param {string} path
 */
function isCapable(path) {
  try {
    const encoders = list(path, '-encoders');
    return / libx264 /.test(encoders) && / aac /.test(encoders) && / hls /.test(list(path, '-muxers'));
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @param {string} what
 */
function list(path, what) {
  return execFileSync(path, ['-hide_banner', what], {
    encoding: 'utf8',
    timeout: 10_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
