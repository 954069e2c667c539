import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { requireEnv } from '../testing/require-env.ts';
import { mountSmallDisk } from '../testing/small-disk.ts';
import { finaliseTake } from './finalise-take.ts';
import { keepPlaylist, readTake } from './take-files.ts';

const playlist = (count: number) =>
  [
    '#EXTM3U',
    ...Array.from({ length: count }, (_, index) => `#EXTINF:2.000000,\nseg-0000${index + 1}.ts`),
    '',
  ].join('\n');

/** As ffmpeg does: beside the file, then into its place, whether it could be written or not. */
async function replacePlaylist(takeDir: string, text: string): Promise<unknown> {
  const part = join(takeDir, 'index.m3u8.tmp');
  const error = await writeFile(part, text).catch((reason: unknown) => reason);
  await rename(part, join(takeDir, 'index.m3u8'));
  return error;
}

it('a playlist that a full disk swallowed comes back, without the segment that was cut', async ({ skip }) => {
  const disk = await mountSmallDisk(1024 * 1024, 64 * 1024);
  if (!disk) return skip('mounting a small disk is not permitted here');
  try {
    const takeDir = join(disk.dir, 'take-001');
    await mkdir(takeDir);
    for (const file of ['seg-00001.ts', 'seg-00002.ts'])
      await writeFile(join(takeDir, file), Buffer.alloc(188 * 20));
    expect(await replacePlaylist(takeDir, playlist(2))).toBeUndefined();
    expect(await keepPlaylist(takeDir)).toBe(true);
    // The next segment is cut: it takes every byte that is left, and more.
    const cut = await writeFile(join(takeDir, 'seg-00003.ts'), Buffer.alloc(188 * 1_000)).catch(
      (reason: NodeJS.ErrnoException) => reason,
    );
    expect(cut).toMatchObject({ code: 'ENOSPC' });
    expect(await replacePlaylist(takeDir, playlist(3))).toMatchObject({ code: 'ENOSPC' });
    expect(await keepPlaylist(takeDir)).toBe(false);

    const encoder = { ffmpegPath: requireEnv('FFMPEG_PATH'), log: pino({ level: 'silent' }) };
    await finaliseTake(takeDir, encoder).catch((error: NodeJS.ErrnoException) =>
      expect(error.code).toBe('ENOSPC'),
    );
    expect((await readTake(disk.dir, 'take-001')).segments.map(({ file }) => file)).toEqual([
      'seg-00001.ts',
      'seg-00002.ts',
    ]);
    expect(await readFile(join(takeDir, 'index.m3u8'), 'utf8')).toContain('seg-00002.ts');
  } finally {
    await disk.close();
  }
});
