export interface CaptureOptions {
  /** Session description of the RTP streams; relative names are meant against the working directory. */
  sdpFile: string;
  /** Null when the take has no picture. */
  videoCodec: 'h264' | 'vp8' | null;
  hasAudio: boolean;
}

export const PLAYLIST_FILE = 'index.m3u8';
export const SEGMENT_PATTERN = 'seg-%05d.ts';

/** A key frame is asked for every two seconds; a segment may end at the first one after this. */
const SEGMENT_MIN_S = 1.5;

/** ffmpeg's arguments for one take: RTP in, HLS of MPEG-TS segments in the working directory out. */
export function captureArgv({ sdpFile, videoCodec, hasAudio }: CaptureOptions): string[] {
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'warning'],
    ...['-protocol_whitelist', 'file,udp,rtp'],
    // Retransmitted packets come late; with ffmpeg's defaults every one of them is lost.
    ...['-max_delay', '1000000', '-reorder_queue_size', '2000', '-buffer_size', '4194304'],
    ...['-analyzeduration', '1000000', '-probesize', '2000000', '-fpsprobesize', '0'],
    ...['-f', 'sdp', '-i', sdpFile],
    ...videoArgv(videoCodec),
    ...(hasAudio ? audioArgv : ['-an']),
    // When one track falls silent the other must reach the disk all the same.
    ...['-max_interleave_delta', '1000000', '-muxdelay', '0', '-muxpreload', '0'],
    ...['-f', 'hls', '-hls_time', String(SEGMENT_MIN_S), '-hls_list_size', '0'],
    ...['-hls_playlist_type', 'event', '-hls_segment_type', 'mpegts', '-start_number', '1'],
    ...['-hls_flags', 'independent_segments+program_date_time+temp_file'],
    ...['-hls_segment_filename', SEGMENT_PATTERN, PLAYLIST_FILE],
  ];
}

function videoArgv(codec: CaptureOptions['videoCodec']): string[] {
  if (codec === null) return ['-vn'];
  if (codec === 'h264') return ['-map', '0:v:0', '-c:v', 'copy'];
  return [
    ...['-map', '0:v:0', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-crf', '23'],
    ...['-pix_fmt', 'yuv420p', '-profile:v', 'main', '-fps_mode', 'passthrough'],
    // Segments then begin at the publisher's key frames, whose arrival is in the log.
    ...['-g', '100000', '-sc_threshold', '0', '-force_key_frames', 'source'],
  ];
}

const audioArgv = [
  ...['-map', '0:a:0', '-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2'],
  // Fills holes with silence and stretches by up to 2 % where the sound card's clock runs away.
  ...['-af', 'aresample=async=1000'],
];
