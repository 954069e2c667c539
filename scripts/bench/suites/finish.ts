import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createFactHub } from '@caipai/media/facts';
import { Finisher } from '@caipai/media/finish/finisher';
import { readTake, takeNames } from '@caipai/media/recording/take-files';
import { createLog } from '@caipai/server/observability/log';
import { programPath } from '../../fixtures/programs.ts';
import { describeSpread, median, type Suite, say } from '../figures.ts';
import { recordedSource } from '../recorded-source.ts';

const run = promisify(execFile);
const SECONDS = 120;
const REPEATS = 3;
const SEGMENT_S = 2;

export const finish: Suite = {
  name: 'finish',
  says:
    'The finish job on two minutes of captured 720p: renditions, stills, sound levels and the file to download. ' +
    'The figure is real time: seconds of work for each second recorded. The baseline is one ffmpeg that makes the ' +
    'same renditions and nothing else, the two in turn.',
  figures: ['finish_ratio', 'finish_real_time_factor'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'caipai-bench-finish-'));
    open.defer(() => rm(folder, { recursive: true, force: true }));
    const capture = join(folder, 'capture');
    await captureOf(await recordedSource(SECONDS), capture);
    const ours: number[] = [];
    const bare: number[] = [];
    // The first of each warms the file cache.
    for (let round = 0; round <= REPEATS; round += 1) {
      const oursMs = await finishOnce(folder, capture, round);
      const bareMs = await bareOnce(folder, capture, round);
      if (round === 0) continue;
      ours.push(oursMs / 1_000 / SECONDS);
      bare.push(bareMs / 1_000 / SECONDS);
    }
    const percent = (values: number[]) => describeSpread(values.map((value) => value * 100));
    say(`finish job, % of real time: ${percent(ours)}`);
    say(`bare ffmpeg, % of real time: ${percent(bare)}`);
    const baseline = {
      name: 'bare ffmpeg with the same renditions, share of real time',
      value: median(bare),
    };
    report({ name: 'finish_real_time_factor', value: median(ours), unit: 's/s', n: REPEATS, baseline });
    report({
      name: 'finish_ratio',
      value: median(ours) / median(bare),
      unit: '×',
      n: REPEATS,
      baseline: { name: 'bare ffmpeg', value: 1 },
    });
  },
};

/** A take as the capture leaves it, of a picture as an anchor's browser sends it. */
async function captureOf(source: string, dir: string): Promise<void> {
  const take = join(dir, 'take-001');
  await mkdir(take, { recursive: true });
  await run(
    programPath('FFMPEG_PATH'),
    [
      ...['-v', 'error', '-i', source, '-vf', 'scale=1280:720', '-c:v', 'libx264', '-preset', 'superfast'],
      ...[
        '-profile:v',
        'baseline',
        '-b:v',
        '2500k',
        '-force_key_frames',
        `expr:gte(t,n_forced*${SEGMENT_S})`,
      ],
      ...['-g', '1000', '-sc_threshold', '0', '-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2'],
      ...['-f', 'hls', '-hls_time', '1.5', '-hls_list_size', '0', '-hls_playlist_type', 'event'],
      ...['-start_number', '1', '-hls_flags', 'independent_segments+program_date_time'],
      ...['-hls_segment_filename', 'seg-%05d.ts', 'index.m3u8'],
    ],
    { cwd: take },
  );
}

async function finishOnce(folder: string, capture: string, round: number): Promise<number> {
  const recordingsDir = join(folder, `ours-${round}`);
  await cp(capture, join(recordingsDir, 'it'), { recursive: true });
  const log = createLog('silent');
  const finisher = new Finisher({
    ...{ recordingsDir, ffmpegPath: programPath('FFMPEG_PATH'), facts: createFactHub(log), log },
    ...{ minFreeBytes: 0, freeBytes: async () => Number.POSITIVE_INFINITY },
    describeCompanions: async () => [],
    describe: async (id) => {
      const dir = join(recordingsDir, id);
      return Promise.all((await takeNames(dir)).map((name) => readTake(dir, name)));
    },
  });
  const startedAtMs = performance.now();
  const { renditions } = await finisher.finish('it');
  const tookMs = performance.now() - startedAtMs;
  if (renditions.length < 3) throw new Error(`only ${renditions.length} renditions were made`);
  await finisher.close();
  await rm(recordingsDir, { recursive: true, force: true });
  return tookMs;
}

async function bareOnce(folder: string, capture: string, round: number): Promise<number> {
  const dir = join(folder, `bare-${round}`);
  await mkdir(dir, { recursive: true });
  const hls = (name: string) => [
    ...['-f', 'hls', '-hls_time', String(SEGMENT_S), '-hls_list_size', '0', '-hls_playlist_type', 'vod'],
    ...['-hls_segment_filename', `${name}-%05d.ts`, `${name}.m3u8`],
  ];
  const startedAtMs = performance.now();
  await run(
    programPath('FFMPEG_PATH'),
    [
      ...['-v', 'error', '-i', join(capture, 'take-001/index.m3u8')],
      ...['-map', '0:v', '-map', '0:a', '-c', 'copy', ...hls('top')],
      ...['-map', '0:v', '-map', '0:a', '-vf', 'scale=-2:480', '-c:a', 'copy', '-c:v', 'libx264'],
      ...['-preset', 'veryfast', '-crf', '23', '-profile:v', 'main', '-pix_fmt', 'yuv420p'],
      ...['-force_key_frames', `expr:gte(t,n_forced*${SEGMENT_S})`, '-sc_threshold', '0', ...hls('480')],
      ...['-map', '0:a', '-c:a', 'copy', ...hls('audio')],
    ],
    { cwd: dir },
  );
  const tookMs = performance.now() - startedAtMs;
  await rm(dir, { recursive: true, force: true });
  return tookMs;
}
