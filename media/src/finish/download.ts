import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { FinishedRecording } from '@caipai/shared/schemas/finished-recording';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import type { Logger } from 'pino';
import { downloadArgv } from '../ffmpeg/finish-argv.ts';
import { startFfmpeg } from '../ffmpeg/run.ts';
import { FINISH_DIR } from './assemble.ts';
import { inputPlaylist } from './finish-part.ts';

interface DownloadContext {
  /** Where the finished recording grows, beside the takes. */
  outDir: string;
  ffmpegPath: string;
  signal: AbortSignal;
  log: Logger;
}

const DOWNLOAD_FILE = 'recording.mp4';
const LIST_FILE = 'takes.ffconcat';
/** What ffmpeg says of a full disk, and of a full share of it. */
const noRoom = /no space left on device|disk quota exceeded/i;
const DOWNLOAD_LIMIT_MS = 30 * 60_000;

/**
 * One file of all takes. Null when ffmpeg cannot make one: the replay does not need it. Throws `recording.diskFull`
 * where it only had no room.
 */
export async function joinTakes(
  takes: readonly RecordedTake[],
  context: DownloadContext,
): Promise<FinishedRecording['download']> {
  const playlists: string[] = [];
  for (const { name, segments } of takes) {
    const playlist = `${name}.m3u8`;
    await writeFile(join(context.outDir, playlist), inputPlaylist(segments, `../${name}`));
    playlists.push(playlist);
  }
  try {
    return await joinPlaylists(playlists, context);
  } finally {
    await Promise.all(playlists.map((file) => rm(join(context.outDir, file), { force: true })));
  }
}

/** The same of playlists that are there, relative to the folder. */
export async function joinPlaylists(
  playlists: readonly string[],
  { outDir, ffmpegPath, signal, log }: DownloadContext,
): Promise<FinishedRecording['download']> {
  const list = playlists.map((playlist) => `file '${playlist}'`);
  await writeFile(join(outDir, LIST_FILE), `ffconcat version 1.0\n${list.join('\n')}\n`);
  // An encoder that outlived its node goes on writing into the file it has open, so this one gets another.
  await rm(join(outDir, `${DOWNLOAD_FILE}.tmp`), { force: true });
  const process = await startFfmpeg(ffmpegPath, {
    args: downloadArgv(LIST_FILE, `${DOWNLOAD_FILE}.tmp`),
    ...{ cwd: outDir, log, timeLimitMs: DOWNLOAD_LIMIT_MS, background: true },
  });
  const abort = () => process.kill();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const exit = await process.exited;
  signal.removeEventListener('abort', abort);
  signal.throwIfAborted();
  await rm(join(outDir, LIST_FILE), { force: true });
  const path = join(outDir, DOWNLOAD_FILE);
  if (exit.code !== 0) {
    log.warn({ ...exit }, 'no file to download');
    await rm(`${path}.tmp`, { force: true });
    if (exit.lastLines.some((line) => noRoom.test(line)))
      throw new StudioError('recording.diskFull', 'too little free space for the file to download');
    return null;
  }
  await rename(`${path}.tmp`, path);
  return { file: `${FINISH_DIR}/${DOWNLOAD_FILE}`, bytes: (await stat(path)).size };
}
