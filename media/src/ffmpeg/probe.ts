import type { Logger } from 'pino';
import { runFfmpeg } from './run.ts';

export interface Probed {
  video: { widthPx: number; heightPx: number; codecs: string } | null;
  audio: boolean;
}

const TIME_LIMIT_MS = 10_000;

/** RFC 6381 names of what browsers publish as H.264 and what the capture makes of VP8. */
const avcProfiles: [RegExp, string][] = [
  [/constrained baseline/i, 'avc1.42e01f'],
  [/baseline/i, 'avc1.42001f'],
  [/main/i, 'avc1.4d401f'],
  [/high/i, 'avc1.64001f'],
];

/** Size and tracks of a file. ffmpeg's static builds come without ffprobe, so its own description is read. */
export async function probe(ffmpegPath: string, file: string, cwd: string, log: Logger): Promise<Probed> {
  const args = ['-hide_banner', '-nostdin', '-i', file];
  const { lastLines } = await runFfmpeg(ffmpegPath, { args, cwd, log, timeLimitMs: TIME_LIMIT_MS });
  return parseProbe(lastLines);
}

/** Time stamp of a file's first picture, or of its first sound when it has no picture. */
export async function firstTimestampS(
  ffmpegPath: string,
  file: string,
  cwd: string,
  log: Logger,
): Promise<number> {
  // The first packet by ffmpeg's checksum format: stream, dts, pts, …
  const { lastLines } = await runFfmpeg(ffmpegPath, {
    args: [
      ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-copyts', '-i', file],
      ...['-map', '0:v:0?', '-map', '0:a:0?', '-c', 'copy', '-frames:v', '1', '-frames:a', '1'],
      ...['-f', 'framecrc', 'pipe:2'],
    ],
    ...{ cwd, log, timeLimitMs: TIME_LIMIT_MS },
  });
  const [, numerator = '1', denominator = '90000'] =
    /^#tb 0: (\d+)\/(\d+)/.exec(lastLines.find((line) => line.startsWith('#tb 0:')) ?? '') ?? [];
  const [, , pts = '0'] = (lastLines.find((line) => line.startsWith('0,')) ?? '').split(',');
  return (Number(pts) * Number(numerator)) / Number(denominator);
}

export function parseProbe(lines: readonly string[]): Probed {
  const streams = lines.filter((line) => /^\s*Stream #/.test(line));
  const picture = streams.find((line) => line.includes('Video:'));
  const size = picture && /, (\d{2,5})x(\d{2,5})[\s,]/.exec(picture);
  return {
    video: size
      ? {
          widthPx: Number(size[1]),
          heightPx: Number(size[2]),
          codecs: avcProfiles.find(([profile]) => profile.test(picture))?.[1] ?? 'avc1.42e01f',
        }
      : null,
    audio: streams.some((line) => line.includes('Audio:')),
  };
}
