// Runs one program to its end, its output in a log file, and ends it together with us.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { SetupError } from './errors.mjs';
import { forgetGroup, noteGroup } from './lock.mjs';
import { logDir } from './paths.mjs';

const tailLines = 15;

/**
 * @typedef {object} RunOptions
 * @property {string} log name of the log file, without folder and ending
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] after which the program and its children are killed
 * @property {(line: string) => void} [onLine] told each line of its output
 * @property {boolean} [outlivesUs] for a package manager, which must not be killed in mid-work: told to stop it is
 *   left to finish, and the next set-up waits for it instead of ending it
 */

/** Process groups to take along when we are told to stop. @type {Set<number>} */
const running = new Set();

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    if (running.size === 0 && process.listenerCount(signal) > 1) return;
    for (const group of running) killGroup(group, 'SIGTERM');
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<string[]>} the last lines of its output
 * @throws {SetupError} when it cannot start, fails, or takes too long; names the log
 */
export function run(command, args, options) {
  const logPath = join(logDir, `${options.log}.log`);
  mkdirSync(dirname(logPath), { recursive: true });
  const log = createWriteStream(logPath, { flags: 'a' });
  log.write(`\n# ${new Date().toISOString()} ${[command, ...args].join(' ')}\n`);

  return new Promise((resolve, reject) => {
    /** @type {string[]} */
    const tail = [];
    let timedOut = false;
    // Its own process group, so that its children can be ended with it.
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const group = child.pid;
    if (group && !options.outlivesUs) {
      running.add(group);
      noteGroup(group);
    }
    const timer = options.timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          if (group) killGroup(group, 'SIGKILL');
        }, options.timeoutMs)
      : undefined;

    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output }).on('line', (line) => {
        log.write(`${line}\n`);
        tail.push(line);
        if (tail.length > tailLines) tail.shift();
        options.onLine?.(line);
      });
    }

    child.once('error', (error) => finish(new SetupError(`${command} does not start: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) return finish(null);
      const ending = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      const how = timedOut ? `took longer than ${(options.timeoutMs ?? 0) / 1000} s` : ending;
      finish(new SetupError(`${command} ${how}`, { logPath, details: tail }));
    });

    /** @param {SetupError | null} error */
    function finish(error) {
      clearTimeout(timer);
      if (group) {
        running.delete(group);
        forgetGroup(group);
      }
      log.end(() => (error ? reject(error) : resolve(tail)));
    }
  });
}

/**
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
function killGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // Already gone.
  }
}
