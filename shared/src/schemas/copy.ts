import { z } from 'zod';
import { COPY_MAX_CHUNKS } from '../limits.ts';
import { idSchema, wallMsSchema } from './common.ts';

export const chunkIndexSchema = z.coerce.number().int().min(0).max(COPY_MAX_CHUNKS);

/** What a browser says of the copy that it uploaded chunks of. */
export const spliceCopySchema = z.object({
  sessionId: idSchema,
  copyId: idSchema,
  /** When the browser began to record, by its idea of the server's clock. */
  startedWallMs: wallMsSchema,
  chunks: z.array(z.number().int().min(0).max(COPY_MAX_CHUNKS)).min(1).max(COPY_MAX_CHUNKS),
});

export type CopyState = 'receiving' | 'waiting' | 'done' | 'failed';

/** How a session stands with the copies in its anchor's browser. */
export interface CopyStanding {
  /** Before the end nobody knows what will be missing. */
  over: boolean;
  /** Nothing of the time on air is missing, so that no copy is needed. */
  whole: boolean;
  /** What of a copy is wanted, holes widened by what is needed to find their place in it. */
  wanted: { fromWallMs: number; toWallMs: number }[];
  /** Chunks that are here already, by the copy they belong to. */
  copies: { copyId: string; state: CopyState; chunks: number[]; filled: number }[];
}
