import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { packetSpans } from '../ffmpeg/packet-spans.ts';
import type { Encoder } from '../recording/finalise-take.ts';
import { readdirOrNone } from '../recording/take-files.ts';

/** A browser's copy, joined from its chunks. */
export interface Copy {
  id: string;
  /** Relative to the recording's folder. */
  path: string;
  /** When the browser began to record, by its idea of the server's clock: right to some tenths of a second. */
  startedWallMs: number;
  /** What of it has picture or sound, on its own clock. */
  picture: { fromS: number; toS: number } | null;
  sound: { fromS: number; toS: number } | null;
}

/** Where the server puts what a browser uploads. */
export const COPIES_DIR = 'copies';
const chunkName = /^\d{6}\.chunk$/;
const JOINED_FILE = 'joined.media';
const READ_LIMIT_MS = 120_000;

/** Chunks of MediaRecorder follow on each other and share the header in the first; some between may be missing. */
export async function openCopy(
  recordingDir: string,
  copyId: string,
  startedWallMs: number,
  { ffmpegPath, log, signal }: Encoder & { signal: AbortSignal },
): Promise<Copy> {
  const dir = join(recordingDir, COPIES_DIR, copyId);
  const chunks = (await readdirOrNone(dir)).filter((name) => chunkName.test(name)).sort();
  if (chunks.length === 0) throw new StudioError('copy.unusable', 'a copy without chunks');
  const joined = join(dir, JOINED_FILE);
  await rm(joined, { force: true });
  for (const chunk of chunks)
    await pipeline(createReadStream(join(dir, chunk)), createWriteStream(joined, { flags: 'a' }));
  const { video, audio } = await packetSpans(ffmpegPath, JOINED_FILE, dir, log, {
    timeLimitMs: READ_LIMIT_MS,
    signal,
  });
  if (!video && !audio) throw new StudioError('copy.unusable', 'nothing in the copy can be read');
  const seconds = (span: { startMs: number; endMs: number } | null) =>
    span && { fromS: span.startMs / 1_000, toS: span.endMs / 1_000 };
  return {
    id: copyId,
    path: join(COPIES_DIR, copyId, JOINED_FILE),
    startedWallMs,
    picture: seconds(video),
    sound: seconds(audio),
  };
}
