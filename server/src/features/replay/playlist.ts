import type { Rendition } from '@caipai/shared/schemas/finished-recording';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import type { RecordedSpan } from '@caipai/shared/timeline/media-clock';

/** The replay's spans: one per take that has pictures, laid end to end in media time. */
export function spansOf(takes: readonly Pick<RecordedTake, 'segments'>[]): RecordedSpan[] {
  let startMediaMs = 0;
  const spans: RecordedSpan[] = [];
  for (const take of takes) {
    const first = take.segments[0];
    if (!first) continue;
    const durationMs = take.segments.reduce((sum, segment) => sum + segment.durationMs, 0);
    spans.push({ startWallMs: first.startWallMs, durationMs, startMediaMs });
    startMediaMs += durationMs;
  }
  return spans;
}

/**
 * One HLS media playlist over all takes (RFC 8216): a date-time on every segment, a discontinuity where
 * a take begins, and an end, whatever state a crash left the takes' own playlists in.
 */
export function renderPlaylist(
  takes: readonly Pick<RecordedTake, 'name' | 'segments'>[],
  segmentUrl: (take: string, file: string) => string,
): string {
  const segments = takes.flatMap((take) => take.segments);
  const longestMs = Math.max(1_000, ...segments.map((segment) => segment.durationMs));
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${Math.ceil(longestMs / 1000)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
  ];
  let firstTake = true;
  for (const take of takes) {
    if (take.segments.length === 0) continue;
    if (!firstTake) lines.push('#EXT-X-DISCONTINUITY');
    firstTake = false;
    for (const segment of take.segments) {
      lines.push(
        `#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startWallMs).toISOString()}`,
        `#EXTINF:${(segment.durationMs / 1000).toFixed(6)},`,
        segmentUrl(take.name, segment.file),
      );
    }
  }
  lines.push('#EXT-X-ENDLIST', '');
  return lines.join('\n');
}

/** How far back a viewer of the live playlist may wind. */
const LIVE_WINDOW_MS = 10 * 60_000;

/**
 * The live form of `renderPlaylist`: a window that moves on with the newest segment, and no end before `over`.
 * Media and discontinuity sequence count what has left the window.
 */
export function renderLivePlaylist(
  takes: readonly Pick<RecordedTake, 'name' | 'segments'>[],
  segmentUrl: (take: string, file: string) => string,
  over: boolean,
): string {
  const all = takes.flatMap(({ name, segments }, take) =>
    segments.map((segment, index) => ({ ...segment, name, begins: take > 0 && index === 0 })),
  );
  let windowMs = 0;
  let first = all.length;
  while (first > 0 && windowMs < LIVE_WINDOW_MS) {
    first -= 1;
    windowMs += all[first]?.durationMs ?? 0;
  }
  const shown = all.slice(first);
  const longestMs = Math.max(1_000, ...shown.map(({ durationMs }) => durationMs));
  const lines = [
    ...['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS'],
    `#EXT-X-TARGETDURATION:${Math.ceil(longestMs / 1_000)}`,
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${all.slice(0, first).filter(({ begins }) => begins).length}`,
    ...shown.flatMap(({ name, file, startWallMs, durationMs, begins }) => [
      ...(begins ? ['#EXT-X-DISCONTINUITY'] : []),
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(startWallMs).toISOString()}`,
      `#EXTINF:${(durationMs / 1_000).toFixed(6)},`,
      segmentUrl(name, file),
    ]),
  ];
  if (over) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

/**
 * The multivariant playlist of a finished recording. Players measure anew with every rung, so each names what it
 * takes at its worst and on average.
 */
export function renderMaster(
  renditions: readonly Rendition[],
  renditionUrl: (name: string) => string,
): string {
  const lines = renditions.flatMap(({ name, widthPx, heightPx, codecs, peakBps, averageBps }) => {
    const attributes = [
      `BANDWIDTH=${peakBps}`,
      `AVERAGE-BANDWIDTH=${averageBps}`,
      `CODECS="${codecs}"`,
      ...(widthPx && heightPx ? [`RESOLUTION=${widthPx}x${heightPx}`] : []),
    ];
    return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, renditionUrl(name)];
  });
  return ['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS', ...lines, ''].join('\n');
}
