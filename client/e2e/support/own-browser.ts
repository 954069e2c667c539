import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import { programPath } from '../../../scripts/fixtures/programs.ts';
import { type Devices, desktop, launchFlags, type Person, type PersonOptions, personIn } from './browser.ts';

/** A browser of one person alone, with a profile that outlives it, as on their own computer. */
export interface OwnBrowser {
  person: Person;
  /** All its processes stand still, as when a laptop is closed; the second call lets them go on. */
  sleep(): void;
  wake(): void;
  /** All its processes are gone at once. */
  kill(): void;
  close(): Promise<void>;
}

export async function openOwnBrowser(
  profileDir: string,
  devices: Devices,
  options: PersonOptions,
): Promise<OwnBrowser> {
  const { baseUrl, locale = 'zh-CN', screen = desktop } = options;
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath: programPath('CAIPAI_CHROMIUM'),
    args: await launchFlags(devices),
    ...{ baseURL: baseUrl, locale, ...screen },
  });
  const signal = (name: NodeJS.Signals) => {
    for (const pid of processesOf(profileDir)) process.kill(pid, name);
  };
  return {
    person: await personIn(context, options),
    sleep: () => signal('SIGSTOP'),
    wake: () => signal('SIGCONT'),
    kill: () => signal('SIGKILL'),
    close: () => context.close(),
  };
}

/** Ids of the browser with that profile and of everything that it started, parents first. */
function processesOf(profileDir: string): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s(.*)$/.exec(row))
    .flatMap((row) => (row ? [{ pid: Number(row[1]), parent: Number(row[2]), args: row[3] ?? '' }] : []));
  const found = table
    .filter(({ parent, args }) => parent === process.pid && args.includes(profileDir))
    .map(({ pid }) => pid);
  for (const above of found)
    found.push(...table.flatMap(({ pid, parent }) => (parent === above ? [pid] : [])));
  return found;
}
