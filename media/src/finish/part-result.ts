import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parsePlaylist } from '../recording/takes.ts';

export const PART_FILE = 'part.json';

const renditionOfPartSchema = z.object({
  name: z.string(),
  segments: z.array(z.object({ file: z.string(), durationMs: z.number(), bytes: z.number() })),
});
export type RenditionOfPart = z.infer<typeof renditionOfPartSchema>;

export const partResultSchema = z.object({
  renditions: z.array(renditionOfPartSchema),
  sheets: z.array(z.string()),
  source: z.object({
    video: z.object({ widthPx: z.number(), heightPx: z.number(), codecs: z.string() }).nullable(),
    audio: z.boolean(),
  }),
  peaks: z.array(z.number()),
  readings: z.array(z.object({ momentaryLufs: z.number().nullable(), shortTermLufs: z.number().nullable() })),
  decodeErrors: z.number(),
});
/** What is known of a part that is done; stands beside its files. */
export type PartResult = z.infer<typeof partResultSchema>;

/** The result of a part that was done before, or null when there is none that can be read. */
export async function readPartResult(dir: string): Promise<PartResult | null> {
  try {
    return partResultSchema.parse(JSON.parse(await readFile(join(dir, PART_FILE), 'utf8')));
  } catch {
    return null;
  }
}

export async function readRendition(dir: string, name: string): Promise<RenditionOfPart> {
  const { segments } = parsePlaylist(await readFile(join(dir, `${name}.m3u8`), 'utf8'));
  return {
    name,
    segments: await Promise.all(
      segments.map(async ({ file, durationMs }) => ({
        file,
        durationMs,
        bytes: (await stat(join(dir, file))).size,
      })),
    ),
  };
}

export async function sheetsIn(dir: string): Promise<string[]> {
  return (await readdir(dir)).filter((file) => /^sheet-\d+\.jpg$/.test(file)).sort();
}
