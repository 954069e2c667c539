import type { Page } from 'playwright-core';
import { CAMERA_LOOP_MS } from '../../../scripts/fixtures/camera-file.ts';
import type { SeenFrame } from './page-probe.ts';

const SELF = '[data-testid=studio-self]';

/** How far two places of the camera's loop lie apart, the short way round. */
export function loopDistanceMs(a: number, b: number): number {
  const ahead = (((a - b) % CAMERA_LOOP_MS) + CAMERA_LOOP_MS) % CAMERA_LOOP_MS;
  return Math.min(ahead, CAMERA_LOOP_MS - ahead);
}

/**
 * What the camera showed when: the anchor's own picture is read frame by frame as it appears. The fake
 * camera may lose time on a busy machine, so its loop is never extrapolated.
 */
export class StageClock {
  readonly #frames: SeenFrame[];

  private constructor(frames: SeenFrame[]) {
    this.#frames = frames;
  }

  /** To be called before the studio is opened. */
  static async watch(page: Page): Promise<void> {
    await page.addInitScript(`window.probe.follow('${SELF}')`);
  }

  static async read(page: Page): Promise<StageClock> {
    const frames = await page.evaluate((at) => window.probe.frames(at), SELF);
    return new StageClock(frames.filter(({ code }) => code !== null));
  }

  /** Everything that was seen and could be read, oldest first. */
  get frames(): readonly SeenFrame[] {
    return this.#frames;
  }

  /** The time code that stood before the camera at this wall clock. */
  codeAt(wallMs: number): number {
    const distance = (frame: SeenFrame) => Math.abs(frame.wallMs - wallMs);
    const nearest = this.#frames.reduce<SeenFrame | null>(
      (best, frame) => (best === null || distance(frame) < distance(best) ? frame : best),
      null,
    );
    if (!nearest || nearest.code === null || distance(nearest) > 500) {
      throw new Error(`nothing was seen of the stage around ${new Date(wallMs).toISOString()}`);
    }
    return nearest.code;
  }
}
