import type { HeardSegment } from '@caipai/shared/schemas/transcript';
import { retryDelayMs, sleep } from '../rtc/retry-policy.ts';
import type { LiveSession } from '../state/live/live-session.ts';

/** More than this is minutes without a network; then the oldest are given up. */
const KEPT = 60;
/** After so many the page was left, or the server will not have it. */
const TRIES = 30;

/** Brings sentences to the server in order, also after the network was away. What is not yet one may get lost. */
export class SaidQueue {
  readonly #session: Pick<LiveSession, 'ask'>;
  #waiting: HeardSegment[] = [];
  #sending = false;

  constructor(session: Pick<LiveSession, 'ask'>) {
    this.#session = session;
  }

  push(segment: HeardSegment): void {
    if (!segment.final) {
      void this.#session.ask('transcript:say', segment, { volatile: true });
      return;
    }
    this.#waiting = [...this.#waiting, segment].slice(-KEPT);
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let tries = 0; this.#waiting.length > 0; tries += 1) {
      const [first] = this.#waiting as [HeardSegment];
      const answer = await this.#session.ask('transcript:say', first);
      const again =
        !answer.ok && /^server\.|^transcript\.tooFast$|^session\.notJoined$/.test(answer.error.code);
      if (again && tries < TRIES) {
        await sleep(answer.error.retryAfterMs ?? retryDelayMs(tries) ?? 7_000);
        continue;
      }
      tries = 0;
      this.#waiting = this.#waiting.filter(({ id }) => id !== first.id);
    }
    this.#sending = false;
  }
}
