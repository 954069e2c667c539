import { StudioError } from '@caipai/shared/errors/studio-error';

/** How many viewers this node serves by WebRTC at most, over all rooms. */
export class Seats {
  readonly #limit: number;
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Answers how to give the seat back. `granted` passes the limit. Throws `media.full`. */
  take(granted: boolean): () => void {
    if (!granted && this.#taken >= this.#limit)
      throw new StudioError('media.full', `all ${this.#limit} seats are taken`);
    this.#taken += 1;
    let held = true;
    return () => {
      if (held) this.#taken -= 1;
      held = false;
    };
  }
}
