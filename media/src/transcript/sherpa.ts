import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { TranscriptSegmenter } from '@caipai/shared/domain/transcript-segmenter';
import type { Logger } from 'pino';
import { findModelFiles, type ModelFiles } from './model-files.ts';
import { type Recogniser, RecogniserError } from './recogniser.ts';
import type { FromSherpa, ToSherpa } from './sherpa-process.ts';

const START_LIMIT_MS = 60_000;
const LAST_WORDS_LIMIT_MS = 1_500;
const RESTART_MS = 5_000;
/** Messages of samples that the process has not taken yet, some tenths of a second each; more would fill our memory. */
const BEHIND_MOST = 100;
/** Live rooms come first, and still the words are wanted now. */
const NICENESS = 5;

interface Open {
  segmenter: TranscriptSegmenter;
  nowMs(): number;
  closed: PromiseWithResolvers<void>;
}

/**
 * Listens by a streaming model that runs on this machine; no sound leaves it. The model runs in a process of its own:
 * what is compiled ends without asking, and that must not end live rooms.
 */
export async function openSherpa(modelDir: string, log: Logger): Promise<Recogniser> {
  const files = await findModelFiles(modelDir);
  const streams = new Map<string, Open>();
  let closing = false;
  let behind = 0;
  let child = await startProcess(files);
  adopt(child);

  function send(message: ToSherpa): void {
    if (child.connected) child.send(message, () => {});
  }

  /** A model that cannot keep up leaves words out rather than fall ever further behind. */
  function sendSamples(message: Extract<ToSherpa, { type: 'samples' }>): void {
    if (!child.connected || behind >= BEHIND_MOST) return;
    behind += 1;
    if (behind === BEHIND_MOST) log.warn('the recogniser cannot keep up; some sound is left out');
    child.send(message, () => {
      behind -= 1;
    });
  }

  function adopt(process: ChildProcess): void {
    process.on('message', (message: FromSherpa) => {
      if (message.type !== 'text' && message.type !== 'closed') return;
      const stream = streams.get(message.streamId);
      if (!stream) return;
      if (message.type === 'closed') stream.closed.resolve();
      else if (message.ended) stream.segmenter.finish(readable(message.text), message.endWallMs);
      else stream.segmenter.believe(readable(message.text), message.endWallMs);
    });
    process.once('exit', (code, signal) => {
      for (const stream of streams.values()) {
        stream.segmenter.flush(stream.nowMs());
        stream.closed.resolve();
      }
      if (closing) return;
      log.error({ code, signal }, 'the recogniser ended; it is started again');
      setTimeout(() => void restart(), RESTART_MS).unref();
    });
  }

  async function restart(): Promise<void> {
    if (closing) return;
    try {
      child = await startProcess(files);
    } catch (error) {
      log.error({ err: error }, 'the recogniser did not start again; it is tried once more');
      setTimeout(() => void restart(), RESTART_MS).unref();
      return;
    }
    if (closing) {
      child.kill('SIGKILL');
      return;
    }
    behind = 0;
    adopt(child);
    for (const [streamId, stream] of streams) {
      stream.closed = Promise.withResolvers();
      send({ type: 'open', streamId });
    }
  }

  return {
    needsSound: true,
    listen({ tell, clock }) {
      const streamId = randomUUID();
      const stream: Open = {
        segmenter: new TranscriptSegmenter({ newId: randomUUID, tell }),
        nowMs: () => clock.nowMs(),
        closed: Promise.withResolvers(),
      };
      streams.set(streamId, stream);
      send({ type: 'open', streamId });
      return {
        push: (samples, endWallMs) => sendSamples({ type: 'samples', streamId, samples, endWallMs }),
        async close() {
          send({ type: 'close', streamId, endWallMs: clock.nowMs() });
          const { promise, resolve } = stream.closed;
          const limit = setTimeout(resolve, LAST_WORDS_LIMIT_MS);
          await promise;
          clearTimeout(limit);
          stream.segmenter.flush(clock.nowMs());
          streams.delete(streamId);
        },
      };
    },
    async close() {
      closing = true;
      child.kill('SIGKILL');
    },
  };
}

/** Some models know capitals alone. */
const readable = (text: string) => (/\p{Ll}/u.test(text) ? text : text.toLowerCase());

/** Resolves when the model is loaded. Throws `RecogniserError` with what the process said. */
async function startProcess(files: ModelFiles): Promise<ChildProcess> {
  const child = fork(
    fileURLToPath(new URL('./sherpa-process.ts', import.meta.url)),
    [JSON.stringify(files)],
    {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    said = `${said}${bytes}`.slice(-2_000);
  });
  const started = Promise.withResolvers<void>();
  const limit = setTimeout(
    () => started.reject(new RecogniserError('The model took too long to load.')),
    START_LIMIT_MS,
  );
  const onMessage = (message: FromSherpa) => {
    if (message.type === 'ready') started.resolve();
    if (message.type === 'failed') started.reject(new RecogniserError(message.why));
  };
  child.on('message', onMessage);
  child.once('error', started.reject);
  child.once('exit', (code) =>
    started.reject(
      new RecogniserError(`The recogniser ended with ${code} while it loaded its model. ${said.trim()}`),
    ),
  );
  try {
    await started.promise;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(limit);
    child.off('message', onMessage);
  }
  if (child.pid) setPriority(child.pid, NICENESS);
  return child;
}
