import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Recogniser, RecogniserError } from './recogniser.ts';

const lineSchema = z
  .object({ atMs: z.number().nonnegative(), endMs: z.number(), text: z.string().min(1) })
  .refine(({ atMs, endMs }) => endMs >= atMs, 'ends before it begins');
type Line = z.infer<typeof lineSchema>;

/**
 * Hears nothing and says what stands in a file, one `{atMs, endMs, text}` a line, counted from when somebody was first
 * listened to. For tests and demonstrations, through the same port as what hears.
 */
export async function openFixture(file: string): Promise<Recogniser> {
  const lines = await readLines(file);
  /** By session: an interruption does not begin the file anew. */
  const begun = new Map<string, { atMs: number; ids: string[] }>();

  return {
    needsSound: false,
    listen({ roomId, tell, clock }) {
      const { atMs, ids } = begun.get(roomId) ?? { atMs: clock.nowMs(), ids: lines.map(() => randomUUID()) };
      begun.set(roomId, { atMs, ids });
      const timers = lines.flatMap((line, index) => {
        const id = ids[index] as string;
        const fromMs = Math.round(atMs + line.atMs);
        const untilMs = Math.round(atMs + line.endMs);
        const at = (wallMs: number, run: () => void) =>
          wallMs < clock.nowMs() ? [] : [setTimeout(run, wallMs - clock.nowMs())];
        const half = line.text.slice(0, Math.ceil(line.text.length / 2));
        return [
          ...at((fromMs + untilMs) / 2, () => tell({ id, fromMs, untilMs, text: half, final: false })),
          ...at(untilMs, () => tell({ id, fromMs, untilMs, text: line.text, final: true })),
        ];
      });
      return {
        push() {},
        async close() {
          for (const timer of timers) clearTimeout(timer);
        },
      };
    },
    async close() {},
  };
}

async function readLines(file: string): Promise<Line[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new RecogniserError(`TRANSCRIPT_FIXTURE: ${file} cannot be read.`, { cause: error });
  }
  return text
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row, index) => {
      try {
        return lineSchema.parse(JSON.parse(row));
      } catch (error) {
        throw new RecogniserError(
          `TRANSCRIPT_FIXTURE: line ${index + 1} of ${file} is no {"atMs", "endMs", "text"}.`,
          { cause: error },
        );
      }
    });
}
