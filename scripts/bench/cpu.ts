import { readdirSync, readFileSync } from 'node:fs';

/** Processor time that a process has used so far, in seconds, from the kernel's accounts of its threads. */
export function cpuSeconds(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce((sum, task) => {
    // A thread that ends meanwhile takes its account with it.
    try {
      return sum + Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e9;
    } catch {
      return sum;
    }
  }, 0);
}
