/** ffmpeg's arguments for one still of a segment, at most `longSidePx` wide or high. */
export function posterArgv(segmentFile: string, outFile: string, longSidePx: number): string[] {
  const fit = `scale=${longSidePx}:${longSidePx}:force_original_aspect_ratio=decrease:force_divisible_by=2`;
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'warning', '-y'],
    ...['-i', segmentFile, '-an', '-frames:v', '1', '-vf', fit, '-q:v', '4', '-f', 'image2', outFile],
  ];
}
