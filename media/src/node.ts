import { mkdir } from 'node:fs/promises';
import { StudioError } from '@caipai/shared/errors/studio-error';
import {
  type MediaInput,
  type MediaOutput,
  type MediaPort,
  type MediaRequestName,
  mediaRequests,
} from '@caipai/shared/schemas/media';
import { type MediaConfig, resolveMediaConfig } from './config/media-config.ts';
import type { MediaDeps } from './deps.ts';
import { createFactHub } from './facts.ts';
import { Finisher } from './finish/finisher.ts';
import { SpeechReadings } from './finish/speech-readings.ts';
import { endOrphans } from './recording/orphans.ts';
import { freeBytesOf, Recorder } from './recording/recorder.ts';
import { mediaHandlers } from './requests.ts';
import { toStudioError } from './sessions/refusals.ts';
import { RoomRegistry } from './sessions/room-registry.ts';
import { Splicer } from './splice/splicer.ts';
import { openRecogniser } from './transcript/open-recogniser.ts';
import { Transcriber } from './transcript/transcriber.ts';
import { logMediasoup } from './workers/mediasoup-log.ts';
import { WorkerPool, type WorkerStatus } from './workers/worker-pool.ts';

export type { MediaConfig } from './config/media-config.ts';
export type { MediaDeps } from './deps.ts';

export interface MediaNodeStatus {
  workers: WorkerStatus[];
  rooms: number;
  recordings: number;
}

/** A media node in this process. */
export interface MediaNode extends MediaPort {
  status(): MediaNodeStatus;
  /** Process id of the ffmpeg that records now; for supervision and tests. */
  findEncoderPid(recordingId: string): number | null;
}

/** Starts workers and closes what an earlier run left behind. Throws `media.unavailable` when no worker starts. */
export async function createMediaNode(config: MediaConfig, deps: MediaDeps): Promise<MediaNode> {
  const resolved = resolveMediaConfig(config);
  const { log } = deps;
  logMediasoup(log);
  await mkdir(resolved.recordingsDir, { recursive: true });
  await endOrphans(resolved.recordingsDir, { ffmpegPath: resolved.ffmpegPath, log });

  const recogniser =
    deps.recogniser ?? (resolved.transcript ? await openRecogniser(resolved.transcript, log) : null);
  const facts = createFactHub(log);
  const pool = new WorkerPool(resolved, log);
  await pool.start();
  const rooms = new RoomRegistry(pool, resolved, facts, log);
  const recorder = new Recorder({
    recordingsDir: resolved.recordingsDir,
    ffmpegPath: resolved.ffmpegPath,
    minFreeBytes: resolved.minFreeBytes,
    freeBytes: deps.freeBytes ?? freeBytesOf,
    findRoom: (roomId) => rooms.find(roomId),
    facts,
    clock: deps.clock,
    log,
  });
  const finisher = new Finisher({
    recordingsDir: resolved.recordingsDir,
    ffmpegPath: resolved.ffmpegPath,
    facts,
    log,
    describe: (recordingId) => recorder.describe(recordingId),
    describeCompanions: (recordingId) => recorder.describeCompanions(recordingId),
    minFreeBytes: resolved.minFreeBytes,
    freeBytes: deps.freeBytes ?? freeBytesOf,
  });
  const splicer = new Splicer({
    recordingsDir: resolved.recordingsDir,
    ffmpegPath: resolved.ffmpegPath,
    log,
    minFreeBytes: resolved.minFreeBytes,
    freeBytes: deps.freeBytes ?? freeBytesOf,
  });
  const speech = new SpeechReadings({
    recordingsDir: resolved.recordingsDir,
    ffmpegPath: resolved.ffmpegPath,
    log,
    describe: (recordingId) => recorder.describe(recordingId),
  });
  const transcriber = new Transcriber({
    recogniser,
    ffmpegPath: resolved.ffmpegPath,
    findRoom: (roomId) => rooms.find(roomId),
    facts,
    clock: deps.clock,
    log,
  });
  const handlers = mediaHandlers({ rooms, recorder, finisher, splicer, speech, transcriber });
  let closing: Promise<void> | null = null;

  return {
    async request<N extends MediaRequestName>(name: N, input: MediaInput<N>): Promise<MediaOutput<N>> {
      if (closing) throw new StudioError('media.unavailable', 'media node is closing');
      const parsed = mediaRequests[name].input.safeParse(input);
      if (!parsed.success) throw new StudioError('input.invalid', parsed.error.message);
      try {
        return await handlers[name](parsed.data as MediaInput<N>);
      } catch (error) {
        const refusal = toStudioError(error);
        const level = refusal.code === 'server.internal' ? 'error' : 'info';
        log[level]({ err: refusal, request: name, code: refusal.code }, 'media request refused');
        throw refusal;
      }
    },
    onFact: (listener) => facts.onFact(listener),
    close() {
      closing ??= (async () => {
        const parts = [recorder, finisher, splicer, speech, transcriber];
        await Promise.all(parts.map((part) => part.close()));
        await rooms.closeAll();
        pool.close();
        log.info('media node closed');
      })();
      return closing;
    },
    status: () => ({
      workers: pool.status(),
      rooms: rooms.size,
      recordings: recorder.size,
    }),
    findEncoderPid: (recordingId) => recorder.findEncoderPid(recordingId),
  };
}
