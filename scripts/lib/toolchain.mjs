// What the set-up found or made, and what the programs we start need to know of it.
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { writeFileAtomic } from './files.mjs';
import { pinnedNode, root, stateDir } from './paths.mjs';

/**
 * Paths of the tools, absolute. A tool that no set-up step has looked for yet is missing.
 * @typedef {object} Toolchain
 * @property {string} [workerBin] mediasoup's worker
 * @property {string} [workerKey] the cache key the worker was made for
 * @property {string} [ffmpegPath]
 * @property {string} [chromiumPath]
 * @property {string} [postgresBinDir] folder with initdb and postgres
 * @property {string} [redisServerPath]
 * @property {string} [espeakPath]
 */

const file = join(stateDir, 'setup.json');

/** Settings of the environment that stand above what the set-up found. */
const overrides = /** @type {const} */ ({
  workerBin: 'MEDIASOUP_WORKER_BIN',
  ffmpegPath: 'FFMPEG_PATH',
  chromiumPath: 'CAIPAI_CHROMIUM',
  postgresBinDir: 'CAIPAI_POSTGRES_BIN_DIR',
  redisServerPath: 'CAIPAI_REDIS_SERVER',
  espeakPath: 'CAIPAI_ESPEAK',
});

/**
 * The recorded outcome of the set-up, without the environment's say.
 * @returns {Toolchain}
 */
export function readOutcome() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Missing or unreadable: the steps look again and write it anew.
    return {};
  }
}

/** @param {Toolchain} found */
export function recordOutcome(found) {
  const outcome = { ...readOutcome(), ...found };
  writeFileAtomic(file, `${JSON.stringify(outcome, null, 2)}\n`);
}

/**
 * The tools to use now: the environment's, else the recorded ones.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Toolchain}
 */
export function readToolchain(env = process.env) {
  /** @type {Toolchain} */
  const toolchain = readOutcome();
  for (const [name, variable] of Object.entries(overrides)) {
    const value = env[variable];
    if (value) toolchain[/** @type {keyof typeof overrides} */ (name)] = value;
  }
  return toolchain;
}

/**
 * The environment for the servers and tools that we start.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(env = process.env) {
  const toolchain = readToolchain(env);
  /** @type {NodeJS.ProcessEnv} */
  const child = { ...env };
  for (const [name, variable] of Object.entries(overrides)) {
    const value = toolchain[/** @type {keyof typeof overrides} */ (name)];
    if (value) child[variable] = value;
  }
  const folders = [dirname(pinnedNode), join(root, 'node_modules/.bin')];
  child.PATH = [...folders, env.PATH ?? ''].join(delimiter);
  return child;
}
