import { type GuestInput, sceneFilters } from './compose-filters.ts';

export interface FinishPartOptions {
  /** A playlist of the part's segments, relative to the working directory like all names here. */
  playlist: string;
  hasVideo: boolean;
  hasAudio: boolean;
  /** Short sides of the renditions to encode. */
  rungsPx: readonly number[];
  /** Of the source; one that stands upright has its short side in its width. */
  widthPx: number;
  heightPx: number;
  /** The source's own size is encoded too, since the capture has faults. */
  encodeTop: boolean;
  /** Time stamps at which segments begin. All renditions keep those of the capture: they share a clock. */
  segmentStartsS: readonly number[];
  storyboard: Storyboard;
  /** The pictures of others, put into this one's, and all voices in one file. Then the top rendition is encoded too. */
  composition: Composition | null;
}

export interface Composition {
  /** A file with the sound of all; ffmpeg's second input. */
  mixFile: string;
  /** The further inputs. */
  guests: readonly (GuestInput & { playlist: string; offsetS: number })[];
}

/** Grid of stills: one every `intervalS`, `columns` × `rows` on a sheet. */
export interface Storyboard {
  intervalS: number;
  columns: number;
  rows: number;
  widthPx: number;
  heightPx: number;
}

export const LOUDNESS_FILE = 'loudness.txt';
export const SAMPLES_FILE = 'samples.s16';
export const SAMPLE_RATE_HZ = 8_000;
export const SHEET_PATTERN = 'sheet-%03d.jpg';

/** A key frame a hair early is no harm, one a frame late begins a segment in the wrong place. */
const EARLY_S = 0.004;

/** ffmpeg's arguments that make everything of one part, decoding it once. */
export function finishPartArgv(options: FinishPartOptions): string[] {
  const { playlist, hasVideo, hasAudio, rungsPx, encodeTop, segmentStartsS, storyboard, composition } =
    options;
  const upright = options.heightPx > options.widthPx;
  const topSize = `${options.widthPx}:${options.heightPx}`;
  const sound = composition ? '1:a' : '0:a';
  // An encoder orders frames from before the first one; a muxer that has no room before zero would move the whole
  // part by that, and the next part not. Nothing of the capture itself is left to keep in step with.
  const later = composition ? ['-output_ts_offset', '1'] : [];
  const copiedSound = [
    ...['-map', `${sound}:0`, '-c:a', 'copy'],
    // The mix is read from a file of its own, and late: the picture waits for it, so that each segment holds both.
    ...(composition ? ['-max_interleave_delta', '0'] : []),
  ];
  const filters: string[] = [];
  const outputs: string[] = [];
  const keyFrames = segmentStartsS.map((startS) => Math.max(0, startS - EARLY_S).toFixed(3)).join(',');
  const encoded = [...(encodeTop ? ['top'] : []), ...rungsPx.map(String)];
  if (hasVideo) {
    const { intervalS, widthPx, heightPx, columns, rows } = storyboard;
    const names = [...encoded.map((name) => `v${name}`), 'still'];
    if (composition) filters.push(...sceneFilters(composition.guests, options));
    filters.push(
      `[${composition ? 'scene' : '0:v'}]split=${names.length}${names.map((name) => `[${name}]`).join('')}`,
    );
    for (const name of encoded) {
      const scale = name === 'top' ? `scale=${topSize}` : upright ? `scale=${name}:-2` : `scale=-2:${name}`;
      filters.push(`[v${name}]${scale}[o${name}]`);
      const withSound = hasAudio ? copiedSound : [];
      outputs.push(...renditionArgv(`[o${name}]`, withSound, keyFrames), ...later, ...hlsArgv(name, 0.1));
    }
    filters.push(
      `[still]fps=1/${intervalS},scale=${widthPx}:${heightPx}:force_original_aspect_ratio=decrease,` +
        `pad=${widthPx}:${heightPx}:-1:-1,tile=${columns}x${rows}[sheets]`,
    );
    outputs.push('-map', '[sheets]', '-q:v', '5', '-f', 'image2', SHEET_PATTERN);
  }
  if (hasAudio) {
    filters.push(
      `[${sound}]asplit=2[loud][wave]`,
      `[loud]ebur128=metadata=1,ametadata=mode=print:file=${LOUDNESS_FILE},anullsink`,
      `[wave]aresample=${SAMPLE_RATE_HZ},aformat=s16:channel_layouts=mono[samples]`,
    );
    outputs.push('-map', '[samples]', '-f', 's16le', SAMPLES_FILE);
    outputs.push(...copiedSound, ...later, ...hlsArgv('audio', 2));
  }
  return [
    ...['-hide_banner', '-nostdin', '-y', '-loglevel', 'warning', '-copyts', '-nostats'],
    ...['-progress', 'pipe:1'],
    // Sizes may change in the middle. The graph stays as it is and the scalers adapt; built anew it would forget
    // the stills and levels it has gathered.
    ...['-reinit_filter', '0', '-i', playlist],
    ...(composition ? ['-i', composition.mixFile] : []),
    ...(composition?.guests ?? []).flatMap((guest) => [
      ...['-itsoffset', guest.offsetS.toFixed(6), '-reinit_filter', '0', '-i', guest.playlist],
    ]),
    ...['-filter_complex', filters.join(';'), ...outputs],
  ];
}

function renditionArgv(map: string, sound: readonly string[], keyFrames: string): string[] {
  return [
    ...['-map', map, ...sound],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'main', '-pix_fmt', 'yuv420p'],
    // Frames keep their own times; by default they are moved to the grid of a guessed frame rate.
    ...['-fps_mode', 'passthrough', '-enc_time_base', '1:90000'],
    // Only where a segment begins: the muxer then cuts at each of them.
    ...['-g', '100000', '-sc_threshold', '0', '-force_key_frames', keyFrames],
  ];
}

function hlsArgv(name: string, segmentS: number): string[] {
  return [
    ...['-muxdelay', '0', '-muxpreload', '0'],
    // Counters of packets begin anew with each part.
    ...['-hls_segment_options', 'mpegts_flags=+initial_discontinuity'],
    ...['-f', 'hls', '-hls_time', String(segmentS), '-hls_list_size', '0', '-hls_playlist_type', 'vod'],
    ...['-hls_segment_type', 'mpegts', '-hls_flags', 'independent_segments', '-start_number', '1'],
    ...['-hls_segment_filename', `${name}-%05d.ts`, `${name}.m3u8`],
  ];
}

/** ffmpeg's arguments for one file to download, without encoding; `list` names the takes' playlists. */
export function downloadArgv(list: string, outFile: string): string[] {
  return [
    ...['-hide_banner', '-nostdin', '-y', '-loglevel', 'warning', '-safe', '0', '-f', 'concat', '-i', list],
    ...['-map', '0:v:0?', '-map', '0:a:0?', '-c', 'copy', '-movflags', '+faststart', '-f', 'mp4', outFile],
  ];
}
