import { type EchoVerdict, type HeardTone, judgeEcho } from './echo-verdict.ts';
import { sleep } from './retry-policy.ts';

/** Between the voices' own frequencies, and no multiples of each other. */
const TONES_HZ = [1_730, 2_390, 3_110];
const TONE_MS = 420;
const PAUSE_MS = 350;
/** What has just sounded is on its way through loudspeaker, room and microphone for about this long. */
const DELAY_MS = 120;
const READ_EVERY_MS = 30;
/** Soft, for it may sound in an earphone. */
const GAIN = 0.12;

/**
 * Plays three soft tones and listens with a capture of its own, without the echo cancellation that would hide them.
 * Throws where the microphone cannot be opened so, and `AbortError` when it is ended.
 */
export async function checkEcho(deviceId: string | undefined, signal: AbortSignal): Promise<EchoVerdict> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: {
      ...(deviceId ? { deviceId: { ideal: deviceId } } : {}),
      ...{ echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    },
  });
  const context = new AudioContext();
  try {
    await context.resume();
    const analyser = new AnalyserNode(context, { fftSize: 4_096, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(stream).connect(analyser);
    const heard: HeardTone[] = [];
    for (const frequency of TONES_HZ) {
      const quietDb = await strongest(analyser, frequency, PAUSE_MS, signal);
      const tone = play(context, frequency);
      await sleep(DELAY_MS, signal);
      const soundingDb = await strongest(analyser, frequency, TONE_MS - DELAY_MS, signal);
      tone.stop();
      heard.push({ quietDb, soundingDb });
    }
    return judgeEcho(heard);
  } finally {
    for (const track of stream.getTracks()) track.stop();
    await context.close().catch(() => {});
  }
}

function play(context: AudioContext, frequency: number): OscillatorNode {
  const now = context.currentTime;
  const end = now + TONE_MS / 1_000;
  // Without a ramp it begins and ends with a click, which is every frequency at once.
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setTargetAtTime(GAIN, now, 0.02);
  gain.gain.setTargetAtTime(0, end - 0.08, 0.02);
  const tone = new OscillatorNode(context, { frequency });
  tone.connect(gain).connect(context.destination);
  tone.start();
  return tone;
}

async function strongest(
  analyser: AnalyserNode,
  frequency: number,
  forMs: number,
  signal: AbortSignal,
): Promise<number> {
  const bins = new Float32Array(analyser.frequencyBinCount);
  const bin = Math.round((frequency * analyser.fftSize) / analyser.context.sampleRate);
  const untilMs = performance.now() + forMs;
  let highest = -140;
  while (performance.now() < untilMs) {
    await sleep(READ_EVERY_MS, signal);
    signal.throwIfAborted();
    analyser.getFloatFrequencyData(bins);
    for (const near of [bin - 1, bin, bin + 1]) highest = Math.max(highest, bins[near] ?? -140);
  }
  return highest;
}
