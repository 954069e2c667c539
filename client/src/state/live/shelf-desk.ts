import type { RequestInput, RequestName, RequestValues } from '@caipai/shared/protocol/requests';
import { type Result, refuse } from '@caipai/shared/protocol/result';
import { newId } from '../../net/new-id.ts';
import { retryDelayMs, sleep } from '../../rtc/retry-policy.ts';
import type { LiveSession } from './live-session.ts';

type Press = Extract<RequestName, `shelf:${string}` | 'order:place'>;

/** A button pressed at the shelf belongs to its moment: later the presser has decided anew. */
const WORTH_SENDING_MS = 4_000;

/** Presses buttons at the shelf, one after the other and each once, whatever the network does meanwhile. */
export class ShelfDesk {
  readonly #session: LiveSession;
  #last: Promise<unknown> = Promise.resolve();

  constructor(session: LiveSession) {
    this.#session = session;
  }

  /** What `input` says is asked when its turn comes: an earlier press may have changed how things stand. */
  press<N extends Press>(
    name: N,
    input: () => Omit<RequestInput<N>, 'sessionId' | 'id'>,
  ): Promise<Result<RequestValues[N]>> {
    const turn = this.#last.then(() => this.#send(name, input()));
    this.#last = turn;
    return turn;
  }

  async #send<N extends Press>(
    name: N,
    input: Omit<RequestInput<N>, 'sessionId' | 'id'>,
  ): Promise<Result<RequestValues[N]>> {
    const whole = { ...input, id: newId() } as unknown as Omit<RequestInput<N>, 'sessionId'>;
    const startMs = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.#session.ask(name, whole);
      if (answer.ok || !answer.error.code.startsWith('server.')) return answer;
      if (performance.now() - startMs > WORTH_SENDING_MS) return refuse(answer.error.code, answer.error);
      await sleep(Math.max(200, retryDelayMs(attempt) ?? 0));
    }
  }
}
