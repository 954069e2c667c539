import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';
import { identityOf, isRunning } from './process-identity.mjs';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caipai-lock-'));
  path = join(folder, 'setup.lock');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function writeLock(record: object) {
  writeFileSync(path, JSON.stringify({ host: hostname(), since: '', groups: [], ...record }));
}

test('the lock names its holder while the work runs, and goes afterwards', async () => {
  await withLock(path, async () => {
    expect(JSON.parse(readFileSync(path, 'utf8')).holder.pid).toBe(process.pid);
  });
  expect(existsSync(path)).toBe(false);
});

test('the lock goes when the work fails, and the failure comes through', async () => {
  const work = withLock(path, () => Promise.reject(new Error('no room left')));
  await expect(work).rejects.toThrow('no room left');
  expect(existsSync(path)).toBe(false);
});

test('two that want it work one after the other, and the second is told whom it waits for', async () => {
  const events: string[] = [];
  const gate = Promise.withResolvers<void>();
  const waiting = Promise.withResolvers<number>();
  const first = withLock(path, async () => {
    events.push('first in');
    await gate.promise;
    events.push('first out');
  });
  const second = withLock(
    path,
    async () => {
      events.push('second in');
    },
    ({ holder }) => waiting.resolve(holder.pid),
  );
  expect(await waiting.promise).toBe(process.pid);
  gate.resolve();
  await Promise.all([first, second]);
  expect(events).toEqual(['first in', 'first out', 'second in']);
});

test('many at once never overlap', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(path, work)));
  expect(most).toBe(1);
});

test('a holder that was killed loses the lock, and the programs it started are ended', async () => {
  const holder = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  const orphan = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  const orphanGone = once(orphan, 'exit');
  if (!holder.pid || !orphan.pid) throw new Error('cat does not start');
  writeLock({ holder: identityOf(holder.pid), groups: [identityOf(orphan.pid)] });
  const holderGone = once(holder, 'exit');
  holder.kill('SIGKILL');
  await holderGone;

  let ran = false;
  await withLock(path, async () => {
    ran = true;
  });

  expect(ran).toBe(true);
  expect((await orphanGone)[1]).toBe('SIGKILL');
});

test('a pid that another process has by now does not hold the lock, and that process is spared', async () => {
  const stranger = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  if (!stranger.pid) throw new Error('cat does not start');
  const reused = { pid: stranger.pid, startTime: '1' };
  writeLock({ holder: reused, groups: [reused] });
  await withLock(path, async () => {});
  expect(isRunning(stranger.pid)).toBe(true);
  stranger.kill();
});

test('a holder on another host counts as dead only after a minute of silence', async () => {
  writeLock({ holder: { pid: 1, startTime: null }, host: 'another-host' });
  const told = Promise.withResolvers<string>();
  const work = withLock(
    path,
    async () => 'in',
    ({ host }) => told.resolve(host),
  );
  expect(await told.promise).toBe('another-host');
  const longAgo = new Date(Date.now() - 61_000);
  utimesSync(path, longAgo, longAgo);
  expect(await work).toBe('in');
});

test('a lock file without sense is taken over', async () => {
  writeFileSync(path, '{"holder":');
  expect(await withLock(path, async () => 'in')).toBe('in');
});
