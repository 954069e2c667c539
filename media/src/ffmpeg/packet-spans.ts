import type { Logger } from 'pino';
import { runFfmpeg } from './run.ts';

/** From the first packet's time stamp to where the last packet ends, on the file's own clock. */
export interface PacketSpan {
  startMs: number;
  endMs: number;
}

export interface PacketSpans {
  video: PacketSpan | null;
  audio: PacketSpan | null;
}

const TIME_LIMIT_MS = 10_000;

/**
 * Where the tracks of a file begin and end, by the packets that are in it. Throws when ffmpeg was ended before it
 * had read all of it: half a list would pass for a whole one.
 */
export async function packetSpans(
  ffmpegPath: string,
  file: string,
  cwd: string,
  log: Logger,
  options: { timeLimitMs?: number; signal?: AbortSignal } = {},
): Promise<PacketSpans> {
  const lines: string[] = [];
  const { code, signal: endedBy } = await runFfmpeg(ffmpegPath, {
    // The checksum format lists every packet: stream, dts, pts, duration, …
    args: [
      ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-copyts', '-i', file],
      ...['-map', '0:v:0?', '-map', '0:a:0?', '-c', 'copy', '-f', 'framecrc', 'pipe:1'],
    ],
    onOutputLine: (line) => lines.push(line),
    ...{ cwd, log, timeLimitMs: TIME_LIMIT_MS },
    ...options,
  });
  if (code === null) throw new Error(`${file}: ffmpeg was ended by ${endedBy}`);
  return parsePacketSpans(lines);
}

/** Reads the output of ffmpeg's framecrc format. */
export function parsePacketSpans(lines: readonly string[]): PacketSpans {
  const spans: PacketSpans = { video: null, audio: null };
  const tickMs = new Map<string, number>();
  const kinds = new Map<string, 'video' | 'audio'>();
  const stamps = new Map<string, { ptsMs: number; durationMs: number }[]>();
  for (const line of lines) {
    const base = /^#tb (\d+): (\d+)\/(\d+)/.exec(line);
    if (base) tickMs.set(base[1] ?? '', (Number(base[2]) / Number(base[3])) * 1_000);
    const kind = /^#media_type (\d+): (video|audio)/.exec(line);
    if (kind) kinds.set(kind[1] ?? '', kind[2] as 'video' | 'audio');
    const packet = /^(\d+), *-?\d+, *(-?\d+), *(\d+),/.exec(line);
    if (!packet) continue;
    const [, stream = '', pts, duration] = packet;
    const tick = tickMs.get(stream) ?? 0;
    const list = stamps.get(stream) ?? [];
    list.push({ ptsMs: Number(pts) * tick, durationMs: Number(duration) * tick });
    stamps.set(stream, list);
  }
  for (const [stream, packets] of stamps) {
    const kind = kinds.get(stream);
    if (kind) spans[kind] = spanOf(packets);
  }
  return spans;
}

function spanOf(packets: readonly { ptsMs: number; durationMs: number }[]): PacketSpan {
  const sorted = packets.toSorted((a, b) => a.ptsMs - b.ptsMs);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) throw new Error('a span needs a packet');
  // A picture stays until the next one; how long is usual shows between the others.
  const usualMs = medianStep(sorted.map(({ ptsMs }) => ptsMs)) ?? last.durationMs;
  return { startMs: first.ptsMs, endMs: last.ptsMs + usualMs };
}

function medianStep(ptsMs: readonly number[]): number | null {
  const steps = ptsMs.slice(1).map((at, index) => at - (ptsMs[index] ?? at));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? null;
}
