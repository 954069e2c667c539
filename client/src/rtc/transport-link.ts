import type { types } from 'mediasoup-client';
import { Emitter } from './emitter.ts';
import { retryDelayMs, sleep } from './retry-policy.ts';
import type { MediaAsk } from './signalling.ts';

export type LinkState = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'lost' | 'closed';

/** The browser calls a link `disconnected` after a few lost checks; most come back by themselves. */
const PATIENCE_MS = 2_000;
const RESTART_ANSWER_MS = 6_000;
const RESTARTS_BEFORE_LOST = 4;

/** Keeps one transport connected: connects it on first use, restarts ICE when the path broke. */
export class TransportLink extends Emitter<{ state: LinkState }> {
  readonly transport: types.Transport;
  readonly #ask: MediaAsk;
  readonly #ending = new AbortController();
  #state: LinkState = 'idle';
  #patience: ReturnType<typeof setTimeout> | null = null;
  #restarting = false;

  constructor(transport: types.Transport, ask: MediaAsk) {
    super();
    this.transport = transport;
    this.#ask = ask;
    transport.on('connect', ({ dtlsParameters }, done) => {
      this.#enter('connecting');
      ask('media:connect', { transportId: transport.id, dtlsParameters }).then((result) => {
        if (!result.ok) this.#enter('lost');
      });
      // Not waiting for the answer saves a round trip: the request overtakes the first DTLS packet, which
      // has to wait for ICE, and where it does not, that packet is repeated after 50 ms.
      done();
    });
    transport.on('connectionstatechange', (state) => this.#follow(state));
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Something outside says that the path may be gone: the network changed, the socket was away. */
  checkPath(): void {
    if (this.#state === 'reconnecting' || this.transport.connectionState === 'failed') void this.#restart();
  }

  close(): void {
    this.#ending.abort();
    this.#stopWaiting();
    if (!this.transport.closed) this.transport.close();
    this.#enter('closed');
    this.dropListeners();
  }

  #follow(state: types.ConnectionState): void {
    this.#stopWaiting();
    if (state === 'connected') this.#enter('connected');
    if (state === 'connecting' && this.#state !== 'reconnecting') this.#enter('connecting');
    if (state === 'disconnected') {
      this.#enter('reconnecting');
      this.#patience = setTimeout(() => void this.#restart(), PATIENCE_MS);
    }
    if (state === 'failed') {
      this.#enter('reconnecting');
      void this.#restart();
    }
  }

  async #restart(): Promise<void> {
    if (this.#restarting) return;
    this.#restarting = true;
    const { signal } = this.#ending;
    for (let attempt = 0; !signal.aborted && this.#state === 'reconnecting'; attempt += 1) {
      const delayMs = retryDelayMs(attempt);
      if (attempt >= RESTARTS_BEFORE_LOST || delayMs === null) {
        this.#enter('lost');
        break;
      }
      await sleep(delayMs, signal);
      const answer = await this.#ask('media:restartIce', { transportId: this.transport.id });
      if (signal.aborted) break;
      if (!answer.ok) {
        // Only a server that answers can say that the transport is gone; silence means try again.
        if (answer.error.code.startsWith('server.')) continue;
        this.#enter('lost');
        break;
      }
      const iceParameters = answer.value.iceParameters as unknown as types.IceParameters;
      await this.transport.restartIce({ iceParameters }).catch(() => {});
      await this.#settled(RESTART_ANSWER_MS);
    }
    this.#restarting = false;
  }

  #settled(withinMs: number): Promise<void> {
    const { signal } = this.#ending;
    return new Promise((resolve) => {
      const off = this.on('state', done);
      const giveUp = setTimeout(done, withinMs);
      signal.addEventListener('abort', done);
      function done() {
        off();
        clearTimeout(giveUp);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }

  #enter(state: LinkState): void {
    if (this.#state === state || this.#state === 'closed') return;
    this.#state = state;
    this.emit('state', state);
  }

  #stopWaiting(): void {
    if (this.#patience) clearTimeout(this.#patience);
    this.#patience = null;
  }
}
