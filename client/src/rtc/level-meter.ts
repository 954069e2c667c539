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

/** Maps an RMS amplitude to 0…1 on a decibel scale, which is how loudness is heard. */
export function loudnessOf(rms: number): number {
  if (rms <= 0) return 0;
  const db = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (db - FLOOR_DB) / -FLOOR_DB));
}

/**
 * Reads the level of one track on each animation frame and tells it to listeners, which write to the
 * page directly: thirty renders a second have no place in React.
 */
export class LevelMeter extends Emitter<{ level: Level }> {
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #analyser: AnalyserNode | null = null;
  #samples = new Float32Array(1024);
  #frame = 0;
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
    if (!this.#frame) this.#frame = requestAnimationFrame(this.#read);
  }

  /** False while the browser waits for a first tap before it lets a page process sound. */
  get running(): boolean {
    return this.#context?.state === 'running';
  }

  resume(): void {
    if (this.#context?.state === 'suspended') this.#context.resume().catch(() => {});
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#source?.disconnect();
    this.#context?.close().catch(() => {});
    this.#context = null;
    this.dropListeners();
  }

  readonly #read = (nowMs: number): void => {
    const analyser = this.#analyser;
    if (!analyser) return;
    analyser.getFloatTimeDomainData(this.#samples);
    let squares = 0;
    let highest = 0;
    for (const sample of this.#samples) {
      squares += sample * sample;
      highest = Math.max(highest, Math.abs(sample));
    }
    const loudness = loudnessOf(Math.sqrt(squares / this.#samples.length));
    const fall = ((nowMs - this.#lastMs) / 1_000) * PEAK_FALL_PER_SECOND;
    this.#peak = Math.max(loudness, this.#peak - fall);
    this.#lastMs = nowMs;
    this.emit('level', { loudness, peak: this.#peak, clipping: highest > 0.98 });
    this.#frame = requestAnimationFrame(this.#read);
  };
}
