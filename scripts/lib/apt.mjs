// System packages: installed where we may, asked for where we may not.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { MissingPackages, SetupError } from './errors.mjs';
import { run } from './run.mjs';

/** How long to wait for another package manager (an unattended upgrade, say) to finish. */
const lockTimeoutSeconds = 600;

/**
 * Makes sure that Debian packages are there.
 * @param {string[]} names
 * @param {string} purpose what they are for, as the end of "needed …"
 * @param {import('./progress.mjs').Progress} progress
 * @throws {MissingPackages} when they are not there and we may not install them
 */
export async function ensurePackages(names, purpose, progress) {
  if (!isDebianLike()) throw notDebian(names, purpose);
  const missing = missingPackages(names);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) throw new MissingPackages(missing, [purpose]);
  progress.update(`installing ${missing.join(' ')}`);
  try {
    await install(missing);
  } catch {
    // Fresh images come without package lists, older ones list packages that are gone by now, and an install that was
    // cut off leaves packages unpacked but not set up.
    progress.update('refreshing the package lists');
    await run('dpkg', ['--configure', '-a'], { log: 'apt', env: aptEnvironment(), outlivesUs: true });
    await aptGet(['update']);
    progress.update(`installing ${missing.join(' ')}`);
    await install(missing);
  }
}

/** @param {string[]} names */
async function install(names) {
  await withoutServices(() => aptGet(['install', '-y', '--no-install-recommends', ...names]));
}

const servicePolicy = '/usr/sbin/policy-rc.d';
const ourPolicy =
  '#!/bin/sh\n# Put here by Caipai for the time of one package installation: start no services.\nexit 101\n';

/**
 * Packages of servers start them on Debian. The tests start their own, so a policy forbids it meanwhile.
 * @param {() => Promise<unknown>} work
 */
async function withoutServices(work) {
  const isLeftover = existsSync(servicePolicy) && readFileSync(servicePolicy, 'utf8') === ourPolicy;
  if (existsSync(servicePolicy) && !isLeftover) return work();
  writeFileSync(servicePolicy, ourPolicy, { mode: 0o755 });
  try {
    await work();
  } finally {
    rmSync(servicePolicy, { force: true });
  }
}

/** Whether Debian packages are the way here: Debian itself, Ubuntu and their kin. */
export function isDebianLike() {
  return existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-query');
}

/**
 * @param {string[]} names
 * @param {string} purpose
 */
export function notDebian(names, purpose) {
  return new SetupError(`Packages are missing, needed ${purpose}`, {
    hint:
      'This is not Debian or Ubuntu, so they cannot be installed from here. Please install with your own package ' +
      `manager what Debian calls\n\n    ${names.join(' ')}\n\nand run the same command again. docs/setup.md has more.`,
  });
}

/** @param {string[]} names */
export function missingPackages(names) {
  let listing = '';
  try {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are dpkg-query's own placeholders
    listing = execFileSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    // It fails when it does not know one of the names, and still lists the others.
    if (error instanceof Error && 'stdout' in error) listing = String(error.stdout);
  }
  const installed = installedNames(listing);
  return names.filter((name) => !installed.has(name));
}

/** @param {string} listing lines of "name status" */
export function installedNames(listing) {
  const names = new Set();
  for (const line of listing.split('\n')) {
    const [name, status] = line.trim().split(' ');
    if (name && status === 'installed') names.add(name);
  }
  return names;
}

/** @param {string[]} args */
function aptGet(args) {
  const options = [
    '-q',
    '-o',
    `DPkg::Lock::Timeout=${lockTimeoutSeconds}`,
    '-o',
    'Dpkg::Options::=--force-confold',
  ];
  return run('apt-get', [...options, ...args], { log: 'apt', env: aptEnvironment(), outlivesUs: true });
}

function aptEnvironment() {
  return { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
}
