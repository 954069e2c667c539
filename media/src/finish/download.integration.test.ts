import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { readTake } from '../recording/take-files.ts';
import { requireEnv } from '../testing/require-env.ts';
import { mountSmallDisk } from '../testing/small-disk.ts';
import { joinTakes } from './download.ts';

const ffmpegPath = requireEnv('FFMPEG_PATH');
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

/** A recording of one take; answers the folder in which its file grows. */
async function record(recordingDir: string): Promise<string> {
  const [takeDir, outDir] = [join(recordingDir, 'take-001'), join(recordingDir, 'finish.part')];
  await mkdir(takeDir, { recursive: true });
  await mkdir(outDir);
  await promisify(execFile)(
    ffmpegPath,
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25', '-t', '4'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50'],
      ...['-f', 'hls', '-hls_time', '2', '-hls_list_size', '0', '-start_number', '1'],
      ...['-hls_segment_filename', 'seg-%05d.ts', 'index.m3u8'],
    ],
    { cwd: takeDir },
  );
  return outDir;
}

async function downloadOf(recordingDir: string, outDir: string) {
  const take = await readTake(recordingDir, 'take-001');
  return joinTakes([take], { outDir, ffmpegPath, log, signal: new AbortController().signal });
}

it('a disk that fills up while the file is written is said to be full, and the file may be made another time', async ({
  skip,
}) => {
  const disk = await mountSmallDisk(16 * 1024 * 1024, 12 * 1024 * 1024);
  if (!disk) return skip('mounting a small disk is not permitted here');
  onTestFinished(() => disk.close());
  const outDir = await record(disk.dir);
  const others = join(disk.dir, 'somebody-elses-second-file');
  // Room for the list of segments, and for half of the file.
  const { bavail, bsize } = await statfs(disk.dir);
  await writeFile(others, Buffer.alloc(bavail * bsize - 300_000));
  await expect(downloadOf(disk.dir, outDir)).rejects.toMatchObject({ code: 'recording.diskFull' });
  await rm(others);
  expect(await downloadOf(disk.dir, outDir)).toMatchObject({ file: 'finish/recording.mp4' });
});

it('a process of an earlier run that still writes the file writes it into nothing', async () => {
  const recordingDir = await mkdtemp(join(tmpdir(), 'caipai-download-'));
  onTestFinished(() => rm(recordingDir, { recursive: true }));
  const outDir = await record(recordingDir);
  const orphan = await open(join(outDir, 'recording.mp4.tmp'), 'w');
  onTestFinished(() => orphan.close());
  const download = await downloadOf(recordingDir, outDir);
  const made = await readFile(join(outDir, 'recording.mp4'));
  await orphan.write(Buffer.alloc(1_000, 7), 0, 1_000, 0);
  expect((await readFile(join(outDir, 'recording.mp4'))).equals(made)).toBe(true);
  expect(download?.bytes).toBe(made.length);
});
