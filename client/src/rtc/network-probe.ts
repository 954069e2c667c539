import type { types } from 'mediasoup-client';
import { judgeProbe, type ProbeSample, type ProbeVerdict } from './probe-verdict.ts';
import { sleep } from './retry-policy.ts';

const PROBE_MS = 4_000;
const SAMPLE_EVERY_MS = 400;
const FRAMES_PER_SECOND = 30;
const size = { width: 640, height: 360 };
/** A few pictures, turned about, are noise enough: what was is never worth referring to. */
const PICTURES = 6;

/** Opens the way for a probe; null while there is none, or when the air was quicker. */
export type OpenProbe = (track: MediaStreamTrack) => Promise<types.Producer | null>;

/**
 * Sends four seconds of noise, which no encoder can make small, and judges what became of it. Nothing of the person
 * is in it. Null when it was ended before it could tell.
 */
export async function probeNetwork(open: OpenProbe, signal: AbortSignal): Promise<ProbeVerdict | null> {
  const noise = noiseTrack();
  const producer = await open(noise.track).catch(() => null);
  try {
    if (!producer) return null;
    const samples: ProbeSample[] = [];
    const endsAtMs = performance.now() + PROBE_MS;
    while (performance.now() < endsAtMs) {
      await sleep(SAMPLE_EVERY_MS, signal);
      if (signal.aborted || producer.closed) return null;
      samples.push(sampleOf(await producer.getStats(), performance.now()));
    }
    return judgeProbe(samples);
  } catch {
    // Closed between the look and the reading.
    return null;
  } finally {
    noise.stop();
  }
}

function sampleOf(report: RTCStatsReport, atMs: number): ProbeSample {
  const sample: ProbeSample = { atMs, bytes: 0, packets: 0, lost: 0, availableBps: null, roundTripMs: null };
  let pairId: unknown;
  report.forEach((entry) => {
    if (entry.type === 'transport') pairId = entry.selectedCandidatePairId;
  });
  report.forEach((entry) => {
    if (entry.type === 'outbound-rtp') {
      sample.bytes = entry.bytesSent ?? 0;
      sample.packets = entry.packetsSent ?? 0;
      // What was repaired the other side no longer counts as lost.
      sample.lost = Math.max(sample.lost, entry.retransmittedPacketsSent ?? 0);
    }
    if (entry.type === 'remote-inbound-rtp') sample.lost = Math.max(sample.lost, entry.packetsLost ?? 0);
    const used = pairId === undefined ? entry.nominated === true : entry.id === pairId;
    if (entry.type === 'candidate-pair' && used) {
      sample.availableBps = entry.availableOutgoingBitrate ?? null;
      sample.roundTripMs =
        entry.currentRoundTripTime === undefined ? null : entry.currentRoundTripTime * 1_000;
    }
  });
  return sample;
}

function noiseTrack(): { track: MediaStreamTrack; stop: () => void } {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d', { alpha: false });
  const pictures = Array.from({ length: PICTURES }, noisePicture);
  let frame = 0;
  const draw = () => {
    const picture = pictures[frame % PICTURES];
    if (picture) context?.putImageData(picture, 0, 0);
    frame += 1;
  };
  draw();
  const timer = setInterval(draw, 1_000 / FRAMES_PER_SECOND);
  const track = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks()[0] as MediaStreamTrack;
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}

function noisePicture(): ImageData {
  const picture = new ImageData(size.width, size.height);
  const words = new Uint32Array(picture.data.buffer);
  for (let at = 0; at < words.length; at += 1)
    words[at] = 0xff00_0000 | Math.floor(Math.random() * 0x0100_0000);
  return picture;
}
