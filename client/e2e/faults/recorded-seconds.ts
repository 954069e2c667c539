import { join } from 'node:path';
import type { Replay } from '@caipai/shared/schemas/replay';
import { decodeErrors } from '../../../media/src/testing/probe.ts';
import { CAMERA_LOOP_MS } from '../../../scripts/fixtures/camera-file.ts';
import { programPath, runProgram } from '../../../scripts/fixtures/programs.ts';
import { readTimeCode } from '../../../scripts/fixtures/time-code.ts';
import type { StageClock } from '../support/stage-clock.ts';

/** The camera's portrait picture at half its size: the code stays legible and a minute fits into memory. */
const READ_AT = { width: 180, height: 320 };

/** The camera's time code in every frame of a playlist, null where it cannot be read. */
export async function readCodes(playlist: string): Promise<(number | null)[]> {
  const { width, height } = READ_AT;
  const grey = await runProgram(programPath('FFMPEG_PATH'), [
    ...['-v', 'error', '-nostdin', '-i', playlist, '-an', '-vf', `scale=${width}:${height}`],
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
  ]);
  const size = width * height;
  return Array.from({ length: Math.floor(grey.length / size) }, (_, frame) =>
    readTimeCode(grey.subarray(frame * size, (frame + 1) * size), width, height),
  );
}

/** Codes in the order of their showing, with the passes of the loop added up from `firstPass`. */
function unroll(codes: readonly number[], firstPass: number): number[] {
  let pass = firstPass;
  let last = codes[0] ?? 0;
  return codes.map((code) => {
    // Frames may repeat or change places by a few; only the loop's own jump is that far.
    if (code < last - CAMERA_LOOP_MS / 2) pass += 1;
    last = code;
    return pass * CAMERA_LOOP_MS + code;
  });
}

const secondOf = (unrolled: number) => Math.floor(unrolled / 1_000);

export interface RecordedSeconds {
  /** Lines that a full decode complains about, over all takes. */
  errors: string[];
  /** Full seconds that stood before the camera while the recording ran. */
  drawn: number;
  /** Those of them of which the recording has not one frame. */
  missing: number[];
  framesDrawn: number;
  framesRecorded: number;
  framesUnreadable: number;
  /** When the first and the last frame of each take stood before the camera, by the anchor's own page. */
  takes: { firstFrameWallMs: number; lastFrameWallMs: number }[];
}

/** Compares what stood before the camera in each span of the replay with what the takes on the disk hold. */
export async function compareSeconds(
  folder: string,
  spans: Replay['spans'],
  takes: readonly string[],
  stage: StageClock,
): Promise<RecordedSeconds> {
  const shown = unroll(
    stage.frames.map(({ code }) => code ?? 0),
    0,
  );
  const result: RecordedSeconds = {
    ...{ errors: [], drawn: 0, missing: [] },
    ...{ framesDrawn: 0, framesRecorded: 0, framesUnreadable: 0, takes: [] },
  };
  for (const [index, span] of spans.entries()) {
    const playlist = join(folder, takes[index] ?? '', 'index.m3u8');
    result.errors.push(...(await decodeErrors(playlist)));
    const frames = await readCodes(playlist);
    const codes = frames.filter((code) => code !== null);
    const { startWallMs, durationMs } = span;
    const during = shown.filter((_, at) => {
      const wallMs = stage.frames[at]?.wallMs ?? 0;
      return wallMs >= startWallMs && wallMs <= startWallMs + durationMs;
    });
    const begin = during[0] ?? 0;
    const first = codes[0] ?? 0;
    const passOfFirst = Math.round((begin - first) / CAMERA_LOOP_MS);
    const unrolled = unroll(codes, passOfFirst);
    const recorded = new Set(unrolled.map(secondOf));
    const seenAt = (code: number) =>
      stage.frames[shown.findIndex((each) => each >= code)]?.wallMs ?? Number.NaN;
    result.takes.push({
      firstFrameWallMs: seenAt(unrolled[0] ?? Number.NaN),
      lastFrameWallMs: seenAt(unrolled.at(-1) ?? Number.NaN),
    });
    // The first and the last second are cut by the span itself.
    const seconds = [...new Set(during.map(secondOf))].slice(1, -1);
    result.drawn += seconds.length;
    result.missing.push(...seconds.filter((second) => !recorded.has(second)));
    result.framesDrawn += new Set(during).size;
    result.framesRecorded += frames.length;
    result.framesUnreadable += frames.length - codes.length;
  }
  return result;
}
