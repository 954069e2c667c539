import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { requiredSetting } from './required.ts';

const mainFile = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface LogEntry {
  level: number;
  msg?: string;
  port?: number;
}

export interface Program {
  process: ChildProcess;
  /** All that it logged, oldest first. */
  logged: LogEntry[];
  /** Resolves with the first entry, past or future, with that message. */
  logs(msg: string): Promise<LogEntry>;
  port: number;
  url: string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop and answers its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the real program in a process of its own and waits until it listens. */
export async function startProgram(
  environment: Record<string, string>,
  args: string[] = [],
): Promise<Program> {
  const child = spawn(process.execPath, [mainFile, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MEDIASOUP_WORKER_BIN: requiredSetting('MEDIASOUP_WORKER_BIN'),
      FFMPEG_PATH: requiredSetting('FFMPEG_PATH'),
      MEDIA_ANNOUNCED_ADDRESSES: '127.0.0.1',
      MEDIA_WORKERS: '1',
      MEDIA_RTC_MIN_PORT: '43000',
      MEDIA_RTC_MAX_PORT: '43999',
      RECORDING_MIN_FREE_MB: '0',
      PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const logged: LogEntry[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (!line.startsWith('{')) return;
    logged.push(JSON.parse(line) as LogEntry);
    for (const look of [...waiting]) look();
  });
  const logs = (fits: (entry: LogEntry) => boolean) =>
    new Promise<LogEntry>((resolve) => {
      const look = () => {
        const found = logged.find(fits);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const listening = logs(
    ({ msg }) => msg === 'server listens' || msg === 'media node listens for servers',
  ).then((entry) => entry.port ?? 0);
  const port = await Promise.race([
    listening,
    once(child, 'exit').then(() => {
      throw new Error(`the program ended at start:\n${lines.join('\n')}`);
    }),
  ]);
  const exited = once(child, 'exit');
  return {
    process: child,
    logged,
    logs: (msg) => logs((entry) => entry.msg === msg),
    port,
    url: `http://127.0.0.1:${port}`,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
  };
}
