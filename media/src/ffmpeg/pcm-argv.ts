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
