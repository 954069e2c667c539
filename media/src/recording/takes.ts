import type { RecordedTake } from '@caipai/shared/schemas/media';
import { type Arrival, smoothArrivals } from './rtp-clock.ts';

export interface PlaylistSegment {
  file: string;
  durationMs: number;
  /** EXT-X-PROGRAM-DATE-TIME: when the muxer opened the first segment, plus what came since. */
  stampedWallMs: number | null;
}

export interface Playlist {
  segments: PlaylistSegment[];
  ended: boolean;
}

/** Reads a media playlist, also one that was cut off in the middle of a line by a crash. */
export function parsePlaylist(text: string): Playlist {
  const segments: PlaylistSegment[] = [];
  let durationMs: number | null = null;
  let stampedWallMs: number | null = null;
  let ended = false;
  for (const line of text.split(/\r?\n/).map((raw) => raw.trim())) {
    if (line.startsWith('#EXTINF:')) {
      const seconds = Number.parseFloat(line.slice('#EXTINF:'.length));
      durationMs = Number.isFinite(seconds) ? seconds * 1_000 : null;
    } else if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) {
      const stamp = Date.parse(line.slice('#EXT-X-PROGRAM-DATE-TIME:'.length));
      stampedWallMs = Number.isNaN(stamp) ? null : stamp;
    } else if (line === '#EXT-X-ENDLIST') {
      ended = true;
    } else if (line !== '' && !line.startsWith('#')) {
      if (durationMs !== null) segments.push({ file: line, durationMs, stampedWallMs });
      durationMs = null;
      stampedWallMs = null;
    }
  }
  return { segments, ended };
}

/** Reads the key frame log; a half-written last line and anything unknown is passed over. */
export function parseArrivals(text: string): Arrival[] {
  const arrivals: Arrival[] = [];
  for (const line of text.split('\n')) {
    try {
      const entry: unknown = JSON.parse(line);
      if (isArrival(entry)) arrivals.push(entry);
    } catch {
      // Half a line.
    }
  }
  return arrivals;
}

function isArrival(entry: unknown): entry is Arrival {
  if (typeof entry !== 'object' || entry === null) return false;
  const { mediaMs, wallMs } = entry as Record<string, unknown>;
  return Number.isFinite(mediaMs) && Number.isFinite(wallMs);
}

/**
 * How far a segment's start by the playlist may lie from its key frame by the log: sound that begins before
 * the first picture counts into the first segment.
 */
const MATCH_WITHIN_MS = 250;

/**
 * Wall clock of each segment's first frame. A segment begins at a key frame, so its place in the playlist finds
 * its key frame in the log; one that has none there follows its neighbour by the playlist.
 */
export function segmentStarts(segments: readonly PlaylistSegment[], arrivals: readonly Arrival[]): number[] {
  const frames = smoothArrivals(arrivals);
  if (frames.length === 0) return stampedStarts(segments);
  const firstMs = frames[0]?.mediaMs ?? 0;
  const starts: number[] = [];
  let playedMs = 0;
  let cursor = 0;
  let followMs: number | null = null;
  for (const { durationMs } of segments) {
    const wantedMs = firstMs + playedMs;
    cursor = nearestFrom(frames, cursor, wantedMs);
    const frame = frames[cursor] as Arrival;
    const matches = Math.abs(frame.mediaMs - wantedMs) <= MATCH_WITHIN_MS;
    const startMs: number = matches || followMs === null ? frame.wallMs : followMs;
    starts.push(Math.max(startMs, starts.at(-1) ?? startMs));
    playedMs += durationMs;
    followMs = startMs + durationMs;
  }
  return starts;
}

/** Without a log there is the muxer's own stamp, late by the time it took to open. */
function stampedStarts(segments: readonly PlaylistSegment[]): number[] {
  let followMs = 0;
  return segments.map(({ durationMs, stampedWallMs }) => {
    const startMs = stampedWallMs ?? followMs;
    followMs = startMs + durationMs;
    return startMs;
  });
}

/** Index of the frame next to `mediaMs`, looking forward from `cursor`; frames are in order. */
function nearestFrom(frames: readonly Arrival[], cursor: number, mediaMs: number): number {
  const distanceMs = (index: number) =>
    Math.abs((frames[index]?.mediaMs ?? Number.POSITIVE_INFINITY) - mediaMs);
  let best = cursor;
  while (distanceMs(best + 1) <= distanceMs(best)) best += 1;
  return best;
}

/** A segment shorter than this holds one frame, cut off by the end of the take; players stumble over it. */
const SHORTEST_SEGMENT_MS = 10;

/** The playlist with its end mark, and without a last segment too short to play. */
export function endedPlaylist(text: string): string {
  const { segments, ended } = parsePlaylist(text);
  const tail = segments.at(-1);
  const tooShort = tail && tail.durationMs < SHORTEST_SEGMENT_MS && segments.length > 1;
  const lines = linesOf(tooShort ? withoutLastSegment(text) : text);
  if (!ended) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

/** The playlist without its last segment and the lines that speak of it. */
export function withoutLastSegment(text: string): string {
  const lines = linesOf(text);
  const at = lines.lastIndexOf(parsePlaylist(text).segments.at(-1)?.file ?? '');
  if (at < 0) return text;
  let from = at;
  while (from > 0 && /^#EXT(INF|-X-PROGRAM-DATE-TIME|-X-DISCONTINUITY$)/.test(lines[from - 1] ?? ''))
    from -= 1;
  lines.splice(from, at - from + 1);
  return `${lines.join('\n')}\n`;
}

/** The playlist with one more segment, whose length is still to be measured. */
export function withSegment(text: string, file: string): string {
  const lines = text === '' ? ['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-TARGETDURATION:2'] : linesOf(text);
  const end = lines.indexOf('#EXT-X-ENDLIST');
  lines.splice(end < 0 ? lines.length : end, 0, '#EXTINF:0,', file);
  return `${lines.join('\n')}\n`;
}

export function withLastDuration(text: string, durationMs: number): string {
  const lines = linesOf(text);
  const at = lines.findLastIndex((line) => line.startsWith('#EXTINF:'));
  if (at >= 0) lines[at] = `#EXTINF:${(durationMs / 1_000).toFixed(6)},`;
  return `${lines.join('\n')}\n`;
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

/** A take as the contract describes it. */
export function describeTake(
  name: string,
  playlistText: string,
  arrivalsText: string,
): Pick<RecordedTake, 'name' | 'segments'> {
  const { segments } = parsePlaylist(playlistText);
  const starts = segmentStarts(segments, parseArrivals(arrivalsText));
  return {
    name,
    segments: segments
      .map(({ file, durationMs }, index) => ({
        file,
        durationMs: Math.round(durationMs * 1_000) / 1_000,
        startWallMs: Math.round(starts[index] ?? 0),
      }))
      .filter(({ durationMs }) => durationMs >= SHORTEST_SEGMENT_MS),
  };
}
