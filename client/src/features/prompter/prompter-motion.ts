/** How fast a change of speed is taken up: soft enough not to startle a reader, quick enough to obey. */
const EASE_MS = 160;
/** Below this a text stands. */
const STILL_PX_PER_SECOND = 0.5;

/**
 * The way a text moves: towards the wanted speed along a curve of time, so that it is the same whether the screen
 * draws 30 or 120 times a second.
 */
export class PrompterMotion {
  #pxPerSecond = 0;

  get still(): boolean {
    return this.#pxPerSecond === 0;
  }

  stop(): void {
    this.#pxPerSecond = 0;
  }

  /** Moves on by `byMs`; answers how far that is in pixels. */
  advance(byMs: number, wantedPxPerSecond: number): number {
    const excess = this.#pxPerSecond - wantedPxPerSecond;
    const left = Math.exp(-byMs / EASE_MS);
    const movedPx = (wantedPxPerSecond * byMs + excess * EASE_MS * (1 - left)) / 1_000;
    const now = wantedPxPerSecond + excess * left;
    this.#pxPerSecond = wantedPxPerSecond === 0 && Math.abs(now) < STILL_PX_PER_SECOND ? 0 : now;
    return movedPx;
  }
}

/** Whole pages only, for those who ask for less motion. */
export function pageStart(positionPx: number, pagePx: number): number {
  return Math.floor(positionPx / pagePx) * pagePx;
}
