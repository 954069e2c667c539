import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FinishedRecording } from '@caipai/shared/schemas/finished-recording';
import type { CaptionLine } from '@caipai/shared/schemas/media';
import { mediaAtWall, type RecordedSpan, totalMediaMs } from '@caipai/shared/timeline/media-clock';
import { FINISH_DIR } from './assemble.ts';
import type { Part } from './plan.ts';

const CAPTIONS_FILE = 'captions.vtt';
/** Too short to be read; what comes sooner after another replaces it all the same. */
const SHOWN_AT_LEAST_MS = 800;

export async function writeCaptions(
  outDir: string,
  lines: readonly CaptionLine[],
  parts: readonly Part[],
): Promise<FinishedRecording['captions']> {
  const spans = parts.map(({ segments, durationMs, startMediaMs }) => ({
    startWallMs: segments[0]?.startWallMs ?? 0,
    ...{ durationMs, startMediaMs },
  }));
  const vtt = captionsVtt(lines, spans);
  if (vtt === null) return null;
  await writeFile(join(outDir, CAPTIONS_FILE), vtt);
  return { file: `${FINISH_DIR}/${CAPTIONS_FILE}`, language: languageOf(lines) };
}

/** WebVTT of what was said, on the replay's own clock; null when nothing of it was recorded. */
export function captionsVtt(lines: readonly CaptionLine[], spans: readonly RecordedSpan[]): string | null {
  const placed = lines
    .flatMap(({ fromWallMs, untilWallMs, text }) => {
      const startMs = mediaAtWall(spans, fromWallMs);
      const endMs = mediaAtWall(spans, untilWallMs);
      // Said in a hole, before the first picture or after the last: both ends land on the same seam.
      if (startMs === null || endMs === null || (endMs <= startMs && untilWallMs > fromWallMs)) return [];
      return [{ startMs, endMs, text }];
    })
    .sort((a, b) => a.startMs - b.startMs);
  if (placed.length === 0) return null;
  const lengthMs = totalMediaMs(spans);
  const cues = placed.map(({ startMs, endMs, text }, index) => {
    const longMs = Math.max(endMs, startMs + SHOWN_AT_LEAST_MS);
    const nextMs = placed.slice(index + 1).find((next) => next.startMs > startMs)?.startMs ?? lengthMs;
    const untilMs = Math.max(Math.min(longMs, nextMs), startMs + 1);
    return `${clock(startMs)} --> ${clock(untilMs)}\n${escaped(text)}`;
  });
  return `WEBVTT\n\n${cues.join('\n\n')}\n`;
}

/** In which of the two languages most of it was said. */
export function languageOf(lines: readonly Pick<CaptionLine, 'text'>[]): 'zh' | 'en' {
  const text = lines.map((line) => line.text).join(' ');
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/\p{Script=Latin}+/gu)?.length ?? 0;
  return words > han ? 'en' : 'zh';
}

function clock(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const [hours, minutes, seconds] = [whole / 3_600_000, (whole / 60_000) % 60, (whole / 1_000) % 60];
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(whole % 1_000).padStart(3, '0')}`;
}

/** Words stay words: a caption may hold markup, and nobody said any. */
function escaped(text: string): string {
  return text.replace(/\s+/gu, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
