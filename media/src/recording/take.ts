import type { Socket } from 'node:dgram';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { TakeTracks } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import { captureArgv } from '../ffmpeg/capture-argv.ts';
import { type ProcessExit, type SupervisedProcess, startFfmpeg } from '../ffmpeg/run.ts';
import { sdpFor } from '../ffmpeg/sdp.ts';
import { keyFramesOf } from '../sessions/key-frames.ts';
import { watchEncoder } from './encoder-watch.ts';
import { finaliseTake } from './finalise-take.ts';
import { watchFlow } from './flow-watch.ts';
import { goodbye } from './goodbye.ts';
import { planKeyFrames } from './key-frame-requests.ts';
import { KEY_FRAMES_FILE, PID_FILE, SDP_FILE, TAKE_FILE } from './take-files.ts';
import { takeTimeline } from './take-timeline.ts';
import { openTap, type Tap } from './tap.ts';
import { bindUdp, waitForListener } from './udp.ts';

const LISTEN_LIMIT_MS = 5_000;

export type TakeEnd = 'ended' | 'diskFull' | 'encoderFailed' | 'mediaLost';

export interface TakeInput {
  router: types.Router;
  video: types.Producer | null;
  audio: types.Producer | null;
  dir: string;
  ffmpegPath: string;
  clock: { nowMs(): number };
  log: Logger;
  /** The first frame is on its way to ffmpeg. */
  onStarted: (atMs: number) => void;
}

export interface Take {
  readonly producerIds: ReadonlySet<string>;
  /** Ends the take; the first cause counts. Resolves when everything is on disk. */
  stop(cause: TakeEnd): Promise<void>;
  /** Resolves after the take was stopped or failed by itself, when everything is on disk. */
  readonly ended: Promise<TakeEnd>;
  readonly ffmpegPid: number;
}

/** Starts one unbroken stretch of recording. Throws when it could not start; then nothing is left running. */
export async function startTake(input: TakeInput): Promise<Take> {
  const { router, video, audio, dir, log } = input;
  const sink = await bindUdp();
  const taps: Tap[] = [];
  let ffmpeg: SupervisedProcess | null = null;
  let released = false;
  const release = () => {
    if (released) return;
    released = true;
    for (const tap of taps) tap.close();
    sink.close();
  };
  try {
    const videoTap = video && (await openTap(router, video, sink));
    if (videoTap) taps.push(videoTap);
    const audioTap = audio && (await openTap(router, audio, sink));
    if (audioTap) taps.push(audioTap);
    await writeFile(join(dir, SDP_FILE), sdpFor(taps.map((tap) => tap.input)));
    const videoCodec = videoTap && (/h264/i.test(videoTap.input.codec.mimeType) ? 'h264' : 'vp8');
    const args = captureArgv({ sdpFile: SDP_FILE, videoCodec, hasAudio: audioTap !== null });
    ffmpeg = await startFfmpeg(input.ffmpegPath, { args, cwd: dir, log });
    await writeFile(join(dir, PID_FILE), String(ffmpeg.pid));
    await untilListening(ffmpeg, taps);
    return await run({ input, taps, videoTap, audioTap, ffmpeg, sink, release });
  } catch (error) {
    ffmpeg?.kill();
    release();
    throw error;
  }
}

async function untilListening(ffmpeg: SupervisedProcess, taps: readonly Tap[]): Promise<void> {
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(new Error('ffmpeg does not listen')), LISTEN_LIMIT_MS);
  void ffmpeg.exited.then(({ lastLines }) =>
    abort.abort(new Error(`ffmpeg ended: ${lastLines.join(' | ')}`)),
  );
  try {
    await Promise.all(taps.flatMap((tap) => tap.ports.map((port) => waitForListener(port, abort.signal))));
  } catch (error) {
    throw new StudioError('recording.encoderFailed', 'ffmpeg did not start to listen', {
      cause: abort.signal.aborted ? abort.signal.reason : error,
    });
  } finally {
    clearTimeout(limit);
  }
}

interface Running {
  input: TakeInput;
  taps: Tap[];
  videoTap: Tap | null;
  audioTap: Tap | null;
  ffmpeg: SupervisedProcess;
  sink: Socket;
  release: () => void;
}

async function run({ input, taps, videoTap, audioTap, ffmpeg, sink, release }: Running): Promise<Take> {
  const { dir, clock, log } = input;
  const keyFrames = videoTap && planKeyFrames(videoTap.consumer, keyFramesOf(videoTap.producer), log);
  const timeline = takeTimeline({
    video: videoTap,
    audio: audioTap,
    socket: sink,
    logFile: join(dir, KEY_FRAMES_FILE),
    clock,
    log,
    onStarted: input.onStarted,
    onKeyFrame: () => keyFrames?.postpone(),
  });
  const tracks: TakeTracks = { picture: videoTap !== null, sound: audioTap !== null, avOffsetMs: null };
  // A take that is killed tells at least what it was made of.
  await writeFile(join(dir, TAKE_FILE), JSON.stringify(tracks));
  const ended = Promise.withResolvers<TakeEnd>();
  let stopping = false;

  const stop = async (cause: TakeEnd) => {
    if (!stopping) {
      stopping = true;
      for (const off of watches) off();
      keyFrames?.stop();
      ended.resolve(await close(cause));
    }
    await ended.promise;
  };
  const close = async (cause: TakeEnd): Promise<TakeEnd> => {
    let end = cause;
    try {
      // Asked by the signal alone, ffmpeg looks up only when the next packet comes. On the packets' own port
      // the goodbye is read after all of them.
      for (const tap of taps) sink.send(goodbye(tap.ssrc), tap.ports[0], '127.0.0.1');
      const exit = await ffmpeg.interrupt();
      await timeline.close();
      release();
      if (cause === 'encoderFailed' && saysDiskFull(exit)) end = 'diskFull';
      if (end === 'encoderFailed') log.warn({ ...exit }, 'ffmpeg failed');
      await finaliseTake(dir, { ffmpegPath: input.ffmpegPath, log });
      const times = { startedAtMs: timeline.startedAtMs, endedAtMs: clock.nowMs() };
      const about = { ...tracks, avOffsetMs: timeline.avOffsetMs, ...times, cause: end };
      await writeFile(join(dir, TAKE_FILE), JSON.stringify(about));
      return end;
    } catch (error) {
      log.error({ err: error }, 'take was not closed as it should be');
      return end;
    }
  };
  const consumers = taps.map((tap) => tap.consumer);
  const watches = [
    watchFlow(consumers, {
      onGap: () => keyFrames?.requestNow(),
      onLost: () => void stop('mediaLost'),
    }),
    watchEncoder(dir, {
      onStuck: () => void stop('encoderFailed'),
      onDiskFull: () => void stop('diskFull'),
    }),
  ];
  for (const consumer of consumers) consumer.observer.once('close', () => void stop('mediaLost'));
  void ffmpeg.exited.then(() => stop('encoderFailed'));

  try {
    await timeline.start();
  } catch (error) {
    await stop(consumers.some(({ closed }) => closed) ? 'mediaLost' : 'encoderFailed');
    throw error;
  }
  keyFrames?.postpone();
  return {
    producerIds: new Set(taps.map(({ producer }) => producer.id)),
    stop,
    ended: ended.promise,
    ffmpegPid: ffmpeg.pid,
  };
}

function saysDiskFull({ lastLines }: ProcessExit): boolean {
  return lastLines.some((line) => /no space left on device/i.test(line));
}
