import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freeUdpPorts } from '../../../client/e2e/support/free-ports.ts';
import { describeSpread, median, type Suite, say } from '../figures.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const STARTS = 5;
const LIMIT_MS = 60_000;

export const start: Suite = {
  name: 'start',
  says:
    '`npm start` in a checkout that is set up, over a data folder that was used before, from the command to ' +
    'the first answer of /healthz. The baseline is the first start over an empty data folder.',
  figures: ['second_start_ms'],
  async run(report) {
    const folder = await mkdtemp(join(tmpdir(), 'caipai-bench-start-'));
    const dataDir = join(folder, 'data');
    try {
      // Whatever the checkout's set-up still had to do is done here, and counts nowhere.
      await startOnce(join(folder, 'warm-up'));
      const firstMs = await startOnce(dataDir);
      say(`first start, empty data folder: ${firstMs.toFixed(0)} ms`);
      const times: number[] = [];
      while (times.length < STARTS) times.push(await startOnce(dataDir));
      say(`second and later starts: ${describeSpread(times)}`);
      report({
        name: 'second_start_ms',
        value: median(times),
        unit: 'ms',
        n: times.length,
        baseline: { name: 'first start, empty data folder', value: firstMs },
      });
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

/** Milliseconds from the command to the first healthy answer; the program is ended again. */
async function startOnce(dataDir: string): Promise<number> {
  const [port, rtcPort] = await Promise.all([freeTcpPort(), freeUdpPorts(8)]);
  const startedAtMs = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    // A group of its own, so that npm and all that it started can be ended together.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      MEDIA_RTC_MIN_PORT: String(rtcPort),
      MEDIA_RTC_MAX_PORT: String(rtcPort + 7),
    },
  });
  try {
    await untilHealthy(child, `http://127.0.0.1:${port}/healthz`);
    return performance.now() - startedAtMs;
  } finally {
    await end(child);
  }
}

async function untilHealthy(child: ChildProcess, url: string): Promise<void> {
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => lastLines.push(line));
  }
  const deadlineMs = performance.now() + LIMIT_MS;
  while (performance.now() < deadlineMs && child.exitCode === null) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`did not start:\n${lastLines.slice(-15).join('\n')}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  const limit = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 15_000);
  await ended;
  clearTimeout(limit);
}

async function freeTcpPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
