import { PLAYLIST_FILE, SEGMENT_PATTERN } from './capture-argv.ts';

/** A stretch on the clock of the file it is cut from, in seconds. */
export interface Cut {
  fromS: number;
  toS: number;
}

export interface FillOptions {
  /** Relative to the working directory. */
  copy: string;
  /** Null for a copy without picture, or a take without. */
  picture: (Cut & { widthPx: number; heightPx: number }) | null;
  sound: Cut | null;
}

/** Decoding begins at a key frame before the cut. */
const LEAD_S = 6;

/** ffmpeg's arguments that cut a stretch out of a browser's copy, as segments like those of a take. */
export function fillArgv({ copy, picture, sound }: FillOptions): string[] {
  const fromS = Math.min(
    picture?.fromS ?? Number.POSITIVE_INFINITY,
    sound?.fromS ?? Number.POSITIVE_INFINITY,
  );
  const range = ({ fromS: start, toS: end }: Cut) => `start=${start.toFixed(6)}:end=${end.toFixed(6)}`;
  const filters = [
    ...(picture
      ? [
          `[0:v:0]trim=${range(picture)},setpts=PTS-STARTPTS,` +
            `scale=${picture.widthPx}:${picture.heightPx}:force_original_aspect_ratio=decrease,` +
            `pad=${picture.widthPx}:${picture.heightPx}:-1:-1,format=yuv420p[v]`,
        ]
      : []),
    ...(sound ? [`[0:a:0]atrim=${range(sound)},asetpts=PTS-STARTPTS,aresample=async=1000[a]`] : []),
  ];
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'warning', '-copyts', '-y'],
    ...['-seek_timestamp', '1', '-ss', Math.max(0, fromS - LEAD_S).toFixed(3), '-i', copy],
    ...['-filter_complex', filters.join(';')],
    ...(picture ? videoArgv : []),
    ...(sound ? ['-map', '[a]', '-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2'] : []),
    ...['-muxdelay', '0', '-muxpreload', '0', '-f', 'hls', '-hls_time', '2', '-hls_list_size', '0'],
    ...['-hls_playlist_type', 'vod', '-hls_segment_type', 'mpegts', '-start_number', '1'],
    ...['-hls_flags', 'independent_segments', '-hls_segment_filename', SEGMENT_PATTERN, PLAYLIST_FILE],
  ];
}

const videoArgv = [
  ...['-map', '[v]', '-fps_mode', 'passthrough', '-enc_time_base', '1:90000'],
  // As browsers send it: the capture around it then stays one rendition.
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-profile:v', 'baseline', '-bf', '0'],
  ...['-g', '100000', '-sc_threshold', '0', '-force_key_frames', 'expr:gte(t,n_forced*2)'],
];
