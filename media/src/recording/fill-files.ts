import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import { z } from 'zod';
import { readdirOrNone, readTake } from './take-files.ts';

export const FILL_FILE = 'fill.json';

const fillSchema = z.object({
  /** The fill is shown in place of what takes hold between these moments. */
  fromWallMs: z.number(),
  toWallMs: z.number(),
  copyId: z.string(),
  /** How the copy's place in time was found: by the same picture and sound in both, or by the clocks alone. */
  alignedBy: z.enum(['content', 'clock']),
});
/** A stretch that came from the copy in the publisher's browser; stands beside its segments. */
export type Fill = z.infer<typeof fillSchema>;

const fillName = /^fill-(\d{3,})$/;

export async function readFills(recordingDir: string): Promise<{ fill: Fill; take: RecordedTake }[]> {
  const names = (await readdirOrNone(recordingDir)).filter((name) => fillName.test(name)).sort();
  const fills = await Promise.all(
    names.map(async (name) => {
      const fill = await readFill(join(recordingDir, name));
      return fill && { fill, take: { ...(await readTake(recordingDir, name)), origin: 'copy' as const } };
    }),
  );
  return fills.filter((each) => each !== null);
}

async function readFill(dir: string): Promise<Fill | null> {
  try {
    return fillSchema.parse(JSON.parse(await readFile(join(dir, FILL_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** Makes the folder in which the next fill grows and answers both names: that one, and the one it gets when done. */
export async function makeNextFill(recordingDir: string): Promise<{ part: string; name: string }> {
  const numbers = (await readdir(recordingDir)).map((name) => Number(fillName.exec(name)?.[1] ?? 0));
  const name = `fill-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
  const part = `${name}.part`;
  await mkdir(join(recordingDir, part), { recursive: true });
  return { part, name };
}

/** Takes and fills in the order in which they are played, each moment once. */
export function withFills(
  takes: readonly RecordedTake[],
  fills: readonly { fill: Fill; take: RecordedTake }[],
): RecordedTake[] {
  const hidden = ({ startWallMs }: { startWallMs: number }) =>
    fills.some(({ fill }) => startWallMs >= fill.fromWallMs && startWallMs < fill.toWallMs);
  return [
    ...takes.map((take) => ({ ...take, segments: take.segments.filter((segment) => !hidden(segment)) })),
    ...fills.map(({ take }) => take),
  ]
    .filter(({ segments }) => segments.length > 0)
    .toSorted((a, b) => startOf(a) - startOf(b));
}

function startOf({ segments }: RecordedTake): number {
  return segments[0]?.startWallMs ?? 0;
}
