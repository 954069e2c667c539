import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Logger } from 'pino';

const KEPT_LINES = 40;
const INTERRUPT_LIMIT_MS = 3_000;

export interface ProcessExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** What the process last wrote to its error output. */
  lastLines: string[];
}

export interface SupervisedProcess {
  readonly pid: number;
  /** Never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** Asks for an orderly end, which writes trailers; after `limitMs` the process is killed. */
  interrupt(limitMs?: number): Promise<ProcessExit>;
  kill(): void;
}

export interface ProcessOptions {
  args: string[];
  cwd: string;
  log: Logger;
  /** The process is killed after this; without it the caller ends it. */
  timeLimitMs?: number;
  /** Hears every line of the error output. */
  onLine?: (line: string) => void;
  /** Hears every line of the standard output, which is dropped otherwise. */
  onOutputLine?: (line: string) => void;
  /** Hears the standard output as it comes, instead of lines. The process waits while it works. */
  onOutput?: (bytes: Buffer) => void;
  /** Kills the process. */
  signal?: AbortSignal;
  /** Gives way to everything else on this machine: what is live comes first. */
  background?: boolean;
}

export const BACKGROUND_NICENESS = 15;

/** Starts ffmpeg. Throws `recording.encoderMissing` when there is no such program. */
export async function startFfmpeg(ffmpegPath: string, options: ProcessOptions): Promise<SupervisedProcess> {
  const { args, cwd, log, timeLimitMs, onLine, onOutputLine, onOutput, background } = options;
  // In a group of its own: Ctrl-C on the node's terminal must not end takes behind its back.
  const child = spawn(ffmpegPath, args, {
    cwd,
    stdio: ['ignore', onOutputLine || onOutput ? 'pipe' : 'ignore', 'pipe'],
    detached: true,
  });
  const lastLines: string[] = [];
  const onErrorLine = (line: string) => {
    lastLines.push(line);
    if (lastLines.length > KEPT_LINES) lastLines.shift();
    onLine?.(line);
    log.debug({ line }, 'ffmpeg');
  };
  if (child.stderr) createInterface({ input: child.stderr }).on('line', onErrorLine);
  if (child.stdout && onOutputLine) createInterface({ input: child.stdout }).on('line', onOutputLine);
  if (child.stdout && onOutput) child.stdout.on('data', onOutput);
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, lastLines }));
  });
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new StudioError('recording.encoderMissing', `cannot start ${ffmpegPath}`, { cause: error });
  }
  if (background && child.pid) setPriority(child.pid, BACKGROUND_NICENESS);
  const limit = timeLimitMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeLimitMs);
  void exited.then(() => clearTimeout(limit));

  return {
    pid: child.pid ?? -1,
    exited,
    async interrupt(limitMs = INTERRUPT_LIMIT_MS) {
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
      const exit = await exited;
      clearTimeout(timer);
      return exit;
    },
    kill() {
      child.kill('SIGKILL');
    },
  };
}

/** Runs ffmpeg to its end within a time limit. Throws the reason of an aborted signal. */
export async function runFfmpeg(
  ffmpegPath: string,
  options: ProcessOptions & { timeLimitMs: number },
): Promise<ProcessExit> {
  const { signal } = options;
  signal?.throwIfAborted();
  const process = await startFfmpeg(ffmpegPath, options);
  const abort = () => process.kill();
  signal?.addEventListener('abort', abort, { once: true });
  const exit = await process.exited;
  signal?.removeEventListener('abort', abort);
  signal?.throwIfAborted();
  return exit;
}
