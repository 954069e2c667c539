const WRAP = 2 ** 32;

/** Turns 32-bit RTP timestamps into milliseconds since the first one, across wrap-around. */
export class RtpUnwrapper {
  readonly #clockRate: number;
  #lastTimestamp: number | null = null;
  #ticks = 0;

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  toMs(timestamp: number): number {
    if (this.#lastTimestamp !== null) {
      // The shorter way round, so that a packet that comes late steps back and not a day ahead.
      let step = (timestamp - this.#lastTimestamp) % WRAP;
      if (step > WRAP / 2) step -= WRAP;
      if (step < -WRAP / 2) step += WRAP;
      this.#ticks += step;
    }
    this.#lastTimestamp = timestamp;
    return (this.#ticks * 1_000) / this.#clockRate;
  }
}

/** A frame's place on the sender's clock and the moment it arrived here. */
export interface Arrival {
  mediaMs: number;
  wallMs: number;
}

/** Key frames on each side that are looked at: one minute in all, in which no crystal drifts by 10 ms. */
const WINDOW = 15;

/**
 * Frees arrivals from what the network held them up: the wall clock of each frame is the sender's clock plus
 * the smallest delay seen nearby. A window, since over an hour the two clocks drift apart.
 */
export function smoothArrivals(arrivals: readonly Arrival[]): Arrival[] {
  return arrivals.map(({ mediaMs }, index) => {
    const near = arrivals.slice(Math.max(0, index - WINDOW), index + WINDOW + 1);
    const offsetMs = near.reduce(
      (least, a) => Math.min(least, a.wallMs - a.mediaMs),
      Number.POSITIVE_INFINITY,
    );
    return { mediaMs, wallMs: mediaMs + offsetMs };
  });
}
