import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  dir: string;
  close(): Promise<void>;
}

/** A disk in memory with about `freeBytes` left on it. Answers null where mounting is not permitted. */
export async function mountSmallDisk(sizeBytes: number, freeBytes: number): Promise<SmallDisk | null> {
  const dir = await mkdtemp(join(tmpdir(), 'caipai-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', dir]);
  } catch {
    await rm(dir, { recursive: true });
    return null;
  }
  await writeFile(join(dir, 'somebody-elses-file'), Buffer.alloc(sizeBytes - freeBytes));
  return {
    dir,
    async close() {
      // Detached at once, even while a process that was killed still holds a file there.
      await run('umount', ['-l', dir]);
      await rm(dir, { recursive: true });
    },
  };
}
