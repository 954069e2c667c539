import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import type { Logger } from 'pino';
import { posterArgv } from '../ffmpeg/poster-argv.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { POSTER_FILE } from './take-files.ts';

const LONG_SIDE_PX = 640;
const TIME_LIMIT_MS = 10_000;
/** Far enough in that the camera has found its exposure, early enough for a short rehearsal. */
const POSITION = 0.1;

/** Writes `poster.jpg` beside the takes. Answers false when no segment there has a picture. */
export async function makePoster(
  recordingDir: string,
  takes: readonly RecordedTake[],
  ffmpegPath: string,
  log: Logger,
): Promise<boolean> {
  const segment = segmentAt(takes, POSITION);
  if (!segment) return false;
  const partFile = join(recordingDir, `${POSTER_FILE}.part`);
  const exit = await runFfmpeg(ffmpegPath, {
    args: posterArgv(segment, partFile, LONG_SIDE_PX),
    cwd: recordingDir,
    log,
    timeLimitMs: TIME_LIMIT_MS,
  });
  try {
    if (exit.code !== 0) throw new Error(exit.lastLines.join(' | '));
    await rename(partFile, join(recordingDir, POSTER_FILE));
    return true;
  } catch (error) {
    log.info({ err: error }, 'no poster');
    await rm(partFile, { force: true });
    return false;
  }
}

/** The segment in which `share` of the whole recording has passed, relative to the recording's folder. */
export function segmentAt(takes: readonly RecordedTake[], share: number): string | null {
  const all = takes.flatMap(({ name, segments }) =>
    segments.map(({ file, durationMs }) => ({ path: join(name, file), durationMs })),
  );
  const totalMs = all.reduce((sum, { durationMs }) => sum + durationMs, 0);
  let passedMs = 0;
  for (const { path, durationMs } of all) {
    passedMs += durationMs;
    if (passedMs > totalMs * share) return path;
  }
  return null;
}
