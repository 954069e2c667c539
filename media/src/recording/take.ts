import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import { captureArgv } from '../ffmpeg/capture-argv.ts';
import { type SupervisedProcess, startFfmpeg } from '../ffmpeg/run.ts';
import { sdpFor } from '../ffmpeg/sdp.ts';
import { watchFlow } from './flow-watch.ts';
import { openLineLog } from './line-log.ts';
import { tracedPacket } from './packet-trace.ts';
import { RtpUnwrapper } from './rtp-clock.ts';
import { senderReport } from './sender-report.ts';
import { finaliseTake, KEY_FRAMES_FILE, PID_FILE, SDP_FILE, TAKE_FILE } from './take-files.ts';
import { openTap, type Tap } from './tap.ts';
import { bindUdp, waitForListener } from './udp.ts';

/** One key frame in this time while recording: it sets the segment length. */
const KEY_FRAME_INTERVAL_MS = 2_000;
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
  const { router, video, audio, dir, clock, log } = input;
  const sink = await bindUdp();
  const taps: Tap[] = [];
  let ffmpeg: SupervisedProcess | null = null;
  const release = () => {
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
    return await run({ input, taps, videoTap, audioTap, ffmpeg, sink, release, clock });
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
  sink: Awaited<ReturnType<typeof bindUdp>>;
  release: () => void;
  clock: { nowMs(): number };
}

async function run(running: Running): Promise<Take> {
  const { input, taps, videoTap, audioTap, ffmpeg, sink, release, clock } = running;
  const { dir, log } = input;
  const arrivals = openLineLog(join(dir, KEY_FRAMES_FILE), (error) =>
    log.warn({ err: error }, 'key frame log failed'),
  );
  const leader = videoTap ?? audioTap;
  if (!leader) throw new Error('a take needs a track');
  let startedAtMs: number | null = null;
  let keyFrameTimer: NodeJS.Timeout | undefined;

  const planKeyFrame = () => {
    clearTimeout(keyFrameTimer);
    if (videoTap) keyFrameTimer = setTimeout(requestKeyFrame, KEY_FRAME_INTERVAL_MS);
  };
  const requestKeyFrame = () => {
    planKeyFrame();
    if (videoTap && !videoTap.consumer.closed)
      videoTap.consumer.requestKeyFrame().catch((error: unknown) => {
        if (!videoTap.consumer.closed) log.warn({ err: error }, 'key frame request failed');
      });
  };
  const pinTo = (tap: Tap, rtpTimestamp: number, wallMs: number) =>
    sink.send(senderReport(tap.ssrc, wallMs, rtpTimestamp), tap.ports[1], '127.0.0.1');

  followLeader(leader, clock, (mediaMs, rtpTimestamp, wallMs) => {
    arrivals.append({ mediaMs, wallMs });
    planKeyFrame();
    if (startedAtMs !== null) return;
    startedAtMs = wallMs;
    pinTo(leader, rtpTimestamp, wallMs);
    if (audioTap && audioTap !== leader) void startAudio(audioTap);
    input.onStarted(wallMs);
  });

  // Sound begins right after the first picture, so that the first segment begins with a picture.
  const startAudio = async (tap: Tap) => {
    try {
      tap.consumer.on('trace', (event) => {
        const packet = tracedPacket(event, clock);
        if (packet) pinTo(tap, packet.rtpTimestamp, packet.wallMs);
        tap.consumer.removeAllListeners('trace');
        tap.consumer.enableTraceEvent([]).catch(() => {});
      });
      await tap.consumer.enableTraceEvent(['rtp']);
      await tap.consumer.resume();
    } catch (error) {
      if (!tap.consumer.closed) log.warn({ err: error }, 'audio did not start');
    }
  };

  let cause: TakeEnd | null = null;
  let settle: (end: TakeEnd) => void = () => {};
  const ended = new Promise<TakeEnd>((resolve) => {
    settle = resolve;
  });
  const stop = async (because: TakeEnd) => {
    if (cause === null) {
      cause = because;
      clearTimeout(keyFrameTimer);
      stopWatching();
      void close(because);
    }
    await ended;
  };
  const close = async (end: TakeEnd) => {
    try {
      const exit = await ffmpeg.interrupt();
      release();
      await arrivals.flushed();
      await finaliseTake(dir);
      const endedAtMs = clock.nowMs();
      await writeFile(join(dir, TAKE_FILE), JSON.stringify({ startedAtMs, endedAtMs, cause: end }));
      if (end === 'encoderFailed') log.warn({ ...exit }, 'ffmpeg failed');
    } catch (error) {
      log.error({ err: error }, 'take was not finalised');
    } finally {
      settle(end);
    }
  };
  void ffmpeg.exited.then(() => stop('encoderFailed'));
  for (const tap of taps) tap.consumer.observer.once('close', () => void stop('mediaLost'));
  const stopWatching = watchFlow(
    taps.map((tap) => tap.consumer),
    {
      onGap: requestKeyFrame,
      onLost: () => void stop('mediaLost'),
    },
  );

  await leader.consumer.enableTraceEvent([leader === videoTap ? 'keyframe' : 'rtp']);
  // Resuming asks for the first key frame by itself; a second request would cost a short segment.
  await leader.consumer.resume();
  planKeyFrame();
  const producers = [input.video, input.audio].filter((producer) => producer !== null);
  return { producerIds: new Set(producers.map(({ id }) => id)), stop, ended, ffmpegPid: ffmpeg.pid };
}

/** Calls back for each key frame, or with sound only for a packet every two seconds. */
function followLeader(
  leader: Tap,
  clock: { nowMs(): number },
  onArrival: (mediaMs: number, rtpTimestamp: number, wallMs: number) => void,
): void {
  const unwrapper = new RtpUnwrapper(leader.input.codec.clockRate);
  let lastMs = Number.NEGATIVE_INFINITY;
  leader.consumer.on('trace', (event) => {
    const packet = tracedPacket(event, clock);
    if (!packet) return;
    const mediaMs = unwrapper.toMs(packet.rtpTimestamp);
    // A key frame is many packets, and one of them may come again.
    const wanted =
      leader.input.kind === 'video' ? mediaMs > lastMs : mediaMs >= lastMs + KEY_FRAME_INTERVAL_MS;
    if (!wanted) return;
    lastMs = mediaMs;
    onArrival(mediaMs, packet.rtpTimestamp, packet.wallMs);
  });
}
