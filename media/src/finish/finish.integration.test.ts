import { execFile } from 'node:child_process';
import {
  appendFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { recordingSoundSchema } from '@caipai/shared/schemas/finished-recording';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFactHub } from '../facts.ts';
import { readTake, takeNames } from '../recording/take-files.ts';
import { decodeErrors } from '../testing/probe.ts';
import { requireEnv } from '../testing/require-env.ts';
import { FINISH_DIR } from './assemble.ts';
import { joinTakes as joinIntoFile } from './download.ts';
import { Finisher } from './finisher.ts';

const run = promisify(execFile);
const ffmpeg = requireEnv('FFMPEG_PATH');
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
const ID = 'rehearsal';

let recordingsDir: string;
let shares: number[];
let finishers: Finisher[];
let freeBytes: number;
let minFreeBytes: number;

const recordingDir = () => join(recordingsDir, ID);

beforeEach(async () => {
  recordingsDir = await mkdtemp(join(tmpdir(), 'caipai-finish-'));
  shares = [];
  finishers = [];
  freeBytes = Number.POSITIVE_INFINITY;
  minFreeBytes = 0;
});
afterEach(async () => {
  await Promise.all(finishers.map((finisher) => finisher.close()));
  await rm(recordingsDir, { recursive: true, force: true });
});

function openFinisher(partMs = 6_000): Finisher {
  const facts = createFactHub(log);
  facts.onFact((fact) => {
    if (fact.type === 'finishProgressed') shares.push(fact.share);
  });
  const describeTakes = async (id: string) => {
    const dir = join(recordingsDir, id);
    return Promise.all((await takeNames(dir)).map((name) => readTake(dir, name)));
  };
  const finisher = new Finisher({
    ...{ recordingsDir, ffmpegPath: ffmpeg, facts, log, partMs },
    describe: describeTakes,
    describeCompanions: async () => [],
    minFreeBytes,
    freeBytes: async () => freeBytes,
  });
  finishers.push(finisher);
  return finisher;
}

/** A take as the capture leaves it: segments of two seconds, each from a key frame on, and sound. */
async function captureTake(name: string, seconds: number, size = '1280x720', fromS = 0): Promise<void> {
  const dir = join(recordingDir(), name);
  await mkdir(dir, { recursive: true });
  await run(
    ffmpeg,
    [
      ...['-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25`],
      ...['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000', '-t', String(seconds)],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'baseline', '-pix_fmt', 'yuv420p'],
      ...['-force_key_frames', 'expr:gte(t,n_forced*2)', '-g', '1000', '-c:a', 'aac', '-ac', '2'],
      ...['-output_ts_offset', String(fromS)],
      ...['-f', 'hls', '-hls_time', '1.5', '-hls_list_size', '0', '-hls_playlist_type', 'event'],
      ...['-hls_flags', 'independent_segments+program_date_time', '-start_number', '1'],
      ...['-hls_segment_filename', 'seg-%05d.ts', 'index.m3u8'],
    ],
    { cwd: dir },
  );
}

/** Takes the sound out of a take. */
async function withoutSound(name: string): Promise<void> {
  const dir = join(recordingDir(), name);
  for (const file of (await readdir(dir)).filter((each) => each.endsWith('.ts'))) {
    await run(
      ffmpeg,
      ['-v', 'error', '-copyts', '-i', file, '-an', '-c', 'copy', '-f', 'mpegts', `${file}.new`],
      {
        cwd: dir,
      },
    );
    await rename(join(dir, `${file}.new`), join(dir, file));
  }
}

/** Makes a segment large with packets that hold nothing. */
async function stuff(file: string, packets: number): Promise<void> {
  const packet = Buffer.concat([Buffer.from([0x47, 0x1f, 0xff, 0x10]), Buffer.alloc(184, 0xff)]);
  await appendFile(join(recordingDir(), file), Buffer.alloc(packets * packet.length, packet));
}

/** Puts the segments of `next` behind those of `name`, as if the publisher had changed the size of the picture. */
async function joinTakes(name: string, next: string): Promise<void> {
  const [into, from] = [join(recordingDir(), name), join(recordingDir(), next)];
  const files = (await readdir(from)).filter((each) => each.endsWith('.ts'));
  for (const file of files) await rename(join(from, file), join(into, file.replace('seg-00', 'seg-01')));
  const more = (await readFile(join(from, 'index.m3u8'), 'utf8')).replaceAll('seg-00', 'seg-01');
  const playlist = (await readFile(join(into, 'index.m3u8'), 'utf8')).replace('#EXT-X-ENDLIST\n', '');
  await writeFile(join(into, 'index.m3u8'), playlist + more.slice(more.indexOf('#EXTINF')));
  await rm(from, { recursive: true });
}

async function durationS(file: string): Promise<number> {
  const { stderr } = await run(ffmpeg, ['-hide_banner', '-i', file, '-f', 'null', '-']);
  const [, hours, minutes, seconds] = [...stderr.matchAll(/time=(\d+):(\d+):([\d.]+)/g)].at(-1) ?? [];
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

/** Time stamp of the first frame, in units of 1/90 000 s. */
async function firstFrameAt(file: string): Promise<number> {
  const { stdout } = await run(
    ffmpeg,
    [
      '-v',
      'error',
      '-copyts',
      '-i',
      file,
      '-map',
      '0:v:0',
      '-c',
      'copy',
      '-frames:v',
      '1',
      '-f',
      'framecrc',
      '-',
    ],
    { cwd: recordingDir() },
  );
  return Number(stdout.trim().split('\n').at(-1)?.split(',')[2]);
}

async function playlistOf(files: { file: string; durationMs: number }[]): Promise<string> {
  const lines = files.flatMap(({ file, durationMs }) => [`#EXTINF:${durationMs / 1_000},`, file]);
  const path = join(recordingDir(), `check-${files.length}.m3u8`);
  await writeFile(
    path,
    ['#EXTM3U', '#EXT-X-VERSION:3', '#EXT-X-TARGETDURATION:5', ...lines, '#EXT-X-ENDLIST', ''].join('\n'),
  );
  return path;
}

describe('the finish job', () => {
  it('makes renditions that switch at the same frames, stills, sound levels and one file', async () => {
    await captureTake('take-001', 14);
    await captureTake('take-002', 6);
    const finished = await openFinisher().finish(ID);

    expect(finished.renditions.map(({ name, heightPx }) => [name, heightPx])).toEqual([
      ['top', 720],
      ['480', 480],
      ['audio', null],
    ]);
    const [top, lower] = finished.renditions;
    expect(top?.takes[0]?.segments[0]?.file).toBe('take-001/seg-00001.ts');
    const cuts = (rendition: typeof top) =>
      rendition?.takes.map(({ name, segments }) => ({
        name,
        cuts: segments.map(({ durationMs, startWallMs }) => [Math.round(durationMs / 10), startWallMs]),
      }));
    expect(cuts(lower)).toEqual(cuts(top));
    // A player that changes the rendition in the middle goes by the time stamps.
    for (const [index, { file }] of (top?.takes[0]?.segments ?? []).entries()) {
      const other = lower?.takes[0]?.segments[index]?.file ?? '';
      expect(Math.abs((await firstFrameAt(file)) - (await firstFrameAt(other)))).toBeLessThan(10);
    }
    for (const rendition of finished.renditions) {
      expect(rendition.peakBps).toBeGreaterThanOrEqual(rendition.averageBps);
      for (const take of rendition.takes)
        expect(await decodeErrors(await playlistOf(take.segments))).toEqual([]);
    }

    expect(finished.storyboard?.sheets.map(({ startMediaMs }) => Math.round(startMediaMs / 100))).toEqual([
      0, 80, 140,
    ]);
    expect(finished.storyboard).toMatchObject({ widthPx: 160, heightPx: 90 });
    for (const { file } of finished.storyboard?.sheets ?? []) {
      expect((await stat(join(recordingDir(), file))).size).toBeGreaterThan(2_000);
    }

    // ffmpeg's own figure for the whole of the first take; both takes sound alike.
    const { stderr } = await run(ffmpeg, [
      ...['-hide_banner', '-nostats', '-i', join(recordingDir(), 'take-001/index.m3u8')],
      ...['-af', 'ebur128', '-f', 'null', '-'],
    ]);
    const whole = Number(
      /I:\s+(-[\d.]+) LUFS\s+Threshold/.exec(stderr.slice(stderr.lastIndexOf('Summary')))?.[1],
    );
    expect(Math.abs((finished.sound?.integratedLufs ?? 0) - whole)).toBeLessThan(0.5);
    const sound = recordingSoundSchema.parse(
      JSON.parse(await readFile(join(recordingDir(), finished.sound?.file ?? ''), 'utf8')),
    );
    expect(sound.peaks.length).toBeGreaterThan(195);
    expect(sound.shortTermLufs.length).toBeGreaterThanOrEqual(18);

    const download = join(recordingDir(), finished.download?.file ?? '');
    expect(Math.abs((await durationS(download)) - 20)).toBeLessThan(0.3);
    expect(await decodeErrors(download)).toEqual([]);
    expect(finished.decodeErrors).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  });

  it('goes on after a stop with the parts that were done, and shows nothing before all is there', async () => {
    await captureTake('take-001', 18);
    const first = openFinisher();
    const part = join(recordingDir(), `${FINISH_DIR}.part`, 'part-0001', 'part.json');
    const running = first.finish(ID);
    await expect
      .poll(
        () =>
          stat(part).then(
            () => true,
            () => false,
          ),
        { timeout: 30_000, interval: 20 },
      )
      .toBe(true);
    const madeAtMs = (await stat(part)).mtimeMs;
    await Promise.all([first.close(), expect(running).rejects.toMatchObject({ code: 'media.unavailable' })]);
    expect(await first.find(ID)).toBeNull();
    expect(await readdir(recordingDir())).not.toContain(FINISH_DIR);

    const finished = await openFinisher().finish(ID);
    expect((await stat(join(recordingDir(), FINISH_DIR, 'part-0001', 'part.json'))).mtimeMs).toBe(madeAtMs);
    expect(finished.renditions[0]?.takes[0]?.segments).toHaveLength(9);
    const leftOver = (await readdir(join(recordingDir(), FINISH_DIR))).filter((name) =>
      name.includes('.tmp'),
    );
    expect(leftOver).toEqual([]);
  });

  it('says so when a recording is beyond repair, and leaves the capture as it was', async () => {
    await captureTake('take-001', 4);
    const segment = join(recordingDir(), 'take-001', 'seg-00001.ts');
    await writeFile(segment, Buffer.alloc(50_000, 7));
    await expect(openFinisher().finish(ID)).rejects.toMatchObject({ code: 'recording.unfinishable' });
    expect(await readFile(segment)).toEqual(Buffer.alloc(50_000, 7));
    expect(await readdir(recordingDir())).not.toContain(FINISH_DIR);
  });

  it('encodes the top rendition too where the capture has faults', async () => {
    await captureTake('take-001', 8);
    const file = await open(join(recordingDir(), 'take-001', 'seg-00002.ts'), 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(188 * 20, 0xff), 0, 188 * 20, Math.floor(size / 2 / 188) * 188);
    await file.close();
    const finished = await openFinisher(60_000).finish(ID);
    expect(finished.decodeErrors).toBeGreaterThan(0);
    const top = finished.renditions.find(({ name }) => name === 'top');
    expect(top?.takes[0]?.segments.every((segment) => segment.file.startsWith(FINISH_DIR))).toBe(true);
    expect(await decodeErrors(await playlistOf(top?.takes[0]?.segments ?? []))).toEqual([]);
  });

  it('keeps stills and levels when the picture changes its size, and sound in its place after a silent take', async () => {
    await captureTake('take-001', 4);
    await withoutSound('take-001');
    await captureTake('take-002', 6);
    await captureTake('take-003', 6, '640x360', 6);
    await joinTakes('take-002', 'take-003');
    const finished = await openFinisher(60_000).finish(ID);
    const sound = recordingSoundSchema.parse(
      JSON.parse(await readFile(join(recordingDir(), finished.sound?.file ?? ''), 'utf8')),
    );
    expect(sound.peaks).toHaveLength(160);
    expect(Math.max(...sound.peaks.slice(0, 38))).toBe(0);
    expect(Math.min(...sound.peaks.slice(45, 155))).toBeGreaterThan(5);
    expect(sound.shortTermLufs).toHaveLength(16);
    expect(sound.shortTermLufs.slice(8, 15)).not.toContain(null);
    // Files joined from takes of different tracks are none.
    expect(finished.download).toBeNull();
    const lower = finished.renditions.find(({ name }) => name === '480');
    expect(lower?.takes.map(({ segments }) => segments.length)).toEqual([2, 6]);
    expect(finished.storyboard?.sheets).toHaveLength(2);
  });

  it('leaves the space alone that live recordings need, and says that it may be tried again', async () => {
    await captureTake('take-001', 4);
    freeBytes = 1_000_000;
    const finisher = openFinisher();
    await expect(finisher.finish(ID)).rejects.toMatchObject({ code: 'recording.diskFull' });
    freeBytes = Number.POSITIVE_INFINITY;
    expect((await finisher.finish(ID)).decodeErrors).toBe(0);
  });

  it('begins no file to download that would take what live recordings need', async () => {
    await captureTake('take-001', 4);
    // More than all that is made before the file.
    await stuff('take-001/seg-00002.ts', 1_100_000);
    minFreeBytes = 100_000_000;
    freeBytes = 2 * minFreeBytes + 200_000_000;
    const finisher = openFinisher();
    await expect(finisher.finish(ID)).rejects.toMatchObject({ code: 'recording.diskFull' });
    expect(await readdir(join(recordingDir(), `${FINISH_DIR}.part`))).not.toContain('recording.mp4.tmp');
    freeBytes += 100_000_000;
    expect((await finisher.finish(ID)).download).not.toBeNull();
  });

  it('stops when the recording is to be deleted, and goes on with the next one', async () => {
    await captureTake('take-001', 18);
    const finisher = openFinisher();
    const running = finisher.finish(ID);
    const refused = expect(running).rejects.toMatchObject({ code: 'media.unavailable' });
    await expect.poll(() => shares.length, { timeout: 10_000, interval: 10 }).toBeGreaterThan(0);
    await finisher.cancel(ID);
    await refused;
    await rm(recordingDir(), { recursive: true });
    await captureTake('take-001', 4);
    expect((await finisher.finish(ID)).durationMs).toBeGreaterThan(3_900);
  });

  it('leaves at once what is to be deleted before its turn has come, and never begins with it', async () => {
    await captureTake('take-001', 12);
    await rename(recordingDir(), join(recordingsDir, 'before'));
    await captureTake('take-001', 4);
    const finisher = openFinisher();
    let beforeIsDone = false;
    const before = finisher.finish('before').then(() => {
      beforeIsDone = true;
    });
    const refused = expect(finisher.finish(ID)).rejects.toMatchObject({ code: 'media.unavailable' });
    await finisher.cancel(ID);
    expect(beforeIsDone).toBe(false);
    await Promise.all([before, refused]);
    expect(await readdir(recordingDir())).toEqual(['take-001']);
  });

  it('makes a file of its own to download while an encoder of an earlier run still writes one', async () => {
    await captureTake('take-001', 4);
    const outDir = join(recordingDir(), `${FINISH_DIR}.part`);
    await mkdir(outDir);
    const orphan = await open(join(outDir, 'recording.mp4.tmp'), 'w');
    try {
      const { signal } = new AbortController();
      const takes = [await readTake(recordingDir(), 'take-001')];
      const download = await joinIntoFile(takes, { outDir, ffmpegPath: ffmpeg, signal, log });
      await orphan.write(Buffer.alloc(download?.bytes ?? 0, 0x2a), 0, undefined, 0);
      expect(await decodeErrors(join(outDir, 'recording.mp4'))).toEqual([]);
    } finally {
      await orphan.close();
    }
  });

  it('finishes a recording of sound alone', async () => {
    const dir = join(recordingDir(), 'take-001');
    await mkdir(dir, { recursive: true });
    await run(
      ffmpeg,
      [
        ...['-loglevel', 'error', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000', '-t', '6'],
        ...['-c:a', 'aac', '-f', 'hls', '-hls_time', '2', '-hls_list_size', '0', '-start_number', '1'],
        ...['-hls_flags', 'program_date_time', '-hls_segment_filename', 'seg-%05d.ts', 'index.m3u8'],
      ],
      { cwd: dir },
    );
    const finished = await openFinisher().finish(ID);
    expect(finished.renditions.map(({ name }) => name)).toEqual(['audio']);
    expect(finished.storyboard).toBeNull();
  });
});
