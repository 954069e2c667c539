import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import { livePcmArgv } from '../ffmpeg/pcm-argv.ts';
import { startFfmpeg } from '../ffmpeg/run.ts';
import { sdpFor } from '../ffmpeg/sdp.ts';
import { openTap } from '../recording/tap.ts';
import { bindUdp, waitForListener } from '../recording/udp.ts';
import { SAMPLE_RATE_HZ } from './recogniser.ts';

const SDP_FILE = 'sound.sdp';
const LISTEN_LIMIT_MS = 5_000;
const BYTES_PER_SAMPLE = 2;
const FULL_SCALE = 32_768;

export interface Sound {
  close(): Promise<void>;
}

interface SoundInput {
  router: types.Router;
  producer: types.Producer;
  ffmpegPath: string;
  clock: { nowMs(): number };
  log: Logger;
  onSamples(samples: Float32Array, endWallMs: number): void;
  onEnded(): void;
}

/** A microphone as samples: a tap of its own, beside the recording's, and a small ffmpeg that decodes it. */
export async function openSound(input: SoundInput): Promise<Sound> {
  const { router, producer, ffmpegPath, clock, log, onSamples, onEnded } = input;
  const closers: (() => unknown)[] = [];
  /** What was opened last goes first. */
  const release = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const dir = await mkdtemp(join(tmpdir(), 'caipai-sound-'));
    closers.push(() =>
      rm(dir, { recursive: true, force: true }).catch((error: unknown) =>
        log.warn({ err: error, dir }, 'a folder for sound stays behind'),
      ),
    );
    const sink = await bindUdp();
    closers.push(() => sink.close());
    const tap = await openTap(router, producer, sink);
    closers.push(() => tap.close());
    await writeFile(join(dir, SDP_FILE), sdpFor([tap.input]));
    const toSamples = sampleReader();
    const ffmpeg = await startFfmpeg(ffmpegPath, {
      args: livePcmArgv(SDP_FILE, SAMPLE_RATE_HZ),
      ...{ cwd: dir, log },
      onOutput: (bytes) => onSamples(toSamples(bytes), clock.nowMs()),
    });
    closers.push(() => ffmpeg.kill());
    const limit = AbortSignal.timeout(LISTEN_LIMIT_MS);
    await Promise.all(tap.ports.map((port) => waitForListener(port, limit)));
    await tap.consumer.resume();
    void ffmpeg.exited.then(async ({ code, lastLines }) => {
      if (closers.length === 0) return;
      log.warn({ code, lastLines }, 'nobody listens to the microphone any more');
      await release();
      onEnded();
    });
    return {
      async close() {
        await release();
        await ffmpeg.exited;
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Chunks of a pipe end anywhere, also within a sample. */
export function sampleReader(): (bytes: Buffer) => Float32Array {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    const all = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    const count = Math.floor(all.length / BYTES_PER_SAMPLE);
    const samples = new Float32Array(count);
    for (let at = 0; at < count; at += 1) samples[at] = all.readInt16LE(at * BYTES_PER_SAMPLE) / FULL_SCALE;
    rest = Buffer.from(all.subarray(count * BYTES_PER_SAMPLE));
    return samples;
  };
}
