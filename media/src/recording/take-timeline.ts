import type { Socket } from 'node:dgram';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import { AvSync, type Pin, type SenderReport } from './av-sync.ts';
import { openLineLog } from './line-log.ts';
import { tracedPacket } from './packet-trace.ts';
import { reportsOf } from './publisher-reports.ts';
import { RtpUnwrapper } from './rtp-clock.ts';
import { senderReport } from './sender-report.ts';
import type { Tap } from './tap.ts';

/** With sound only there are no key frames; a packet in this time is logged in their place. */
const SOUND_LOG_INTERVAL_MS = 2_000;
/** ffmpeg counts from the last report in 31 bits: 6 hours of video. */
const REPEAT_PIN_MS = 600_000;

export interface TimelineInput {
  video: Tap | null;
  audio: Tap | null;
  /** Reports to ffmpeg are sent from here. */
  socket: Socket;
  logFile: string;
  clock: { nowMs(): number };
  log: Logger;
  onStarted: (atMs: number) => void;
  onKeyFrame: () => void;
}

export interface TakeTimeline {
  /** Wall clock of the first frame; null until it came. */
  readonly startedAtMs: number | null;
  /** Sound against picture as last measured, positive when sound is late; null while the publisher told nothing. */
  readonly avOffsetMs: number | null;
  /** Lets the leading track flow; the other one follows with its first frame. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The clocks of a take. Picture leads (or sound, when there is nothing else): its first frame pins ffmpeg's time
 * line to the wall clock, its key frames are logged with their arrival, and sound is kept in step with it.
 */
export function takeTimeline(input: TimelineInput): TakeTimeline {
  const { video, audio, socket, clock, log } = input;
  const leader = video ?? audio;
  if (!leader) throw new Error('a take needs a track');
  const arrivals = openLineLog(input.logFile, (error) => log.warn({ err: error }, 'key frame log failed'));
  const closers: (() => void)[] = [];
  let startedAtMs: number | null = null;
  let sync: AvSync | null = null;

  const pin = (tap: Tap, { rtpTimestamp, wallMs }: Pin) =>
    socket.send(senderReport(tap.ssrc, wallMs, rtpTimestamp), tap.ports[1], '127.0.0.1');

  const begin = (first: Pin) => {
    startedAtMs = first.wallMs;
    pin(leader, first);
    if (video && audio) {
      sync = new AvSync(first);
      keepInStep(video, audio, sync);
    }
    input.onStarted(first.wallMs);
  };

  const keepInStep = (picture: Tap, sound: Tap, sync: AvSync) => {
    const follow = (tap: Tap, handle: (report: SenderReport) => Pin | null) => {
      const reports = reportsOf(tap.producer, (error) => log.warn({ err: error }, 'no sender reports'));
      const take = (report: SenderReport) => {
        const correction = handle(report);
        if (!correction) return;
        log.debug({ correction }, 'sound put in step');
        pin(sound, correction);
      };
      for (const report of reports.latest) take(report);
      closers.push(reports.onReport(take));
    };
    follow(picture, (report) => sync.handleVideoReport(report));
    follow(sound, (report) => sync.handleAudioReport(report));
    // Sound begins right after the first picture, so that the first segment begins with a picture.
    startSecond(sound, clock, (packet) => pin(sound, sync.pinAudio(packet))).catch((error: unknown) => {
      if (!sound.consumer.closed) log.warn({ err: error }, 'sound did not start');
    });
  };

  const unwrapper = new RtpUnwrapper(leader.input.codec.clockRate);
  let loggedMs = Number.NEGATIVE_INFINITY;
  let pinnedMs = 0;
  leader.consumer.on('trace', (event) => {
    const packet = tracedPacket(event, clock);
    if (!packet) return;
    const mediaMs = unwrapper.toMs(packet.rtpTimestamp);
    // A key frame is many packets, and one of them may come again.
    const wanted = video ? mediaMs > loggedMs : mediaMs >= loggedMs + SOUND_LOG_INTERVAL_MS;
    if (!wanted) return;
    loggedMs = mediaMs;
    arrivals.append({ mediaMs, wallMs: packet.wallMs });
    if (video) input.onKeyFrame();
    if (startedAtMs === null) begin(packet);
    else if (mediaMs - pinnedMs > REPEAT_PIN_MS) {
      pinnedMs = mediaMs;
      pin(leader, { rtpTimestamp: packet.rtpTimestamp, wallMs: startedAtMs + mediaMs });
    }
  });

  return {
    get startedAtMs() {
      return startedAtMs;
    },
    get avOffsetMs() {
      return sync?.offsetMs ?? null;
    },
    async start() {
      await leader.consumer.enableTraceEvent([video ? 'keyframe' : 'rtp']);
      // Resuming asks for the first key frame by itself; a second request would cost a short segment.
      await leader.consumer.resume();
    },
    async close() {
      for (const close of closers) close();
      await arrivals.flushed();
    },
  };
}

async function startSecond(
  tap: Tap,
  clock: { nowMs(): number },
  onFirst: (packet: Pin) => void,
): Promise<void> {
  const { consumer } = tap;
  const listener = (event: types.ConsumerTraceEventData) => {
    const packet = tracedPacket(event, clock);
    if (!packet) return;
    consumer.off('trace', listener);
    consumer.enableTraceEvent([]).catch(() => {
      // Closed in the meantime: then there is nothing to trace.
    });
    onFirst(packet);
  };
  consumer.on('trace', listener);
  await consumer.enableTraceEvent(['rtp']);
  await consumer.resume();
}
