import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFactHub } from '../facts.ts';
import { readTake } from '../recording/take-files.ts';
import { decodeErrors, runForOutput } from '../testing/probe.ts';
import { requireEnv } from '../testing/require-env.ts';
import { Finisher } from './finisher.ts';

const run = promisify(execFile);
const ffmpeg = requireEnv('FFMPEG_PATH');
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
const ID = 'duet';
const FPS = 25;
const START_WALL_MS = 1_800_000_000_000;
const TONE_RATE_HZ = 16_000;
/** The frames are looked at in miniature. */
const [MINI_W, MINI_H] = [64, 36];

let recordingsDir: string;
let finisher: Finisher | undefined;

beforeEach(async () => {
  recordingsDir = await mkdtemp(join(tmpdir(), 'caipai-compose-'));
});
afterEach(async () => {
  await finisher?.close();
  await rm(recordingsDir, { recursive: true, force: true });
});

/** A take of one colour, or of two, the second one from `turnsAtS` on, with a tone. */
async function captureTake(
  dir: string,
  look: {
    colour: string;
    later?: string;
    turnsAtS?: number;
    seconds: number;
    toneHz: number;
    fromS?: number;
  },
): Promise<void> {
  const { colour, later = colour, turnsAtS = 0, seconds, toneHz, fromS = 0 } = look;
  await mkdir(join(recordingsDir, ID, dir), { recursive: true });
  const source = `color=${colour}:s=1280x720:r=${FPS},drawbox=c=${later}:t=fill:enable='gte(t,${turnsAtS})'`;
  await run(
    ffmpeg,
    [
      ...['-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', source],
      ...['-f', 'lavfi', '-i', `sine=frequency=${toneHz}:sample_rate=48000`, '-t', String(seconds)],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'baseline', '-pix_fmt', 'yuv420p'],
      ...['-force_key_frames', 'expr:gte(t,n_forced*2)', '-g', '1000', '-c:a', 'aac', '-ac', '2'],
      ...['-output_ts_offset', String(fromS), '-f', 'hls', '-hls_time', '1.5', '-hls_list_size', '0'],
      ...['-hls_playlist_type', 'event', '-hls_flags', 'independent_segments', '-start_number', '1'],
      ...['-hls_segment_filename', 'seg-%05d.ts', 'index.m3u8'],
    ],
    { cwd: join(recordingsDir, ID, dir) },
  );
}

/** The take in `dir` with its first frame at this moment. */
async function takeAt(dir: string, name: string, startWallMs: number): Promise<RecordedTake> {
  const take = await readTake(join(recordingsDir, ID, dir), name);
  let atMs = startWallMs;
  const segments = take.segments.map((segment) => {
    const placed = { ...segment, startWallMs: atMs };
    atMs += segment.durationMs;
    return placed;
  });
  return { ...take, segments, tracks: { picture: true, sound: true, avOffsetMs: 0 } };
}

type Colour = 'red' | 'green' | 'blue' | 'black';

/** The colours at these places of the miniature, frame by frame. */
async function coloursOf(file: string, places: { x: number; y: number }[]): Promise<Colour[][]> {
  const { stdout } = await runForOutput([
    ...['-v', 'error', '-i', file, '-an', '-vf', `fps=${FPS},scale=${MINI_W}:${MINI_H}`],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
  ]);
  const size = MINI_W * MINI_H * 3;
  return Array.from({ length: Math.floor(stdout.length / size) }, (_, frame) =>
    places.map(({ x, y }) => {
      const at = frame * size + (y * MINI_W + x) * 3;
      const [red = 0, green = 0, blue = 0] = stdout.subarray(at, at + 3);
      if (Math.max(red, green, blue) < 60) return 'black';
      return red > green && red > blue ? 'red' : green > blue ? 'green' : 'blue';
    }),
  );
}

/** How strong a tone is, in tenths of a second. */
async function toneOf(file: string, toneHz: number): Promise<number[]> {
  const { stdout } = await runForOutput([
    ...['-v', 'error', '-i', file, '-vn', '-ac', '1', '-ar', String(TONE_RATE_HZ)],
    ...['-f', 's16le', '-'],
  ]);
  const samples = new Int16Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.length / 2));
  const window = TONE_RATE_HZ / 10;
  return Array.from({ length: Math.floor(samples.length / window) }, (_, index) => {
    const slice = samples.subarray(index * window, (index + 1) * window);
    let [real, imaginary] = [0, 0];
    slice.forEach((sample, at) => {
      const angle = (2 * Math.PI * toneHz * at) / TONE_RATE_HZ;
      real += sample * Math.cos(angle);
      imaginary += sample * Math.sin(angle);
    });
    return Math.hypot(real, imaginary) / slice.length / 32_768;
  });
}

function open(anchor: RecordedTake[], assistant: RecordedTake[], partMs = 6_000): Finisher {
  finisher = new Finisher({
    ...{ recordingsDir, ffmpegPath: ffmpeg, facts: createFactHub(log), log, partMs },
    describe: async () => anchor,
    describeCompanions: async () => [{ name: 'assistant', takes: assistant }],
    minFreeBytes: 0,
    freeBytes: async () => Number.POSITIVE_INFINITY,
  });
  return finisher;
}

it('puts both into one picture as the layouts say, to the frame, and mixes what they say', async () => {
  await captureTake('take-001', { colour: 'blue', seconds: 12, toneHz: 440 });
  await captureTake('assistant/take-001', {
    ...{ colour: 'red', later: 'green', turnsAtS: 2 },
    ...{ seconds: 6, toneHz: 2_000, fromS: 77 },
  });
  const anchor = [await takeAt('', 'take-001', START_WALL_MS)];
  const assistant = [await takeAt('assistant', 'take-001', START_WALL_MS + 3_000)];
  const finished = await open(anchor, assistant).finish(ID, {
    layouts: [{ fromWallMs: START_WALL_MS + 7_000, layout: 'sideBySide' }],
  });
  expect(finished.composed).toBe(true);
  expect(finished.decodeErrors).toBe(0);
  expect(finished.renditions.map(({ name }) => name)).toEqual(['top', '480', 'audio']);

  // Players fetch segments one by one: each holds its own sound.
  for (const { name, takes } of finished.renditions) {
    for (const { file, durationMs } of takes.flatMap(({ segments }) => segments)) {
      const heard = await toneOf(join(recordingsDir, ID, file), 440);
      expect(heard.filter((strength) => strength > 0.01).length * 100, `${name} ${file}`).toBeGreaterThan(
        durationMs - 400,
      );
    }
  }
  const film = join(recordingsDir, ID, finished.download?.file ?? '');
  expect(await decodeErrors(film)).toEqual([]);
  const frames = await coloursOf(film, [
    { x: 53, y: 7 },
    { x: 48, y: 18 },
    { x: 16, y: 18 },
    { x: 32, y: 2 },
  ]);
  const at = (seconds: number) => frames[Math.round(seconds * FPS)];
  expect(at(1)).toEqual(['blue', 'blue', 'blue', 'blue']);
  expect(at(4)).toEqual(['red', 'blue', 'blue', 'blue']);
  expect(at(6)).toEqual(['green', 'blue', 'blue', 'blue']);
  expect(at(8)).toEqual(['black', 'green', 'blue', 'black']);
  expect(at(11)).toEqual(['blue', 'blue', 'blue', 'blue']);
  const inset = frames.map(([colour]) => colour);
  for (const [colour, seconds] of [
    ['red', 3],
    ['green', 5],
    ['black', 7],
  ] as const)
    expect(Math.abs(inset.indexOf(colour) / FPS - seconds), colour).toBeLessThanOrEqual(2 / FPS);

  const voice = await toneOf(film, 2_000);
  const loud = voice.map((strength) => strength > 0.01);
  expect(Math.abs(loud.indexOf(true) / 10 - 3)).toBeLessThanOrEqual(0.1);
  expect(Math.abs(loud.lastIndexOf(true) / 10 - 9)).toBeLessThanOrEqual(0.2);
  expect(Math.min(...(await toneOf(film, 440)).slice(1, 115))).toBeGreaterThan(0.01);
});

it('follows an assistant who goes and comes back, and never loses the anchor', async () => {
  await captureTake('take-001', { colour: 'blue', seconds: 12, toneHz: 440 });
  await captureTake('assistant/take-001', { colour: 'red', seconds: 3, toneHz: 2_000, fromS: 20 });
  await captureTake('assistant/take-002', { colour: 'green', seconds: 4, toneHz: 3_000, fromS: 5 });
  const anchor = [await takeAt('', 'take-001', START_WALL_MS)];
  const assistant = [
    await takeAt('assistant', 'take-001', START_WALL_MS - 1_000),
    await takeAt('assistant', 'take-002', START_WALL_MS + 4_500),
  ];
  const finished = await open(anchor, assistant, 60_000).finish(ID);
  const film = join(recordingsDir, ID, finished.download?.file ?? '');
  const inset = (await coloursOf(film, [{ x: 53, y: 7 }])).map(([colour]) => colour);
  expect([1, 3, 6, 10].map((seconds) => inset[seconds * FPS])).toEqual(['red', 'blue', 'green', 'blue']);
  const heard = async (toneHz: number) =>
    (await toneOf(film, toneHz)).flatMap((strength, tenth) => (strength > 0.01 ? [tenth / 10] : []));
  const anchorHeard = await heard(440);
  expect([anchorHeard[0], anchorHeard.at(-1)]).toEqual([0, expect.closeTo(11.9, 0)]);
  const [first, second] = [await heard(2_000), await heard(3_000)];
  expect(first.at(-1)).toBeCloseTo(2, 0);
  expect(second[0]).toBeCloseTo(4.5, 0);
  expect(second.at(-1)).toBeCloseTo(8.5, 0);
});

it('leaves both to themselves when the assistant cannot be put into the picture', async () => {
  await captureTake('take-001', { colour: 'blue', seconds: 4, toneHz: 440 });
  await captureTake('assistant/take-001', { colour: 'red', seconds: 4, toneHz: 2_000 });
  const anchor = [await takeAt('', 'take-001', START_WALL_MS)];
  const assistant = [await takeAt('assistant', 'take-001', START_WALL_MS)];
  await rm(join(recordingsDir, ID, 'assistant'), { recursive: true });
  const finished = await open(anchor, assistant).finish(ID);
  expect(finished.composed).toBe(false);
  const film = join(recordingsDir, ID, finished.download?.file ?? '');
  expect((await coloursOf(film, [{ x: 53, y: 7 }]))[50]).toEqual(['blue']);
});
