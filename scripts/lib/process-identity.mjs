// A pid alone is not an identity: the system uses it again. With its start time it is one.
import { readFileSync } from 'node:fs';

/**
 * Whether a process (or, with a negative number, a process group) exists.
 * @param {number} pid
 */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * When the process started, in clock ticks since boot; null where the system has no /proc, or the process is gone or
 * is only a zombie whose parent never asked after it (usual in containers without an init).
 * @param {number} pid
 * @returns {string | null}
 */
export function startTimeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces; state and start time are 3rd and 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/**
 * @typedef {{ pid: number, startTime: string | null }} ProcessIdentity
 */

/**
 * @param {number} pid
 * @returns {ProcessIdentity}
 */
export function identityOf(pid) {
  return { pid, startTime: startTimeOf(pid) };
}

/** @param {ProcessIdentity} identity */
export function isSameRunning({ pid, startTime }) {
  return isRunning(pid) && (startTime === null || startTimeOf(pid) === startTime);
}
