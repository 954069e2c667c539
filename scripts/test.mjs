// npm test: everything that can be proved here, from a fresh clone on.
//   npm test                 set-up, checks, unit and integration tests, browser tests
//   npm test -- scoring      only the tests whose file name matches, and no checks
//   npm test -- -t 'a name'  any other vitest option works the same way
// The last line reads "N passed, N failed"; the exit code is 0 only if something passed and nothing failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from './check.mjs';
import { printFailure } from './lib/errors.mjs';
import { pinnedNode, root, stateDir } from './lib/paths.mjs';
import { formatDuration } from './lib/progress.mjs';
import { sum, tallyOf } from './lib/summary.mjs';
import { childEnvironment } from './lib/toolchain.mjs';
import { setUpTo } from './setup.mjs';

/** @typedef {import('./lib/summary.mjs').Tally} Tally */

const filters = process.argv.slice(2);
const reports = join(stateDir, 'test-results');

/** @type {{ name: string, ms: number, ok: boolean, says: string }[]} */
const stages = [];
/** @type {Tally[]} */
const tallies = [];

// Without the set-up nothing else makes sense; after it every stage runs, whatever the others said.
const isSetUp = await stage('set-up', async () => {
  const { ran } = await setUpTo('test');
  return { ok: true, says: ran.length > 0 ? ran.join(', ') : 'all there' };
});
if (isSetUp) {
  if (filters.length === 0) await stage('checks', check);
  await stage('unit and integration tests', () => vitest('unit', ['unit', 'integration']));
  await stage('browser tests', () => vitest('e2e', ['e2e']));
}

const counts = sum(tallies);
const nothingRan = counts.passed + counts.failed === 0;
console.log(`\n${stages.map(describe).join('\n')}`);
if (isSetUp && nothingRan) console.log('✗ no test ran');
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed > 0 || nothingRan || stages.some(({ ok }) => !ok) ? 1 : 0);

/**
 * @param {string} name
 * @param {() => Promise<{ ok: boolean, says: string }>} work
 * @returns {Promise<boolean>}
 */
async function stage(name, work) {
  console.log(`\n── ${name}`);
  const startedAt = performance.now();
  let result;
  try {
    result = await work();
  } catch (error) {
    printFailure(error);
    tallies.push({ passed: 0, failed: 1 });
    result = { ok: false, says: 'failed' };
  }
  stages.push({ name, ms: performance.now() - startedAt, ...result });
  return result.ok;
}

async function check() {
  const { passed, failed } = await runChecks();
  // Checks are no tests and do not add to those that passed; a failed one must not hide behind "0 failed".
  tallies.push({ passed: 0, failed });
  return { ok: failed === 0, says: `${passed} of ${passed + failed} hold` };
}

/**
 * @param {string} name of the report
 * @param {string[]} projects
 */
async function vitest(name, projects) {
  const report = join(reports, `${name}.json`);
  mkdirSync(reports, { recursive: true });
  rmSync(report, { force: true });
  const child = spawn(
    pinnedNode,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
    { cwd: root, env: childEnvironment(), stdio: 'inherit' },
  );
  const [code] = await once(child, 'exit');
  const tally = readTally(report);
  if (code !== 0 && tally.failed === 0) tally.failed = 1;
  tallies.push(tally);
  return { ok: code === 0, says: `${tally.passed} passed, ${tally.failed} failed` };
}

/** @param {string} report */
function readTally(report) {
  try {
    return tallyOf(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    // No report: either no test matched, or vitest did not come to its end, which its exit code tells.
    return { passed: 0, failed: 0 };
  }
}

/** @param {{ name: string, ms: number, ok: boolean, says: string }} stage */
function describe({ name, ms, ok, says }) {
  return `${ok ? '✓' : '✗'} ${name.padEnd(28)} ${formatDuration(ms).padStart(12)}   ${says}`;
}
