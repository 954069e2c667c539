import { spawn } from 'node:child_process';
import { requireEnv } from './require-env.ts';
import { isFlash, readTimeCode } from './time-code.ts';

export interface FfmpegOutput {
  stdout: Buffer;
  stderr: string;
}

/** Runs ffmpeg for a test and collects what it says. */
export function runForOutput(args: string[]): Promise<FfmpegOutput> {
  const child = spawn(requireEnv('FFMPEG_PATH'), ['-hide_banner', '-nostdin', ...args], { timeout: 20_000 });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () =>
      resolve({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

/** Lines that a full decode complains about. */
export async function decodeErrors(file: string): Promise<string[]> {
  const { stderr } = await runForOutput(['-v', 'warning', '-i', file, '-f', 'null', '-']);
  return stderr.split('\n').filter((line) => line.trim() !== '');
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
