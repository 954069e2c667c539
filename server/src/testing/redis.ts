import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.ts';
import { requiredSetting } from './required.ts';

export interface TestRedis {
  url: string;
  /** Freezes it: connections stay and nothing answers. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** A private redis-server without any file, on a port of the loopback interface, a free one unless it is given. */
export async function startRedis(url?: string): Promise<TestRedis> {
  const port = url ? Number(new URL(url).port) : await freePort();
  const server = spawn(
    requiredSetting('CAIPAI_REDIS_SERVER'),
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve, reject) => {
    let text = '';
    server.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('Ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`redis-server did not start:\n${text}`)));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    async stop() {
      if (server.exitCode !== null) return;
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}
