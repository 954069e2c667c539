import { Emitter } from './emitter.ts';

export interface Level {
  /** Loudness of the last moment, 0 (silence, −60 dBFS and below) to 1 (full scale). */
  loudness: number;
  /** The highest recent loudness, falling slowly. */
  peak: number;
  clipping: boolean;
}

const FLOOR_DB = -60;
const PEAK_FALL_PER_SECOND = 0.5;
const FLAT_SAMPLES = 4;

/** Maps an RMS amplitude to 0…1 on a decibel scale, which is how loudness is heard. */
export function loudnessOf(rms: number): number {
  if (rms <= 0) return 0;
  const db = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (db - FLOOR_DB) / -FLOOR_DB));
}

/** A wave that was cut off is flat at its top; one that merely reaches it is not. */
export function isClipped(samples: ArrayLike<number>): boolean {
  let flat = 0;
  for (let at = 0; at < samples.length; at += 1) {
    flat = Math.abs(samples[at] ?? 0) > 0.985 ? flat + 1 : 0;
    if (flat >= FLAT_SAMPLES) return true;
  }
  return false;
}

/** Fast enough for the eye; each reading makes the browser draw, beside a picture that is being encoded. */
const READ_EVERY_MS = 66;

/**
 * Reads the level of one track some fifteen times a second and tells it to listeners, which write to the
 * page directly: that many renders have no place in React.
 */
export class LevelMeter extends Emitter<{ level: Level }> {
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #analyser: AnalyserNode | null = null;
  #samples = new Float32Array(1024);
  #timer: ReturnType<typeof setInterval> | null = null;
  #peak = 0;
  #lastMs = 0;

  /** Starts or changes the track. Call again with another track after a device switch. */
  listenTo(track: MediaStreamTrack): void {
    this.#context ??= new AudioContext({ latencyHint: 'interactive' });
    this.#analyser ??= new AnalyserNode(this.#context, { fftSize: 1024, smoothingTimeConstant: 0 });
    this.#source?.disconnect();
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
    this.resume();
    this.#timer ??= setInterval(() => this.#read(), READ_EVERY_MS);
  }

  /** False while the browser waits for a first tap before it lets a page process sound. */
  get running(): boolean {
    return this.#context?.state === 'running';
  }

  resume(): void {
    if (this.#context?.state === 'suspended') this.#context.resume().catch(() => {});
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#source?.disconnect();
    this.#context?.close().catch(() => {});
    this.#context = null;
    this.dropListeners();
  }

  #read(): void {
    const analyser = this.#analyser;
    if (!analyser) return;
    const nowMs = performance.now();
    analyser.getFloatTimeDomainData(this.#samples);
    let squares = 0;
    for (const sample of this.#samples) squares += sample * sample;
    const loudness = loudnessOf(Math.sqrt(squares / this.#samples.length));
    const fall = ((nowMs - this.#lastMs) / 1_000) * PEAK_FALL_PER_SECOND;
    this.#peak = Math.max(loudness, this.#peak - fall);
    this.#lastMs = nowMs;
    this.emit('level', { loudness, peak: this.#peak, clipping: isClipped(this.#samples) });
  }
}
