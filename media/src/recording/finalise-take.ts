import { readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { PLAYLIST_FILE } from '../ffmpeg/capture-argv.ts';
import { packetSpans } from '../ffmpeg/packet-spans.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { KEPT_PLAYLIST_FILE, PID_FILE, readOrEmpty, sizeOf } from './take-files.ts';
import { endedPlaylist, parsePlaylist, withLastDuration, withoutLastSegment, withSegment } from './takes.ts';

/** MPEG-TS is a row of packets of this size. */
const TS_PACKET_BYTES = 188;
/** ffmpeg's first stream: the picture, or the sound of a take without one. */
const LEADING_PID = 0x100;
const RESCUE_LIMIT_MS = 10_000;

const segmentName = /^(seg-(\d+)\.ts)(\.tmp)?$/;

export interface Encoder {
  ffmpegPath: string;
  log: Logger;
}

/**
 * Ends the playlist of a take whose ffmpeg is gone, however it went: takes in what a killed one had written of
 * its last segment, leaves out what the disk had no room for, and measures the last segment, which ffmpeg lists
 * with a wrong length when nothing came in any more.
 */
export async function finaliseTake(takeDir: string, encoder: Encoder): Promise<void> {
  const path = join(takeDir, PLAYLIST_FILE);
  await bringBackPlaylist(takeDir);
  const listed = await withoutCutSegments(takeDir, await readOrEmpty(path));
  const whole = await withUnlistedSegment(takeDir, listed, encoder);
  const leftovers = (await readdir(takeDir)).filter((name) => name.endsWith('.tmp'));
  await Promise.all(leftovers.map((name) => rm(join(takeDir, name), { force: true })));
  if (whole !== '') {
    const measured = await withMeasuredEnd(takeDir, whole, encoder);
    await putInPlace(path, endedPlaylist(measured)).catch(async (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC' || whole === listed) throw error;
      // What was saved of the last segment took the room that the playlist needs.
      await rm(join(takeDir, parsePlaylist(whole).segments.at(-1)?.file ?? ''), { force: true });
      await putInPlace(path, endedPlaylist(listed));
    });
  }
  // The mark of a take that is still to be closed goes last.
  await rm(join(takeDir, PID_FILE), { force: true });
}

/** A crash in between leaves the old playlist, not half of the new one. */
async function putInPlace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

async function bringBackPlaylist(takeDir: string): Promise<void> {
  const [path, kept] = [join(takeDir, PLAYLIST_FILE), join(takeDir, KEPT_PLAYLIST_FILE)];
  if ((await sizeOf(kept)) > (await sizeOf(path))) await rename(kept, path);
  else await rm(kept, { force: true });
}

async function withoutCutSegments(takeDir: string, playlist: string): Promise<string> {
  let text = playlist;
  for (;;) {
    const last = parsePlaylist(text).segments.at(-1);
    const bytes = last ? await sizeOf(join(takeDir, last.file)) : 0;
    if (!last || (bytes > 0 && bytes % TS_PACKET_BYTES === 0)) return text;
    await rm(join(takeDir, last.file), { force: true });
    text = withoutLastSegment(text);
  }
}

/** A killed ffmpeg leaves the segment it was writing, up to two seconds, under a name of its own. */
async function withUnlistedSegment(takeDir: string, playlist: string, encoder: Encoder): Promise<string> {
  const last = parsePlaylist(playlist).segments.at(-1);
  const next = numberOf(last?.file ?? '') + 1;
  const found = (await readdir(takeDir)).map((name) => segmentName.exec(name));
  const unlisted = found.find((match) => Number(match?.[2]) === next);
  if (!unlisted) return playlist;
  const [name, file = ''] = unlisted;
  if (name !== file && !(await rescue(takeDir, name, file, encoder))) return playlist;
  return withSegment(playlist, file);
}

/** Makes a playable segment of a half-written one. Answers false when nothing of it can be played. */
async function rescue(takeDir: string, part: string, file: string, encoder: Encoder): Promise<boolean> {
  const partPath = join(takeDir, part);
  const bytes = await lastPictureAt(partPath);
  if (bytes === 0) return false;
  await truncate(partPath, bytes);
  const { code } = await runFfmpeg(encoder.ffmpegPath, {
    args: [
      ...['-hide_banner', '-nostdin', '-loglevel', 'warning', '-fflags', '+discardcorrupt', '-copyts'],
      ...['-f', 'mpegts', '-i', part, '-map', '0', '-c', 'copy'],
      ...['-muxdelay', '0', '-muxpreload', '0', '-f', 'mpegts', '-y', file],
    ],
    ...{ cwd: takeDir, log: encoder.log, timeLimitMs: RESCUE_LIMIT_MS },
  });
  if (code === 0 && (await sizeOf(join(takeDir, file))) > 0) return true;
  await rm(join(takeDir, file), { force: true });
  return false;
}

/** Where the last picture of a cut file begins: whether it is whole cannot be seen, so it is left out. */
async function lastPictureAt(path: string): Promise<number> {
  const bytes = await readFile(path);
  const packets = Math.floor(bytes.length / TS_PACKET_BYTES);
  for (let packet = packets - 1; packet > 0; packet -= 1) {
    const at = packet * TS_PACKET_BYTES;
    const header = bytes.readUInt16BE(at + 1);
    const begins = (header & 0x4000) !== 0;
    if (begins && (header & 0x1fff) === LEADING_PID) return at;
  }
  return 0;
}

async function withMeasuredEnd(takeDir: string, playlist: string, encoder: Encoder): Promise<string> {
  const last = parsePlaylist(playlist).segments.at(-1);
  if (!last) return playlist;
  const { video, audio } = await packetSpans(encoder.ffmpegPath, last.file, takeDir, encoder.log);
  const span = video ?? audio;
  return span ? withLastDuration(playlist, span.endMs - span.startMs) : playlist;
}

function numberOf(file: string): number {
  return Number(segmentName.exec(file)?.[2] ?? 0);
}
