const SILENT_FRAMES = 4_800;

/** Takes samples apart that come as bytes, cut anywhere; what is too long is cut off, what is too short ends in silence. */
export class PcmStretch {
  readonly #channelCount: number;
  readonly #onSound: (channels: Float32Array[]) => void;
  readonly #bytesPerFrame: number;
  #framesLeft: number;
  /** The beginning of a frame whose end has not come yet. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(channelCount: number, frames: number, onSound: (channels: Float32Array[]) => void) {
    this.#channelCount = channelCount;
    this.#framesLeft = frames;
    this.#onSound = onSound;
    this.#bytesPerFrame = channelCount * Float32Array.BYTES_PER_ELEMENT;
  }

  /** Interleaved 32-bit floats, little end first. */
  push(bytes: Buffer): void {
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    const whole = Math.floor(all.length / this.#bytesPerFrame);
    this.#rest = all.subarray(whole * this.#bytesPerFrame);
    const frames = Math.min(whole, this.#framesLeft);
    if (frames === 0) return;
    this.#framesLeft -= frames;
    const view = new DataView(all.buffer, all.byteOffset);
    const channels = Array.from({ length: this.#channelCount }, (_, channel) => {
      const samples = new Float32Array(frames);
      for (let frame = 0; frame < frames; frame += 1)
        samples[frame] = view.getFloat32(frame * this.#bytesPerFrame + channel * 4, true);
      return samples;
    });
    this.#onSound(channels);
  }

  end(): void {
    const silence = new Float32Array(SILENT_FRAMES);
    while (this.#framesLeft > 0) {
      const frames = Math.min(SILENT_FRAMES, this.#framesLeft);
      this.#framesLeft -= frames;
      this.#onSound(Array.from({ length: this.#channelCount }, () => silence.subarray(0, frames)));
    }
  }
}
