import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import { PLAYLIST_FILE } from '../ffmpeg/capture-argv.ts';
import { describeTake, endedPlaylist } from './takes.ts';

export const SDP_FILE = 'input.sdp';
export const KEY_FRAMES_FILE = 'keyframes.jsonl';
export const TAKE_FILE = 'take.json';
export const PID_FILE = 'ffmpeg.pid';
export const POSTER_FILE = 'poster.jpg';

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
  const [playlist, arrivals, files] = await Promise.all([
    readOrEmpty(join(dir, PLAYLIST_FILE)),
    readOrEmpty(join(dir, KEY_FRAMES_FILE)),
    readdirOrNone(dir),
  ]);
  const take = describeTake(name, playlist, arrivals);
  const present = new Set(files);
  return { name, segments: take.segments.filter(({ file }) => present.has(file)) };
}

/** Ends the playlist that a killed ffmpeg left open, and removes what it had half written. */
export async function finaliseTake(takeDir: string): Promise<void> {
  const path = join(takeDir, PLAYLIST_FILE);
  const text = await readOrEmpty(path);
  if (text !== '') {
    // A crash in between leaves the old playlist, not half of the new one.
    await writeFile(`${path}.new`, endedPlaylist(text));
    await rename(`${path}.new`, path);
  }
  const halfWritten = (await readdirOrNone(takeDir)).filter((name) => name.endsWith('.tmp'));
  await Promise.all([...halfWritten, PID_FILE].map((name) => rm(join(takeDir, name), { force: true })));
}

export async function readdirOrNone(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readOrEmpty(path: string): Promise<string> {
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
