import { estimateFace } from './face-estimate.ts';
import {
  checkFraming,
  checkLight,
  type FaceBox,
  type FramingHint,
  type LightHint,
  type SmallPicture,
} from './picture-check.ts';

export interface PictureHints {
  light: LightHint | null;
  framing: FramingHint | null;
}

const WIDTH_PX = 96;
const LOOK_EVERY_MS = { before: 500, onAir: 4_000 };
/** Equal looks in a row that make a hint, or take it back: people move, and lamps flicker. */
const LOOKS_TO_SAY = { before: 3, onAir: 2 };

/** Some browsers bring one; it is not in the compiler's library. */
interface FaceDetector {
  detect(image: CanvasImageSource): Promise<{ boundingBox: DOMRectReadOnly }[]>;
}
declare const FaceDetector: { new (options: { fastMode: boolean; maxDetectedFaces: number }): FaceDetector };

/**
 * Looks at a small copy of the camera's picture now and then and tells what should be better. The picture stays here;
 * a hidden page does not look.
 */
export class PictureWatch {
  readonly #onHints: (hints: PictureHints) => void;
  readonly #video = document.createElement('video');
  readonly #canvas = document.createElement('canvas');
  readonly #detector =
    typeof FaceDetector === 'undefined' ? null : new FaceDetector({ fastMode: true, maxDetectedFaces: 1 });
  readonly #light = new Steady<LightHint>();
  readonly #framing = new Steady<FramingHint>();
  #pace: keyof typeof LOOK_EVERY_MS = 'before';
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(onHints: (hints: PictureHints) => void) {
    this.#onHints = onHints;
    this.#video.muted = true;
    this.#video.playsInline = true;
  }

  /** What to look at, and how closely; without a track it rests. */
  look(track: MediaStreamTrack | null, pace: keyof typeof LOOK_EVERY_MS): void {
    this.#pace = pace;
    const shown = this.#video.srcObject instanceof MediaStream ? this.#video.srcObject.getTracks()[0] : null;
    if (track !== (shown ?? null)) {
      this.#video.srcObject = track && new MediaStream([track]);
      if (track) this.#video.play().catch(() => {});
      this.#light.forget();
      this.#framing.forget();
      this.#tell();
    }
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = track ? setTimeout(() => void this.#take(), LOOK_EVERY_MS[pace]) : null;
  }

  close(): void {
    this.look(null, 'before');
  }

  async #take(): Promise<void> {
    const turn = this.#timer;
    const picture = document.hidden ? null : this.#picture();
    if (picture) {
      const face = await this.#face(picture);
      if (turn !== this.#timer) return;
      const looks = LOOKS_TO_SAY[this.#pace];
      this.#light.read(checkLight(picture), looks);
      this.#framing.read(face && checkFraming(face, picture.height > picture.width), looks);
      this.#tell();
    }
    this.#timer = setTimeout(() => void this.#take(), LOOK_EVERY_MS[this.#pace]);
  }

  #picture(): SmallPicture | null {
    const { videoWidth, videoHeight } = this.#video;
    if (videoWidth === 0 || videoHeight === 0) return null;
    const [width, height] = [WIDTH_PX, Math.round((WIDTH_PX * videoHeight) / videoWidth)];
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const context = this.#canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    context?.drawImage(this.#video, 0, 0, width, height);
    return context?.getImageData(0, 0, width, height) ?? null;
  }

  async #face(picture: SmallPicture): Promise<FaceBox | null> {
    if (!this.#detector) return estimateFace(picture);
    const { videoWidth, videoHeight } = this.#video;
    // A browser may know the name and lack what is behind it.
    const faces = await this.#detector.detect(this.#video).catch(() => null);
    if (!faces) return estimateFace(picture);
    const box = faces[0]?.boundingBox;
    return box
      ? {
          left: box.x / videoWidth,
          top: box.y / videoHeight,
          width: box.width / videoWidth,
          height: box.height / videoHeight,
        }
      : null;
  }

  #tell(): void {
    this.#onHints({ light: this.#light.value, framing: this.#framing.value });
  }
}

/** What several looks in a row agree on. */
class Steady<T> {
  value: T | null = null;
  #seen: T | null = null;
  #times = 0;

  read(now: T | null, enough: number): void {
    this.#times = now === this.#seen ? this.#times + 1 : 1;
    this.#seen = now;
    if (this.#times >= enough) this.value = now;
  }

  forget(): void {
    this.value = null;
    this.#seen = null;
    this.#times = 0;
  }
}
