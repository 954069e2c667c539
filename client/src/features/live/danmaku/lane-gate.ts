/** How much of the flow is shown: the share of lanes that may be in use at a time. */
export type Density = 'few' | 'normal' | 'all';

interface Lane {
  startedAtMs: number;
  widthPx: number;
}

interface Waiting<T> {
  item: T;
  widthPx: number;
  sinceMs: number;
  own: boolean;
}

export interface LaneGeometry {
  stageWidthPx: number;
  lanes: number;
  /** Time that a comment takes from edge to edge, whatever its length. */
  crossingMs: number;
}

const share: Record<Density, number> = { few: 0.34, normal: 0.67, all: 1 };
/** Comments may wait this long for a free lane; later they would fly beside another moment. */
const patienceMs: Record<Density, number> = { few: 600, normal: 1_500, all: 4_000 };
/** Air between two comments in one lane, and slack for the drawing clock. */
const GAP_PX = 24;

/**
 * Decides which comments fly. The drawing library overlaps comments when all lanes are taken; so none is
 * handed to it before there is a lane in which it neither runs into the one ahead nor is hidden by it.
 */
export class LaneGate<T> {
  #geometry: LaneGeometry;
  #density: Density;
  #lanes: Lane[] = [];
  #queue: Waiting<T>[] = [];

  constructor(geometry: LaneGeometry, density: Density) {
    this.#geometry = geometry;
    this.#density = density;
  }

  configure(geometry: LaneGeometry, density: Density): void {
    this.#geometry = geometry;
    this.#density = density;
    this.#lanes = [];
  }

  /** Own comments go ahead of the others and are never dropped. */
  offer(item: T, widthPx: number, nowMs: number, own = false): void {
    const entry = { item, widthPx, sinceMs: nowMs, own };
    if (own) this.#queue.unshift(entry);
    else this.#queue.push(entry);
  }

  /** The comments that may start now, in order. */
  release(nowMs: number): T[] {
    const released: T[] = [];
    const waiting: Waiting<T>[] = [];
    for (const entry of this.#queue) {
      const lane = this.#freeLane(entry.widthPx, nowMs, entry.own);
      if (lane !== null) {
        this.#lanes[lane] = { startedAtMs: nowMs, widthPx: entry.widthPx };
        released.push(entry.item);
      } else if (entry.own || nowMs - entry.sinceMs < patienceMs[this.#density]) {
        waiting.push(entry);
      }
    }
    this.#queue = waiting;
    return released;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** The uppermost lane that is free; own comments may use all of them. */
  #freeLane(widthPx: number, nowMs: number, own: boolean): number | null {
    const { lanes } = this.#geometry;
    const usable = own ? lanes : Math.max(1, Math.round(lanes * share[this.#density]));
    for (let index = 0; index < usable; index += 1) {
      if (!this.#collides(this.#lanes[index], widthPx, nowMs)) return index;
    }
    return null;
  }

  #collides(ahead: Lane | undefined, widthPx: number, nowMs: number): boolean {
    if (!ahead) return false;
    const { stageWidthPx, crossingMs } = this.#geometry;
    const elapsedMs = nowMs - ahead.startedAtMs;
    if (elapsedMs >= crossingMs) return false;
    const travelledPx = ((stageWidthPx + ahead.widthPx) * elapsedMs) / crossingMs;
    const stillEntering = travelledPx < ahead.widthPx + GAP_PX;
    // Longer comments are faster: the head of the new one may not reach the left edge first.
    const headAtEdgeMs = (crossingMs * stageWidthPx) / (stageWidthPx + widthPx);
    const aheadGoneMs = crossingMs - elapsedMs;
    return stillEntering || headAtEdgeMs < aheadGoneMs;
  }
}
