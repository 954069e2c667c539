import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from '../ffmpeg/run.ts';
import type { Encoder } from '../recording/finalise-take.ts';
import type { Samples, Thumbnail } from './align.ts';

export interface Excerpt {
  pictures: Thumbnail[];
  sound: Samples | null;
}

export interface Source {
  /** As ffmpeg takes it, relative to the working directory. */
  input: string;
  /** Too long to be read from its beginning. */
  seekable: boolean;
  hasPicture: boolean;
  hasSound: boolean;
}

const SIDE_PX = 32;
const RATE_HZ = 4_000;
const GREY_FILE = 'excerpt.grey';
const SOUND_FILE = 'excerpt.s16';
const TIME_LIMIT_MS = 60_000;
/** Where to begin decoding: a key frame comes every two seconds, of MediaRecorder's after a little longer. */
const LEAD_S = 6;

/** Small pictures and coarse sound between two times on the source's own clock, for laying one over another. */
export async function readExcerpt(
  source: Source,
  fromS: number,
  toS: number,
  workDir: string,
  { ffmpegPath, log }: Encoder,
): Promise<Excerpt> {
  const picture: number[] = [];
  const sound: number[] = [];
  const onLine = (line: string) => {
    const [, kind, time] = /\[Parsed_(a?)showinfo_\d+ .* pts_time:\s*(-?[\d.]+)/.exec(line) ?? [];
    if (time !== undefined) (kind === 'a' ? sound : picture).push(Number(time));
  };
  const range = `start=${Math.max(0, fromS).toFixed(6)}:end=${toS.toFixed(6)}`;
  await runFfmpeg(ffmpegPath, {
    args: [
      ...['-hide_banner', '-nostdin', '-loglevel', 'info', '-nostats', '-copyts', '-y'],
      ...(source.seekable ? ['-seek_timestamp', '1', '-ss', Math.max(0, fromS - LEAD_S).toFixed(3)] : []),
      ...['-i', source.input],
      ...(source.hasPicture
        ? [
            ...['-map', '0:v:0', '-vf', `trim=${range},scale=${SIDE_PX}:${SIDE_PX}:flags=area,showinfo`],
            ...['-fps_mode', 'passthrough', '-pix_fmt', 'gray', '-f', 'rawvideo', GREY_FILE],
          ]
        : []),
      ...(source.hasSound
        ? [
            ...['-map', '0:a:0', '-af', `atrim=${range},ashowinfo`],
            ...['-ac', '1', '-ar', String(RATE_HZ), '-f', 's16le', SOUND_FILE],
          ]
        : []),
    ],
    ...{ cwd: workDir, log, timeLimitMs: TIME_LIMIT_MS, background: true, onLine },
  });
  const grey = await readAndRemove(join(workDir, GREY_FILE));
  const samples = await readAndRemove(join(workDir, SOUND_FILE));
  const size = SIDE_PX * SIDE_PX;
  const count = Math.min(picture.length, Math.floor(grey.length / size));
  return {
    pictures: picture
      .slice(0, count)
      .map((atS, index) => ({ atS, grey: grey.subarray(index * size, (index + 1) * size) })),
    sound: sound[0] === undefined ? null : { startS: sound[0], rateHz: RATE_HZ, values: asSamples(samples) },
  };
}

function asSamples(bytes: Buffer): Int16Array {
  const values = new Int16Array(Math.floor(bytes.length / 2));
  for (let at = 0; at < values.length; at += 1) values[at] = bytes.readInt16LE(at * 2);
  return values;
}

async function readAndRemove(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  await rm(path, { force: true });
  return bytes;
}
