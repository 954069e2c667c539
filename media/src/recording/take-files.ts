import { link, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type RecordedTake, type TakeTracks, takeTracksSchema } from '@caipai/shared/schemas/media';
import { PLAYLIST_FILE } from '../ffmpeg/capture-argv.ts';
import { describeTake } from './takes.ts';

export const SDP_FILE = 'input.sdp';
export const KEY_FRAMES_FILE = 'keyframes.jsonl';
export const TAKE_FILE = 'take.json';
export const PID_FILE = 'ffmpeg.pid';
export const POSTER_FILE = 'poster.jpg';
/** A second name of the last whole playlist: on a full disk ffmpeg puts an empty one in its place. */
export const KEPT_PLAYLIST_FILE = 'index.kept.m3u8';

const takeName = /^take-(\d{3,})$/;

export async function takeNames(recordingDir: string): Promise<string[]> {
  const names = (await readdirOrNone(recordingDir)).filter((name) => takeName.test(name));
  return names.sort((a, b) => takeNumber(a) - takeNumber(b));
}

/** Makes the folder of the next take and answers its name. */
export async function makeNextTake(recordingDir: string): Promise<string> {
  const last = (await takeNames(recordingDir)).at(-1);
  const name = `take-${String((last ? takeNumber(last) : 0) + 1).padStart(3, '0')}`;
  await mkdir(join(recordingDir, name), { recursive: true });
  return name;
}

/** What of the take can be played now; segments that are not on disk as a whole do not count. */
export async function readTake(recordingDir: string, name: string): Promise<RecordedTake> {
  const dir = join(recordingDir, name);
  const [playlist, arrivals, about, files] = await Promise.all([
    readOrEmpty(join(dir, PLAYLIST_FILE)),
    readOrEmpty(join(dir, KEY_FRAMES_FILE)),
    readOrEmpty(join(dir, TAKE_FILE)),
    readdirOrNone(dir),
  ]);
  const take = describeTake(name, playlist, arrivals);
  const present = new Set(files);
  return {
    name,
    origin: 'stream',
    segments: take.segments.filter(({ file }) => present.has(file)),
    tracks: parseTracks(about),
  };
}

function parseTracks(text: string): TakeTracks {
  try {
    return takeTracksSchema.parse(JSON.parse(text));
  } catch {
    return { picture: true, sound: true, avOffsetMs: null };
  }
}

/**
 * Gives the playlist a second name as long as it grows, and answers false when it has shrunk: then it was
 * written on a disk that took nothing. A name costs no space. Playlists of a take only ever grow.
 */
export async function keepPlaylist(takeDir: string): Promise<boolean> {
  const [path, kept] = [join(takeDir, PLAYLIST_FILE), join(takeDir, KEPT_PLAYLIST_FILE)];
  const [bytes, keptBytes] = await Promise.all([sizeOf(path), sizeOf(kept)]);
  if (bytes <= keptBytes) return bytes === keptBytes;
  await rm(kept, { force: true });
  await link(path, kept);
  return true;
}

export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

export async function readdirOrNone(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function takeNumber(name: string): number {
  return Number(takeName.exec(name)?.[1] ?? 0);
}
