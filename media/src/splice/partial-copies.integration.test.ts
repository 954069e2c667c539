import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readFills, withFills } from '../recording/fill-files.ts';
import { readTake, takeNames } from '../recording/take-files.ts';
import { requireEnv } from '../testing/require-env.ts';
import { Splicer } from './splicer.ts';

const run = promisify(execFile);
const ffmpegPath = requireEnv('FFMPEG_PATH');
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
const ID = 'rehearsal';
const COPY_ID = 'copy';
/** Wall clock at the scene's beginning. */
const SCENE_WALL_MS = 1_700_000_000_000;
const SCENE_S = 90;

let dir: string;
let scene: string;
let recordingDir: string;
let splicer: Splicer;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'caipai-partial-'));
  scene = join(dir, 'scene.mkv');
  await ffmpeg(
    ...['-f', 'lavfi', '-i', `mandelbrot=size=320x180:rate=20:end_scale=0.001:end_pts=${SCENE_S * 20}`],
    ...['-f', 'lavfi', '-i', 'anoisesrc=color=brown:sample_rate=48000:seed=7:amplitude=0.6'],
    ...['-t', String(SCENE_S), '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '20', '-bf', '0'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'pcm_s16le', scene],
  );
});
afterAll(() => rm(dir, { recursive: true, force: true }));

beforeEach(async () => {
  await rm(join(dir, ID), { recursive: true, force: true });
  recordingDir = join(dir, ID);
  splicer = new Splicer({
    ...{ recordingsDir: dir, ffmpegPath, log },
    ...{ minFreeBytes: 0, freeBytes: async () => Number.POSITIVE_INFINITY },
  });
});

const ffmpeg = (...args: string[]) => run(ffmpegPath, ['-v', 'error', '-nostdin', '-y', ...args]);

/** A stretch of the scene as the recorder leaves it: segments of two seconds with their wall clock. */
async function record(name: string, fromS: number, toS: number): Promise<void> {
  const takeDir = join(recordingDir, name);
  await mkdir(takeDir, { recursive: true });
  await ffmpeg(
    ...['-ss', String(fromS), '-i', scene, '-t', String(toS - fromS)],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '40', '-bf', '0', '-c:a', 'aac', '-b:a', '128k'],
    ...['-f', 'hls', '-hls_time', '2', '-hls_list_size', '0', '-start_number', '1'],
    ...['-hls_segment_filename', join(takeDir, 'seg-%05d.ts'), join(takeDir, 'index.m3u8')],
  );
  const wallMs = SCENE_WALL_MS + fromS * 1_000;
  await writeFile(join(takeDir, 'keyframes.jsonl'), `${JSON.stringify({ mediaMs: 0, wallMs })}\n`);
}

/** Stretches of the scene one after the other, as a browser records whose clock stands still between them. */
async function copyOf(...stretches: [fromS: number, toS: number][]): Promise<void> {
  const copyDir = join(recordingDir, 'copies', COPY_ID);
  await mkdir(copyDir, { recursive: true });
  const cuts = stretches.flatMap(([from, to], index) => [
    `[0:v]trim=${from}:${to},setpts=PTS-STARTPTS[v${index}]`,
    `[0:a]atrim=${from}:${to},asetpts=PTS-STARTPTS[a${index}]`,
  ]);
  const all = stretches.map((_, index) => `[v${index}][a${index}]`).join('');
  await ffmpeg(
    ...['-i', scene, '-filter_complex', `${cuts.join(';')};${all}concat=n=${stretches.length}:a=1[v][a]`],
    ...['-map', '[v]', '-map', '[a]', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '40', '-bf', '0'],
    ...['-c:a', 'libopus', '-b:a', '96k', '-f', 'matroska', join(copyDir, '000000.chunk')],
  );
}

const splice = (startedS: number) =>
  splicer.splice({ recordingId: ID, copyId: COPY_ID, startedWallMs: SCENE_WALL_MS + startedS * 1_000 });

/** What is played, in order, in seconds of the scene. */
async function played(): Promise<{ name: string; fromS: number; toS: number }[]> {
  const takes = await Promise.all(
    (await takeNames(recordingDir)).map((name) => readTake(recordingDir, name)),
  );
  return withFills(takes, await readFills(recordingDir)).map(({ name, segments }) => {
    const [first, last] = [segments[0], segments.at(-1)];
    const sceneS = (wallMs = 0) => Math.round((wallMs - SCENE_WALL_MS) / 100) / 10;
    return {
      name,
      fromS: sceneS(first?.startWallMs),
      toS: sceneS((last?.startWallMs ?? 0) + (last?.durationMs ?? 0)),
    };
  });
}

const HOLE = [
  { name: 'take-001', fromS: 0, toS: 20 },
  { name: 'take-002', fromS: 30, toS: 40 },
];

describe('a copy that reaches only part of a hole', () => {
  beforeEach(async () => {
    await record('take-001', 0, 20);
    await record('take-002', 30, 40);
  });

  it('leaves the recording as it is when it ends before anything is missing', async () => {
    await copyOf([5, 18.5]);
    expect(await splice(5)).toEqual({ holes: 1, filled: 0, missed: 0 });
    expect(await played()).toEqual(HOLE);
  });

  it('leaves the recording as it is when it begins after nothing is missing any more', async () => {
    await copyOf([31, 40]);
    expect(await splice(31)).toEqual({ holes: 1, filled: 0, missed: 0 });
    expect(await played()).toEqual(HOLE);
  });

  it('fills the beginning when it ends in the middle', async () => {
    await copyOf([5, 25]);
    expect(await splice(5)).toEqual({ holes: 1, filled: 1, missed: 0 });
    expect(await played()).toEqual([
      { name: 'take-001', fromS: 0, toS: 18 },
      { name: 'fill-001', fromS: 18, toS: 25 },
      { name: 'take-002', fromS: 30, toS: 40 },
    ]);
  });

  it('fills the end when it begins in the middle', async () => {
    await copyOf([25, 40]);
    expect(await splice(25)).toEqual({ holes: 1, filled: 1, missed: 0 });
    expect(await played()).toEqual([
      { name: 'take-001', fromS: 0, toS: 20 },
      { name: 'fill-001', fromS: 25, toS: 32 },
      { name: 'take-002', fromS: 32, toS: 40 },
    ]);
  });

  it('fills up to what was recorded when it ends within the first segment after the hole', async () => {
    await copyOf([5, 30.7]);
    expect(await splice(5)).toEqual({ holes: 1, filled: 1, missed: 0 });
    expect(await played()).toEqual([
      { name: 'take-001', fromS: 0, toS: 18 },
      { name: 'fill-001', fromS: 18, toS: 30 },
      { name: 'take-002', fromS: 30, toS: 40 },
    ]);
  });

  it('fills from where the recording ended when it begins within the last segment before the hole', async () => {
    await copyOf([18.6, 40]);
    expect(await splice(18.6)).toEqual({ holes: 1, filled: 1, missed: 0 });
    expect(await played()).toEqual([
      { name: 'take-001', fromS: 0, toS: 20 },
      { name: 'fill-001', fromS: 20, toS: 32 },
      { name: 'take-002', fromS: 32, toS: 40 },
    ]);
  });
});

describe('a copy whose clock stood still while the machine slept', () => {
  const SLEPT = [
    { name: 'take-001', fromS: 0, toS: 20 },
    { name: 'take-002', fromS: 40, toS: 52 },
  ];

  it('leaves the hole rather than show what was filmed after it, and says that it was missed', async () => {
    await record('take-001', 0, 20);
    await record('take-002', 40, 52);
    await copyOf([0, 20], [40, 80]);
    expect(await splice(0)).toEqual({ holes: 1, filled: 0, missed: 1 });
    expect(await played()).toEqual(SLEPT);
  });

  it('leaves a hole that comes later, too', async () => {
    await record('take-001', 40, 52);
    await record('take-002', 60, 72);
    await copyOf([0, 20], [40, 80]);
    expect(await splice(0)).toEqual({ holes: 1, filled: 0, missed: 1 });
    expect((await played()).map(({ name }) => name)).toEqual(['take-001', 'take-002']);
  });

  it('leaves the hole when both sides are found, but not as far apart as they are', async () => {
    await record('take-001', 0, 20);
    await record('take-002', 40, 52);
    await copyOf([0, 25], [26.3, 80]);
    expect(await splice(0)).toEqual({ holes: 1, filled: 0, missed: 1 });
    expect(await played()).toEqual(SLEPT);
  });
});
