import { StudioError } from '@caipai/shared/errors/studio-error';
import type { CompanionRecording, RecordedTake } from '@caipai/shared/schemas/media';
import { totalMediaMs } from '@caipai/shared/timeline/media-clock';
import type { Context } from '../../context.ts';
import { type JobQueue, openQueue } from '../../jobs/queue.ts';
import type { OpenDatabase } from '../../store/database.ts';
import { spansOf } from '../replay/playlist.ts';
import { captionsOf } from '../transcript/lines.ts';
import { makeReceipt } from './receipt.ts';

type Ports = Pick<Context, 'store' | 'media' | 'log'> & { database: OpenDatabase };

/** Not every percent is worth a write. */
const SHARE_STEP = 0.02;
/** A job whose process died is free again after its heartbeat. */
const LOOK_EVERY_MS = 15_000;

/** Receipts, and the job that finishes recordings after the session. */
export interface Finishing {
  /** Opens the queue and puts in it what an earlier run left unfinished. */
  start(): Promise<void>;
  /** Writes the receipt of a session that is over; its recording then waits to be finished. */
  settle(
    sessionId: string,
    takes: readonly RecordedTake[],
    companions: readonly CompanionRecording[],
  ): Promise<void>;
  /** Begins with what waits; what is not taken now is found at the next look. */
  queue(sessionId: string): void;
  /** A hole was filled: length, receipt and everything that was made of the recording are made anew. */
  again(sessionId: string): Promise<void>;
  /** Tries again what was given up. */
  retry(sessionId: string): Promise<void>;
  close(): Promise<void>;
}

export function createFinishing({ store, media, log, database }: Ports): Finishing {
  let queue: JobQueue | null = null;
  let timer: NodeJS.Timeout | undefined;
  const shares = new Map<string, number>();

  const stopListening = media.onFact((fact) => {
    if (fact.type !== 'finishProgressed') return;
    const { recordingId, share } = fact;
    if (share < 1 && share - (shares.get(recordingId) ?? -1) < SHARE_STEP) return;
    shares.set(recordingId, share);
    store.recordings
      .update(recordingId, { finishShare: share })
      .catch((error) => log.warn({ err: error, sessionId: recordingId }, 'progress was not stored'));
  });

  /** The queue takes a recording once, so asking again for all that is unfinished does no harm. */
  async function sendAll(): Promise<void> {
    try {
      for (const sessionId of await store.recordings.listUnfinished()) await queue?.send(sessionId);
    } catch (error) {
      log.warn({ err: error }, 'unfinished recordings were not looked for');
    }
  }

  async function run(sessionId: string): Promise<void> {
    if (!(await store.recordings.find(sessionId))) return;
    await store.recordings.update(sessionId, { finishState: 'running' });
    let decodeErrors: number;
    try {
      const entries = await store.ledger.read(sessionId, { kinds: ['layout.changed', 'transcript.said'] });
      const layouts = entries.flatMap(({ entry }) =>
        entry.kind === 'layout.changed' ? [{ fromWallMs: entry.atMs, layout: entry.layout }] : [],
      );
      const known = { layouts, captions: captionsOf(entries) };
      ({ decodeErrors } = await media.request('recording:finish', { recordingId: sessionId, ...known }));
    } catch (error) {
      if (!(error instanceof StudioError) || error.code !== 'recording.unfinishable') throw error;
      log.warn({ sessionId, err: error }, 'recording cannot be finished; the capture stays as it is');
      await store.recordings.update(sessionId, { finishState: 'failed' });
      return;
    } finally {
      shares.delete(sessionId);
    }
    // Filled in the meantime: what was made is of the recording with the hole.
    const current = await media.request('recording:findFinished', { recordingId: sessionId });
    const receipt = (await store.recordings.find(sessionId))?.receipt ?? null;
    const all = receipt && { ...receipt, decodeErrors };
    if (!current || !(await store.recordings.finishRunning(sessionId, all)))
      throw new StudioError('media.unavailable', 'the recording changed while it was finished');
    log.info({ sessionId }, 'recording finished');
  }

  async function settle(
    sessionId: string,
    takes: readonly RecordedTake[],
    companions: readonly CompanionRecording[],
  ): Promise<void> {
    const row = await store.sessions.find(sessionId);
    if (!row?.startedAtMs || !row.endedAtMs) return;
    const entries = (await store.ledger.read(sessionId, { without: ['media.health'] })).map(
      ({ entry }) => entry,
    );
    const { startedAtMs, endedAtMs } = row;
    const empty = takes.every(({ segments }) => segments.length === 0);
    const receipt = makeReceipt({ takes, companions, entries, startedAtMs, endedAtMs });
    await store.recordings.open(sessionId, receipt, empty ? 'done' : 'waiting');
  }

  return {
    async start() {
      queue = await openQueue({
        name: 'finish-recording',
        ...{ database, log, run },
        giveUp: (sessionId) => store.recordings.update(sessionId, { finishState: 'failed' }),
      });
      await sendAll();
      timer = setInterval(() => void sendAll(), LOOK_EVERY_MS);
    },

    settle,

    async again(sessionId) {
      const { takes, companions } = await media.request('recording:describe', { recordingId: sessionId });
      await store.sessions.update(sessionId, { recordedMs: Math.round(totalMediaMs(spansOf(takes))) });
      // First of all: a job that is about to be done must not write its old receipt over the new one.
      await store.recordings.update(sessionId, { finishState: 'waiting', finishShare: 0 });
      await settle(sessionId, takes, companions);
      await queue?.send(sessionId);
    },

    queue(sessionId) {
      queue
        ?.send(sessionId)
        .catch((error) => log.warn({ sessionId, err: error }, 'not queued; looked for later'));
    },

    async retry(sessionId) {
      await store.recordings.update(sessionId, { finishState: 'waiting', finishShare: 0 });
      await queue?.send(sessionId);
    },

    async close() {
      clearInterval(timer);
      stopListening();
      await queue?.close();
    },
  };
}
