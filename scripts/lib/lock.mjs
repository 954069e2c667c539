// One set-up at a time. The lock is a file that names its holder; a holder that is no more loses it.
//
// A set-up killed by SIGKILL leaves its children (npm, ninja) running, and they would write into the same folders as
// the next set-up's. So the holder also writes down the process groups it started, and whoever takes a stale lock
// over ends them first.
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode, temporaryBeside, writeFileAtomic } from './files.mjs';
import { identityOf, isRunning, isSameRunning } from './process-identity.mjs';

const heartbeatMs = 5_000;
/** Silence after which a holder on another host (a container, say), whose pid says nothing to us, counts as dead. */
const foreignStaleMs = 60_000;
/** A holder killed from outside leaves no event to wait for: look again after this long. */
const recheckMs = 500;

/**
 * @typedef {import('./process-identity.mjs').ProcessIdentity} ProcessIdentity
 * @typedef {{ holder: ProcessIdentity, host: string, since: string, groups: ProcessIdentity[] }} LockRecord
 */

/** The locks this process holds, so that `run` can note its children there. @type {Set<Lock>} */
const held = new Set();

class Lock {
  /** @type {LockRecord} */
  #record = {
    holder: identityOf(process.pid),
    host: hostname(),
    since: new Date().toISOString(),
    groups: [],
  };
  #heartbeat;

  /** @param {string} path */
  constructor(path) {
    this.path = path;
    this.#heartbeat = setInterval(() => touch(path), heartbeatMs);
    this.#heartbeat.unref();
  }

  /** @param {number} pid */
  addGroup(pid) {
    this.#record.groups.push(identityOf(pid));
    this.#save();
  }

  /** @param {number} pid */
  removeGroup(pid) {
    this.#record.groups = this.#record.groups.filter((group) => group.pid !== pid);
    this.#save();
  }

  release() {
    clearInterval(this.#heartbeat);
    held.delete(this);
    rmSync(this.path, { force: true });
  }

  #save() {
    writeFileAtomic(this.path, JSON.stringify(this.#record));
  }
}

/** Notes a child's process group with the locks we hold. @param {number} pid */
export function noteGroup(pid) {
  for (const lock of held) lock.addGroup(pid);
}

/** @param {number} pid */
export function forgetGroup(pid) {
  for (const lock of held) lock.removeGroup(pid);
}

/**
 * Runs `work` while holding the lock at `path`.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {(record: LockRecord) => void} [onWait] told once, when somebody else holds it
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait) {
  const lock = await acquire(path, onWait);
  const release = () => lock.release();
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/**
 * @param {string} path
 * @param {((record: LockRecord) => void) | undefined} onWait
 */
async function acquire(path, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  for (;;) {
    if (tryCreate(path)) break;
    const record = readRecord(path);
    if (record === 'gone') continue;
    if (isStale(path, record)) {
      if (await takeOver(path)) break;
    } else if (record && !told) {
      told = true;
      onWait?.(record);
    }
    await changeOf(path);
  }
  const lock = new Lock(path);
  held.add(lock);
  return lock;
}

/** @param {string} path */
function tryCreate(path) {
  // A link appears with its content, where an exclusive create would show an empty file for a moment.
  const own = temporaryBeside(path);
  writeFileSync(own, JSON.stringify(ownRecord()));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(own);
  }
}

/**
 * Replaces a stale lock by ours. Of several who see it stale only the one who creates the second lock beside it may.
 * @param {string} path
 */
async function takeOver(path) {
  const right = `${path}.takeover`;
  if (!tryCreate(right)) {
    const other = readRecord(right);
    if (other !== 'gone' && isStale(right, other)) rmSync(right, { force: true });
    return false;
  }
  try {
    const record = readRecord(path);
    if (record === 'gone' || !isStale(path, record)) return false;
    if (record) await endGroups(record);
    const own = temporaryBeside(path);
    writeFileSync(own, JSON.stringify(ownRecord()));
    renameSync(own, path);
    return true;
  } finally {
    rmSync(right, { force: true });
  }
}

/** @param {LockRecord} record */
async function endGroups(record) {
  if (record.host !== hostname()) return;
  for (const group of record.groups) {
    // The leader may be gone while its children live on. While any of them does, the system gives the number to
    // nobody else, and a leader that started at another time is not ours.
    const leaderIsAnother = isRunning(group.pid) && !isSameRunning(group);
    if (leaderIsAnother || !isRunning(-group.pid)) continue;
    process.kill(-group.pid, 'SIGKILL');
    // Bounded: without an init in the container a killed orphan stays as a zombie, and counts as there.
    for (let look = 0; look < 40 && isRunning(-group.pid); look++) await delay(25);
  }
}

/**
 * @param {string} path
 * @param {LockRecord | null} record
 */
export function isStale(path, record) {
  if (!record) return true;
  if (record.host === hostname()) return !isSameRunning(record.holder);
  const touchedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
  return Date.now() - touchedAt > foreignStaleMs;
}

/**
 * @param {string} path
 * @returns {LockRecord | null | 'gone'} null when it holds nothing sensible
 */
function readRecord(path) {
  try {
    const record = JSON.parse(readFileSync(path, 'utf8'));
    return typeof record?.holder?.pid === 'number' ? { groups: [], ...record } : null;
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'gone' : null;
  }
}

/** @returns {LockRecord} */
function ownRecord() {
  return { holder: identityOf(process.pid), host: hostname(), since: new Date().toISOString(), groups: [] };
}

/** @param {string} path */
function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Somebody removed it by hand; nothing to keep alive then.
  }
}

/**
 * Resolves when something happens to the file, or when it is time to look whether its holder lives.
 * @param {string} path
 */
function changeOf(path) {
  return new Promise((resolve) => {
    const watcher = watch(dirname(path), (_event, name) => {
      if (name === basename(path)) finish();
    });
    const timer = setTimeout(finish, recheckMs);
    watcher.on('error', finish);
    function finish() {
      clearTimeout(timer);
      watcher.close();
      resolve(undefined);
    }
  });
}
