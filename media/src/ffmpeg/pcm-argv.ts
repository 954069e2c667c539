/** ffmpeg's arguments that write the sound of a playlist to the standard output as 32-bit floats. */
export function pcmArgv(playlist: string, sampleRateHz: number, channelCount: number): string[] {
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-i', playlist, '-map', '0:a:0', '-vn'],
    ...[
      '-ar',
      String(sampleRateHz),
      '-ac',
      String(channelCount),
      '-c:a',
      'pcm_f32le',
      '-f',
      'f32le',
      'pipe:1',
    ],
  ];
}

/** The same for a microphone on air: RTP in, one channel of 16-bit samples out as soon as they are there. */
export function livePcmArgv(sdpFile: string, sampleRateHz: number): string[] {
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-protocol_whitelist', 'file,udp,rtp'],
    // Words are wanted soon: nothing is probed that the description says already.
    ...['-fflags', 'nobuffer', '-analyzeduration', '0', '-probesize', '32', '-max_delay', '200000'],
    ...['-f', 'sdp', '-i', sdpFile, '-map', '0:a:0', '-vn', '-af', 'aresample=async=1000'],
    ...['-ar', String(sampleRateHz), '-ac', '1', '-c:a', 'pcm_s16le', '-f', 's16le', '-flush_packets', '1'],
    'pipe:1',
  ];
}
