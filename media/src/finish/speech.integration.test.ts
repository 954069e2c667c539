import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import { type RecordingSpeech, recordingSpeechSchema } from '@caipai/shared/schemas/speech';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readTake, takeNames } from '../recording/take-files.ts';
import { requireEnv } from '../testing/require-env.ts';
import { SpeechReadings } from './speech-readings.ts';

const run = promisify(execFile);
const ffmpeg = requireEnv('FFMPEG_PATH');
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
const ID = 'rehearsal';

let recordingsDir: string;
let readings: SpeechReadings;
const dir = () => join(recordingsDir, ID);

async function describeTakes(): Promise<RecordedTake[]> {
  return Promise.all((await takeNames(dir())).map((name) => readTake(dir(), name)));
}

beforeEach(async () => {
  recordingsDir = await mkdtemp(join(tmpdir(), 'caipai-speech-'));
  readings = new SpeechReadings({ recordingsDir, ffmpegPath: ffmpeg, log, describe: describeTakes });
});
afterEach(async () => {
  await readings.close();
  await rm(recordingsDir, { recursive: true, force: true });
});

/** A take with a humming voice that falls silent from `silentFromS` to `silentToS`. */
async function captureTake(name: string, seconds: number, silentFromS: number, silentToS: number) {
  await mkdir(join(dir(), name), { recursive: true });
  const voice =
    `if(between(t,${silentFromS},${silentToS}),0,` +
    '(0.55-0.45*cos(2*PI*4*t))*(sin(2*PI*120*t)+sin(2*PI*240*t)/2+sin(2*PI*360*t)/3)*0.2)';
  await run(
    ffmpeg,
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', 'color=s=64x64:r=10', '-f', 'lavfi'],
      ...['-i', `aevalsrc='${voice}':s=48000`, '-t', String(seconds), '-c:v', 'libx264', '-g', '20'],
      ...['-c:a', 'aac', '-ac', '2', '-f', 'hls', '-hls_time', '2', '-hls_list_size', '0'],
      ...['-hls_flags', 'program_date_time', '-start_number', '1'],
      ...['-hls_segment_filename', 'seg-%05d.ts', 'index.m3u8'],
    ],
    { cwd: join(dir(), name) },
  );
}

async function measured(): Promise<RecordingSpeech> {
  let file: string | null = null;
  await expect
    .poll(
      async () => {
        file = await readings.find(ID);
        return file;
      },
      { timeout: 30_000, interval: 100 },
    )
    .not.toBeNull();
  return recordingSpeechSchema.parse(JSON.parse(await readFile(join(dir(), file ?? ''), 'utf8')));
}

it('a recording that nobody measured is measured when somebody asks, over all its takes', async () => {
  await captureTake('take-001', 8, 3, 5);
  await captureTake('take-002', 6, 1, 4);
  const speech = await measured();
  expect(speech.summary.durationMs).toBeGreaterThan(13_800);
  expect(speech.summary.durationMs).toBeLessThan(14_300);
  expect(speech.seconds).toHaveLength(Math.floor(speech.summary.durationMs / 1_000));
  expect(speech.pauses).toHaveLength(2);
  const firstTakeMs = (await describeTakes())[0]?.segments.reduce((sum, each) => sum + each.durationMs, 0);
  const [first, second] = speech.pauses;
  expect(Math.abs((first?.startMs ?? 0) - 3_000)).toBeLessThan(150);
  expect(Math.abs((first?.durationMs ?? 0) - 2_000)).toBeLessThan(200);
  expect(Math.abs((second?.startMs ?? 0) - (firstTakeMs ?? 0) - 1_000)).toBeLessThan(150);
  // Nine seconds of voice that swells four times in each.
  expect(Math.abs(speech.summary.syllables - 36)).toBeLessThanOrEqual(3);
  expect(Math.abs((speech.summary.pitchMedianHz ?? 0) - 120)).toBeLessThan(4);
  // Nothing else is left behind.
  expect((await readdir(dir())).filter((name) => name.startsWith('speech'))).toHaveLength(1);
});

it('its loudness is that of ffmpeg', async () => {
  await captureTake('take-001', 8, 3, 5);
  const { stderr } = await run(
    ffmpeg,
    ['-nostdin', '-i', 'index.m3u8', '-af', 'ebur128', '-f', 'null', '-'],
    { cwd: join(dir(), 'take-001') },
  );
  const lufs = Number(/Summary:[\s\S]*?I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1]);
  expect(Math.abs(((await measured()).summary.integratedLufs ?? 0) - lufs)).toBeLessThan(0.5);
});

it('a recording that changed is measured again', async () => {
  await captureTake('take-001', 4, 1, 2);
  const before = await measured();
  await captureTake('take-002', 4, 1, 2);
  const after = await measured();
  expect(after.summary.durationMs).toBeGreaterThan(before.summary.durationMs + 3_500);
  expect((await readdir(dir())).filter((name) => name.startsWith('speech'))).toHaveLength(1);
});

it('a take that cannot be decoded is silence of its length', async () => {
  await captureTake('take-001', 4, 1, 2);
  await captureTake('take-002', 4, 1, 2);
  for (const file of await readdir(join(dir(), 'take-001')))
    if (file.endsWith('.ts')) await writeFile(join(dir(), 'take-001', file), 'rubbish');
  const { summary, pauses } = await measured();
  expect(summary.durationMs).toBeGreaterThan(7_500);
  expect(pauses[0]?.startMs).toBe(0);
  expect(pauses[0]?.durationMs).toBeGreaterThan(3_500);
});

it('what is measured already is not measured again', async () => {
  await captureTake('take-001', 4, 1, 2);
  await measured();
  const file = join(dir(), (await readings.find(ID)) ?? '');
  const { mtimeMs } = await stat(file);
  readings.measure(ID);
  await readings.close();
  expect((await stat(file)).mtimeMs).toBe(mtimeMs);
});

it('nothing is written once the recording is to be deleted', async () => {
  await captureTake('take-001', 4, 1, 2);
  readings.measure(ID);
  await readings.cancel(ID);
  expect((await readdir(dir())).filter((name) => name.startsWith('speech'))).toEqual([]);
});

it('an empty recording has no speech', async () => {
  await mkdir(dir(), { recursive: true });
  expect(await readings.find(ID)).toBeNull();
});
