// Makes a checkout ready:  node scripts/setup.mjs           to run Caipai
//                         node scripts/setup.mjs --tests   to test it as well
// docs/setup.md describes the steps.
import { pathToFileURL } from 'node:url';
import { printFailure } from './lib/errors.mjs';
import { bringAbout } from './lib/steps.mjs';
import { chromium } from './setup/chromium.mjs';
import { cjkFont } from './setup/cjk-font.mjs';
import { clientBuild } from './setup/client-build.mjs';
import { dependencies } from './setup/dependencies.mjs';
import { ffmpeg } from './setup/ffmpeg.mjs';
import { mediasoupWorker } from './setup/mediasoup-worker.mjs';
import { networkTools } from './setup/network-tools.mjs';
import { postgres } from './setup/postgres.mjs';
import { redis } from './setup/redis.mjs';
import { speech } from './setup/speech.mjs';

const toRun = [dependencies, ffmpeg, mediasoupWorker, clientBuild];
const toBench = [dependencies, ffmpeg, chromium, cjkFont, speech, mediasoupWorker, clientBuild];
// What a person must hand to an administrator comes before what takes minutes.
const toTest = [
  dependencies,
  ffmpeg,
  chromium,
  cjkFont,
  speech,
  redis,
  postgres,
  mediasoupWorker,
  clientBuild,
];

const toBreak = [...toBench, networkTools];

const purposes = { check: [dependencies], run: toRun, bench: toBench, test: toTest, faults: toBreak };

/**
 * Brings about what `purpose` needs; does nothing, quickly, when all of it is there.
 * @param {keyof typeof purposes} purpose
 */
export function setUpTo(purpose) {
  requireNode20();
  return bringAbout(purposes[purpose]);
}

function requireNode20() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    console.error(`Node.js 20 or newer is needed to start with; this is ${process.versions.node}.`);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const { ran } = await setUpTo(process.argv.includes('--tests') ? 'test' : 'run');
    console.log(ran.length > 0 ? 'Ready.' : 'Ready; there was nothing to do.');
  } catch (error) {
    printFailure(error);
    process.exit(1);
  }
}
