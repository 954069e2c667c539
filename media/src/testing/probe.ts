import { spawn } from 'node:child_process';
import { requireEnv } from './require-env.ts';
import { isFlash, readTimeCode } from './time-code.ts';

export interface FfmpegOutput {
  stdout: Buffer;
  stderr: string;
}

const TIME_LIMIT_MS = 60_000;

/** Runs ffmpeg for a test and collects what it says. */
export function runForOutput(args: string[]): Promise<FfmpegOutput> {
  const child = spawn(requireEnv('FFMPEG_PATH'), ['-hide_banner', '-nostdin', ...args], {
    timeout: TIME_LIMIT_MS,
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_code, signal) => {
      // What a killed ffmpeg had said so far would pass for a whole answer.
      if (signal) reject(new Error(`ffmpeg was ended by ${signal}: ${args.join(' ')}`));
      else resolve({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
    });
  });
}

/** Lines that a full decode complains about. */
export async function decodeErrors(file: string): Promise<string[]> {
  const { stderr } = await runForOutput([
    ...['-v', 'warning', '-i', file],
    // The null muxer counts in frames unless told otherwise, and then complains of two in one.
    ...['-fps_mode', 'passthrough', '-enc_time_base:v', '1:90000', '-f', 'null', '-'],
  ]);
  // What the null muxer says is about two sounds that fall on one tick of its own clock.
  return stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('[null @'));
}

export interface CodedFrame {
  wallMs: number | null;
  flash: boolean;
}

/** All frames of a file by the time code in their picture. */
export async function readFrames(file: string, width = 640, height = 360): Promise<CodedFrame[]> {
  const { stdout } = await runForOutput([
    ...['-v', 'error', '-i', file, '-an', '-vf', `scale=${width}:${height}`],
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
  ]);
  const size = width * height;
  const frames: CodedFrame[] = [];
  for (let at = 0; at + size <= stdout.length; at += size) {
    const grey = stdout.subarray(at, at + size);
    frames.push({ wallMs: readTimeCode(grey, width, height), flash: isFlash(grey, width, height) });
  }
  return frames;
}

/**
 * How far the sound lies behind the picture, for each beep that has a flash near it. Both begin at full
 * seconds of the publisher's clock.
 */
export async function soundLagsMs(file: string): Promise<number[]> {
  const picture = await runForOutput([
    ...[
      '-v',
      'error',
      '-i',
      file,
      '-map',
      '0:v',
      '-vf',
      'crop=64:64:0:260,signalstats,metadata=print:file=-',
    ],
    ...['-fps_mode', 'passthrough', '-f', 'null', '-'],
  ]);
  const flashesS = risingEdges(picture.stdout.toString(), /lavfi\.signalstats\.YAVG=([\d.]+)/, 128);
  const sound = await runForOutput([
    ...['-v', 'error', '-i', file, '-map', '0:a', '-af'],
    'asetnsamples=240,astats=metadata=1:reset=1,ametadata=print:key=lavfi.astats.Overall.RMS_level:file=-',
    ...['-f', 'null', '-'],
  ]);
  const beepsS = risingEdges(sound.stdout.toString(), /RMS_level=(-?[\d.]+|-inf)/, -25);
  return beepsS.flatMap((beepS) => {
    const lags = flashesS.map((flashS) => (beepS - flashS) * 1_000).sort((a, b) => Math.abs(a) - Math.abs(b));
    return lags[0] !== undefined && Math.abs(lags[0]) < 400 ? [lags[0]] : [];
  });
}

/** Times at which the printed value comes over `threshold`. */
function risingEdges(printed: string, value: RegExp, threshold: number): number[] {
  const edgesS: number[] = [];
  let timeS = 0;
  let wasAbove = true;
  for (const line of printed.split('\n')) {
    const time = /pts_time:([\d.]+)/.exec(line);
    if (time) timeS = Number(time[1]);
    const level = value.exec(line);
    if (!level) continue;
    const isAbove = Number(level[1]?.replace('-inf', '-999')) > threshold;
    if (isAbove && !wasAbove) edgesS.push(timeS);
    wasAbove = isAbove;
  }
  return edgesS;
}
