import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFactHub } from '@caipai/media/facts';
import { captureArgv } from '@caipai/media/ffmpeg/capture-argv';
import { startFfmpeg } from '@caipai/media/ffmpeg/run';
import { sdpFor } from '@caipai/media/ffmpeg/sdp';
import { Recording } from '@caipai/media/recording/recording';
import { openTap } from '@caipai/media/recording/tap';
import { bindUdp, waitForListener } from '@caipai/media/recording/udp';
import { createLog } from '@caipai/server/observability/log';
import { createWorker, type types } from 'mediasoup';
import { programPath } from '../../fixtures/programs.ts';
import { describeSpread, median, type Suite, say } from '../figures.ts';
import { recordedSource } from '../recorded-source.ts';

const PHASE_MS = 20_000;
const ROUNDS = 4;
const TICKS_PER_SECOND = 100;
const log = createLog('silent');

export const record: Suite = {
  name: 'record',
  says:
    'CPU seconds of the media plane (this process, the worker, ffmpeg) for each recorded minute of one publisher, ' +
    'with all that a recording does: supervision, clocks, key frames, playlists. The source is RTP from a file. ' +
    'The baseline is one ffmpeg that copies the same RTP from the same worker with the same arguments, in turn.',
  figures: ['record_cpu_ratio', 'record_cpu_s_per_min'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const dir = await mkdtemp(join(tmpdir(), 'caipai-bench-record-'));
    open.defer(() => rm(dir, { recursive: true, force: true }));
    const worker = await createWorker({ workerBin: programPath('MEDIASOUP_WORKER_BIN'), logLevel: 'none' });
    open.defer(() => worker.close());
    const source = await openSource(worker, await recordedSource(600));
    open.defer(() => source.close());
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const oursS = await recordOnce(worker, source, join(dir, `ours-${round}`));
      const bareS = await copyOnce(worker, source, join(dir, `bare-${round}`));
      // The first round warms code and files.
      if (round === 0) continue;
      ours.push(oursS);
      bare.push(bareS);
    }
    const percent = (values: number[]) => describeSpread(values.map((value) => value * 1_000));
    say(`recording, CPU ms a minute: ${percent(ours)}`);
    say(`bare ffmpeg, CPU ms a minute: ${percent(bare)}`);
    const common = { unit: '×', n: ROUNDS, baseline: { name: 'bare ffmpeg', value: 1 } };
    report({ name: 'record_cpu_ratio', value: median(ours) / median(bare), ...common });
    const name = 'bare ffmpeg on the same RTP';
    report({
      ...{ name: 'record_cpu_s_per_min', value: median(ours), unit: 's/min', n: ROUNDS },
      baseline: { name, value: median(bare) },
    });
  },
};

interface Source {
  router: types.Router;
  video: types.Producer;
  audio: types.Producer;
  close(): void;
}

/** A publisher without a browser: what an anchor sent, sent again in real time. */
async function openSource(worker: types.Worker, file: string): Promise<Source> {
  const router = await worker.createRouter({
    mediaCodecs: [
      { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
      {
        ...{ kind: 'video', mimeType: 'video/H264', clockRate: 90_000 },
        parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
      },
    ],
  });
  const openInput = async (kind: types.MediaKind, codec: types.RtpCodecParameters, ssrc: number) => {
    const transport = await router.createPlainTransport({
      ...{ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, rtcpMux: true, comedia: true },
    });
    const rtpParameters = { codecs: [codec], encodings: [{ ssrc }], rtcp: { cname: 'bench' } };
    const producer = await transport.produce({ kind, rtpParameters });
    return { producer, port: transport.tuple.localPort };
  };
  const video = await openInput(
    'video',
    {
      ...{ mimeType: 'video/H264', payloadType: 102, clockRate: 90_000 },
      parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' },
      rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
    },
    22_222_222,
  );
  const opus = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };
  const audio = await openInput('audio', opus, 11_111_111);
  const sender = spawn(
    programPath('FFMPEG_PATH'),
    [
      ...['-v', 'error', '-re', '-i', file, '-map', '0:v:0', '-c:v', 'copy', '-bsf:v', 'h264_mp4toannexb'],
      ...[
        '-ssrc',
        '22222222',
        '-payload_type',
        '102',
        '-f',
        'rtp',
        `rtp://127.0.0.1:${video.port}?pkt_size=1200`,
      ],
      ...['-map', '0:a:0', '-c:a', 'copy', '-ssrc', '11111111', '-payload_type', '111'],
      ...['-f', 'rtp', `rtp://127.0.0.1:${audio.port}?pkt_size=1200`],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return { router, video: video.producer, audio: audio.producer, close: () => endOf(sender) };
}

function endOf(child: ChildProcess): void {
  child.kill('SIGKILL');
}

async function recordOnce(worker: types.Worker, source: Source, recordingsDir: string): Promise<number> {
  await mkdir(recordingsDir, { recursive: true });
  const { router, video, audio } = source;
  const who = { peerId: 'anchor', feed: 'anchor', audience: 'everyone' } as const;
  const track = { ...who, paused: false, stalled: false };
  const recording = new Recording('it', null, 'anchor', {
    ...{ recordingsDir, ffmpegPath: programPath('FFMPEG_PATH'), minFreeBytes: 1, log },
    freeBytes: async () => Number.POSITIVE_INFINITY,
    findRoom: () => ({
      router,
      tracksOf: () => [
        { ...track, source: 'camera', producer: video },
        { ...track, source: 'microphone', producer: audio },
      ],
    }),
    facts: createFactHub(log),
    clock: { nowMs: Date.now },
  });
  await recording.start();
  return measure(
    worker,
    () => recording.ffmpegPid,
    () => recording.stop(),
  );
}

async function copyOnce(
  worker: types.Worker,
  { router, video, audio }: Source,
  dir: string,
): Promise<number> {
  await mkdir(dir, { recursive: true });
  const sink = await bindUdp();
  const taps = [await openTap(router, video, sink), await openTap(router, audio, sink)];
  await writeFile(join(dir, 'input.sdp'), sdpFor(taps.map(({ input }) => input)));
  const args = captureArgv({ sdpFile: 'input.sdp', videoCodec: 'h264', hasAudio: true });
  const ffmpeg = await startFfmpeg(programPath('FFMPEG_PATH'), { args, cwd: dir, log });
  const limit = AbortSignal.timeout(5_000);
  await Promise.all(taps.flatMap(({ ports }) => ports.map((port) => waitForListener(port, limit))));
  for (const { consumer } of taps) await consumer.resume();
  return measure(
    worker,
    () => ffmpeg.pid,
    async () => {
      await ffmpeg.interrupt();
      for (const tap of taps) tap.close();
      sink.close();
    },
  );
}

/** CPU seconds a minute between two moments in which everything runs evenly. */
async function measure(
  worker: types.Worker,
  encoderPid: () => number | null,
  stop: () => Promise<void>,
): Promise<number> {
  await pause(4_000);
  const pid = encoderPid();
  if (pid === null) throw new Error('nothing is being recorded');
  const spent = () => cpuSeconds(process.pid) + cpuSeconds(worker.pid) + cpuSeconds(pid);
  const before = { s: spent(), atMs: performance.now() };
  await pause(PHASE_MS);
  const cpuS = spent() - before.s;
  const minutes = (performance.now() - before.atMs) / 60_000;
  if (encoderPid() !== pid) throw new Error('the encoder was restarted');
  await stop();
  return cpuS / minutes;
}

/** User and system time of a process from the kernel's accounts. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
