import { isOver, type SessionState } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { COPIES_MAX_BYTES, COPIES_PER_SESSION } from '@caipai/shared/limits';
import type { CopyStanding } from '@caipai/shared/schemas/copy';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import type { Context } from '../../context.ts';
import { type JobQueue, openQueue } from '../../jobs/queue.ts';
import type { OpenDatabase } from '../../store/database.ts';
import { spansOf } from '../replay/playlist.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { Finishing } from './finishing.ts';

type Ports = Pick<Context, 'store' | 'media' | 'log' | 'clock'> & {
  database: OpenDatabase;
  chunks: ChunkStore;
  finishing: Pick<Finishing, 'again'>;
};

/** What lies around a hole is laid over the copy to find its place: three segments, and a key frame before them. */
const AROUND_MS = 10_000;
const SEAM_MS = 100;
/** A browser that has not come back by then will not. */
const UPLOAD_PATIENCE_MS = 7 * 24 * 3_600_000;

/** Copies that anchors' browsers kept, and the job that fills holes with them. */
export interface Copies {
  start(): Promise<void>;
  standing(sessionId: string): Promise<CopyStanding>;
  /** Throws `session.wrongState` where a chunk of this copy is not taken: too early, too late, or one copy too many. */
  admit(sessionId: string, copyId: string): Promise<void>;
  /** Takes a copy whose chunks are here. Throws `copy.damaged` when one of them is not. */
  splice(copy: {
    sessionId: string;
    copyId: string;
    startedWallMs: number;
    chunks: readonly number[];
  }): Promise<void>;
  close(): Promise<void>;
}

export function createCopies({ store, media, log, clock, database, chunks, finishing }: Ports): Copies {
  let queue: JobQueue | null = null;

  async function run(copyId: string): Promise<void> {
    const copy = await store.copies.find(copyId);
    if (copy?.state !== 'waiting') return;
    const { sessionId, startedWallMs } = copy;
    try {
      const { filled, missed } = await media.request('recording:splice', {
        ...{ recordingId: sessionId, copyId, startedWallMs },
      });
      if (filled > 0) await finishing.again(sessionId);
      // What it has and could not be used may be the only picture of that time: then its owner keeps it.
      await store.copies.settle(copyId, missed > 0 ? 'failed' : 'done', filled);
    } catch (error) {
      if (!(error instanceof StudioError) || error.code !== 'copy.unusable') throw error;
      log.warn({ sessionId, copyId, err: error }, 'copy cannot be used');
      await fail(copyId);
      return;
    }
    await chunks.remove(sessionId, copyId);
  }

  /** The browser keeps what it has; here it only takes room. */
  async function fail(copyId: string): Promise<void> {
    const copy = await store.copies.find(copyId);
    await store.copies.settle(copyId, 'failed', 0);
    if (copy) await chunks.remove(copy.sessionId, copyId);
  }

  /** Uploads that were given up, and chunks of settled copies: a crash came before they were removed. */
  async function clearAway(): Promise<void> {
    for await (const { sessionId, copyId, changedAtMs } of chunks.all()) {
      const state = (await store.copies.find(copyId))?.state;
      const givenUp = state === undefined && clock.nowMs() - changedAtMs > UPLOAD_PATIENCE_MS;
      if (givenUp || state === 'done' || state === 'failed') await chunks.remove(sessionId, copyId);
    }
  }

  /** Whether the session is so far over that everybody knows what is missing. */
  const isReviewed = (state: SessionState) => isOver(state) && state !== 'ended';

  return {
    async start() {
      await clearAway().catch((error) =>
        log.warn({ err: error }, 'chunks that are left over were not removed'),
      );
      queue = await openQueue({
        name: 'splice-copy',
        ...{ database, log, run },
        giveUp: (copyId) => fail(copyId),
      });
      for (const copyId of await store.copies.listWaiting()) await queue.send(copyId);
    },

    async standing(sessionId) {
      const row = await store.sessions.find(sessionId);
      if (!row) throw new StudioError('session.notFound');
      const over = isReviewed(row.state);
      const [{ takes }, rows, here] = await Promise.all([
        over ? media.request('recording:describe', { recordingId: sessionId }) : { takes: [] },
        store.copies.list(sessionId),
        chunks.copies(sessionId),
      ]);
      const known = new Map(rows.map((copy) => [copy.copyId, copy]));
      const ids = new Set([...known.keys(), ...here]);
      return {
        over,
        whole: over && isWhole(takes, row.startedAtMs, row.endedAtMs),
        wanted: wantedOf(takes),
        copies: await Promise.all(
          [...ids].map(async (copyId) => ({
            copyId,
            state: known.get(copyId)?.state ?? 'receiving',
            chunks: await chunks.list(sessionId, copyId),
            filled: known.get(copyId)?.filled ?? 0,
          })),
        ),
      };
    },

    async admit(sessionId, copyId) {
      const row = await store.sessions.find(sessionId);
      if (!row || !isReviewed(row.state)) throw new StudioError('session.wrongState', 'not over yet');
      const known = await store.copies.find(copyId);
      if (known && (known.sessionId !== sessionId || known.state === 'done'))
        throw new StudioError('session.wrongState', 'this copy was used');
      const here = await chunks.copies(sessionId);
      if (!here.includes(copyId) && here.length >= COPIES_PER_SESSION)
        throw new StudioError('input.tooLarge', 'too many copies');
      if ((await chunks.bytes(sessionId)) >= COPIES_MAX_BYTES)
        throw new StudioError('input.tooLarge', 'too much in copies');
    },

    async splice({ sessionId, copyId, startedWallMs, chunks: promised }) {
      const known = await store.copies.find(copyId);
      if (known && known.sessionId !== sessionId) throw new StudioError('auth.forbidden', 'another session');
      if (known?.state === 'done') return;
      const row = await store.sessions.find(sessionId);
      if (!row || !isReviewed(row.state)) throw new StudioError('session.wrongState', 'not over yet');
      const here = new Set(await chunks.list(sessionId, copyId));
      if (!promised.every((index) => here.has(index)))
        throw new StudioError('copy.damaged', 'chunks missing');
      await store.copies.open({ sessionId, copyId, startedWallMs });
      await queue?.send(copyId);
    },

    close: async () => queue?.close(),
  };
}

/** The first picture takes a moment, and the recorder stops before the news of the end. */
const EDGE_MS = 3_000;

function isWhole(
  takes: readonly RecordedTake[],
  startedAtMs: number | null,
  endedAtMs: number | null,
): boolean {
  const spans = spansOf(takes);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last || startedAtMs === null || endedAtMs === null) return false;
  const lastMs = last.startWallMs + last.durationMs;
  return first.startWallMs - startedAtMs < EDGE_MS && endedAtMs - lastMs < EDGE_MS;
}

function wantedOf(takes: readonly RecordedTake[]): CopyStanding['wanted'] {
  const spans = spansOf(takes);
  return spans.slice(1).flatMap(({ startWallMs }, index) => {
    const before = spans[index];
    const fromWallMs = (before?.startWallMs ?? 0) + (before?.durationMs ?? 0);
    if (startWallMs - fromWallMs < SEAM_MS) return [];
    return [{ fromWallMs: fromWallMs - AROUND_MS, toWallMs: startWallMs + AROUND_MS }];
  });
}
