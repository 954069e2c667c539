// A Redis for the tests of several nodes; they start and stop it themselves.
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages } from '../lib/apt.mjs';
import { temporaryBeside } from '../lib/files.mjs';
import { findProgram, isExecutable } from '../lib/find-program.mjs';
import { stateDir } from '../lib/paths.mjs';

/** @type {import('../lib/steps.mjs').Step} */
export const redis = {
  name: 'redis',
  title: 'Getting Redis for the cluster tests',
  typicalDuration: 10,

  isDone: ({ redisServerPath }) => isExecutable(redisServerPath),

  async run(progress) {
    const present = findProgram(['redis-server', 'valkey-server']);
    if (present) return { redisServerPath: present };
    // The package redis-server sets up a service for the whole machine, which nobody asked for. Its server is the
    // same program as a check tool in redis-tools, which goes by the name it is called with.
    await ensurePackages(['redis-tools'], 'for the cluster tests', progress);
    const linked = linkServer('/usr/bin/redis-check-rdb');
    if (linked) return { redisServerPath: linked };
    await ensurePackages(['redis-server'], 'for the cluster tests', progress);
    return { redisServerPath: findProgram(['redis-server'], ['/usr/bin']) ?? undefined };
  },
};

/** @param {string} program */
function linkServer(program) {
  const folder = join(stateDir, 'bin');
  const link = join(folder, 'redis-server');
  mkdirSync(folder, { recursive: true });
  const temporary = temporaryBeside(link);
  symlinkSync(program, temporary);
  renameSync(temporary, link);
  try {
    return execFileSync(link, ['--version'], { encoding: 'utf8', timeout: 5_000 }).startsWith('Redis server')
      ? link
      : null;
  } catch {
    return null;
  }
}
