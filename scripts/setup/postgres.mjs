// PostgreSQL's programs for the tests that run on a real server; they make their own cluster in a temporary folder.
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ensurePackages, missingPackages } from '../lib/apt.mjs';
import { SetupError } from '../lib/errors.mjs';
import { findProgram, isExecutable } from '../lib/find-program.mjs';

const debianRoot = '/usr/lib/postgresql';
const clusterSettings = '/etc/postgresql-common/createcluster.conf';
const savedSettings = `${clusterSettings}.before-caipai`;

/** @type {import('../lib/steps.mjs').Step} */
export const postgres = {
  name: 'postgres',
  title: 'Getting PostgreSQL for the database tests',
  typicalDuration: 30,

  isDone: ({ postgresBinDir }) => postgresBinDir !== undefined && isComplete(postgresBinDir),

  async run(progress) {
    const present = findBinDir();
    if (present) return { postgresBinDir: present };
    const purpose = 'for the database tests';
    if (missingPackages(['postgresql']).length > 0) {
      await ensurePackages(['postgresql-common'], purpose, progress);
      await withoutDefaultCluster(() => ensurePackages(['postgresql'], purpose, progress));
    }
    const installed = findBinDir();
    if (installed) return { postgresBinDir: installed };
    throw new SetupError('No PostgreSQL found.', {
      hint: 'Set CAIPAI_POSTGRES_BIN_DIR to the folder with initdb and postgres, and run the same command again.',
    });
  },
};

/** Debian's newest first, then whatever is in PATH. */
function findBinDir() {
  const versions = existsSync(debianRoot) ? readdirSync(debianRoot) : [];
  versions.sort((a, b) => Number(b) - Number(a));
  const candidates = versions.map((version) => join(debianRoot, version, 'bin'));
  const inPath = findProgram(['postgres']);
  // The real place: a link to one program in another folder does not bring its neighbours along.
  if (inPath) candidates.push(dirname(realpathSync(inPath)), dirname(inPath));
  return candidates.find(isComplete) ?? null;
}

/** @param {string} folder */
function isComplete(folder) {
  return isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres'));
}

/**
 * Debian's package makes and starts a cluster for the whole machine unless its settings forbid it. They do for the
 * time of the installation and are as they were afterwards, also when an earlier run was cut off in between.
 * @param {() => Promise<void>} work
 */
async function withoutDefaultCluster(work) {
  if (existsSync(savedSettings)) renameSync(savedSettings, clusterSettings);
  if (!existsSync(clusterSettings)) return work();
  copyFileSync(clusterSettings, `${savedSettings}.new`);
  renameSync(`${savedSettings}.new`, savedSettings);
  try {
    writeFileSync(clusterSettings, `${readFileSync(clusterSettings, 'utf8')}\ncreate_main_cluster = false\n`);
    await work();
  } finally {
    renameSync(savedSettings, clusterSettings);
  }
}
