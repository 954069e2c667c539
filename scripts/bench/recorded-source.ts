import { cachedFixture } from '../fixtures/cache.ts';
import { CAMERA_FPS, cameraFile } from '../fixtures/camera-file.ts';
import { programPath, runProgram } from '../fixtures/programs.ts';
import { voiceFile } from '../fixtures/voice-file.ts';

/** What the anchor is said to have sent: H.264 with a key frame every two seconds, and Opus. */
export async function recordedSource(seconds: number): Promise<string> {
  const [camera, voice] = await Promise.all([cameraFile('landscape'), voiceFile('zh')]);
  const ffmpeg = programPath('FFMPEG_PATH');
  const minute = await cachedFixture('recorded-60.mkv', async (path) => {
    await runProgram(ffmpeg, [
      ...['-v', 'error', '-y', '-stream_loop', '-1', '-f', 'mjpeg', '-framerate', String(CAMERA_FPS)],
      ...['-i', camera, '-stream_loop', '-1', '-i', voice, '-t', '60'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-b:v', '2M'],
      ...['-pix_fmt', 'yuv420p', '-g', String(CAMERA_FPS * 2), '-sc_threshold', '0'],
      ...['-c:a', 'libopus', '-b:a', '64k', path],
    ]);
  });
  if (seconds === 60) return minute;
  return cachedFixture(`recorded-${seconds}.mkv`, async (path) => {
    await runProgram(ffmpeg, [
      ...['-v', 'error', '-y', '-stream_loop', '-1', '-i', minute, '-t', String(seconds)],
      ...['-c', 'copy', path],
    ]);
  });
}
