import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { programPath } from '../../../scripts/fixtures/programs.ts';
import { freeUdpPorts } from './free-ports.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const RTC_PORTS = 8;
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 15_000;
const KEPT_LINES = 400;

export interface LogLine {
  level: number;
  msg?: string;
  port?: number;
  [field: string]: unknown;
}

/** A server of its own, with the demo class in it. */
export interface StudioServer {
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly recordingsDir: string;
  readonly pid: number;
  /** Where the one media worker takes packets. */
  readonly rtcPort: number;
  /** What it logged, oldest first. */
  readonly lines: readonly LogLine[];
  /** The first line, from now or before, for which `test` holds. */
  logged(test: (line: LogLine) => boolean, limitMs?: number): Promise<LogLine>;
  /** Settles when it ends without being asked, with the last lines it wrote. */
  readonly died: Promise<string>;
  /** Ends it at once, as a power cut would, and leaves its data. */
  kill(): Promise<void>;
  /** Ends it in an orderly way and deletes its data. */
  close(): Promise<void>;
}

/** Where a server continues what another one left. */
export interface Continued {
  dataDir: string;
  port: number;
}

/** Starts the real program, on a free port with an empty data folder unless it continues another. */
export async function startStudio(
  settings: Record<string, string> = {},
  continued?: Continued,
): Promise<StudioServer> {
  if (!existsSync(join(root, 'client/dist/index.html'))) {
    throw new Error('client/dist is missing: npm run build first');
  }
  const dataDir = continued?.dataDir ?? (await mkdtemp(join(tmpdir(), 'caipai-e2e-')));
  const firstPort = await freeUdpPorts(RTC_PORTS);
  const child = spawn(process.execPath, [join(root, 'server/src/main.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: String(continued?.port ?? 0),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
      DATABASE_URL: '',
      REDIS_URL: '',
      MEDIA_WORKERS: '1',
      MEDIA_ANNOUNCED_ADDRESSES: '127.0.0.1',
      MEDIA_RTC_MIN_PORT: String(firstPort),
      MEDIA_RTC_MAX_PORT: String(firstPort + RTC_PORTS - 1),
      MEDIASOUP_WORKER_BIN: programPath('MEDIASOUP_WORKER_BIN'),
      FFMPEG_PATH: programPath('FFMPEG_PATH'),
      RECORDING_MIN_FREE_MB: '1',
      ...settings,
    },
  });
  const endWithUs = () => child.kill('SIGTERM');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  const lines: LogLine[] = [];
  const listeners = new Set<(line: LogLine) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (text) => {
      const line = parseLine(text);
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      for (const listener of listeners) listener(line);
    });
  }
  const logged: StudioServer['logged'] = (test, limitMs = 20_000) =>
    new Promise((resolve, reject) => {
      const past = lines.find(test);
      if (past) return resolve(past);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        listeners.delete(look);
        child.off('exit', gone);
        act();
      };
      const tail = () =>
        lines
          .slice(-15)
          .map((line) => JSON.stringify(line))
          .join('\n');
      const look = (line: LogLine) => test(line) && settle(() => resolve(line));
      const gone = () => settle(() => reject(new Error(`the server ended:\n${tail()}`)));
      const timer = setTimeout(
        () => settle(() => reject(new Error(`nothing of the kind logged in ${limitMs} ms:\n${tail()}`))),
        limitMs,
      );
      listeners.add(look);
      child.once('exit', gone);
    });

  let asked = false;
  const died = new Promise<string>((resolve) => {
    // "close" and not "exit": by then its last words are read.
    child.once('close', () => {
      if (!asked)
        resolve(
          lines
            .slice(-40)
            .map((line) => JSON.stringify(line))
            .join('\n'),
        );
    });
  });
  const discard = () => rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const { port } = await logged((line) => line.msg === 'server listens', START_LIMIT_MS);
    return {
      baseUrl: `http://${settings.HOST ?? '127.0.0.1'}:${port}`,
      dataDir,
      recordingsDir: join(dataDir, 'recordings'),
      pid: child.pid ?? -1,
      rtcPort: firstPort,
      lines,
      logged,
      died,
      async kill() {
        asked = true;
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      },
      async close() {
        asked = true;
        await stop(child);
        await discard();
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    await discard();
    throw error;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(limit);
}

/** Ids of the processes that `pid` started and whose command line holds `name`. */
export function childrenOf(pid: number, name: string): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((row) => {
    const [id, parent, ...args] = row.trim().split(/\s+/);
    return Number(parent) === pid && args.join(' ').includes(name) ? [Number(id)] : [];
  });
}

function parseLine(text: string): LogLine {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return { level: 0, msg: text };
  }
}
