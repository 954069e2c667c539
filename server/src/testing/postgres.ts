import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { requiredSetting } from './required.ts';

const run = promisify(execFile);

export interface TestPostgres {
  url: string;
  /** A fresh, empty database in the same cluster. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; its own system user, or else "nobody", lends a hand. */
async function unprivileged(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // The next name may exist.
    }
  }
  throw new Error('running as root, and no unprivileged user to run PostgreSQL as');
}

/** A private PostgreSQL cluster in a temporary folder, on a free port of the loopback interface. */
export async function startPostgres(): Promise<TestPostgres> {
  const binDir = requiredSetting('CAIPAI_POSTGRES_BIN_DIR');
  const folder = await mkdtemp(path.join(tmpdir(), 'caipai-postgres-'));
  const as = await unprivileged();
  if (as) await chown(folder, as.uid, as.gid);
  const options = { cwd: folder, ...(as ?? {}) };
  const dataFolder = path.join(folder, 'data');
  await run(
    path.join(binDir, 'initdb'),
    ['-D', dataFolder, '-U', 'caipai', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C'],
    options,
  );
  const port = await freePort();
  const server = spawn(
    path.join(binDir, 'postgres'),
    ['-D', dataFolder, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    let text = '';
    server.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${text}`)));
  });
  const urlOf = (name: string) => `postgres://caipai@127.0.0.1:${port}/${name}`;
  return {
    url: urlOf('postgres'),
    async createDatabase(name) {
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      await client.query(`create database "${name}"`);
      await client.end();
      return urlOf(name);
    },
    async stop() {
      if (server.exitCode === null) {
        server.kill('SIGINT');
        await once(server, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
