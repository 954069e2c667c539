import type { ErrorCode } from '@caipai/shared/errors/codes';
import type { ConsumerOffer } from '@caipai/shared/schemas/media';
import type { MediaAsk } from './signalling.ts';

/** What of the session reaches the person at this page now. */
export interface Attention {
  /** The page, or the picture taken out of it, is in sight. */
  sees: boolean;
  hears: boolean;
}

/** A received track; whoever takes it says whether it was asked to flow. */
export interface FlowingTrack {
  offer: Pick<ConsumerOffer, 'consumerId' | 'kind' | 'feed'>;
  flows: boolean;
}

/** People leaf through their tabs: what nobody needs goes on for a moment. */
const SETTLE_MS = 400;
/** A picture that comes back looks frozen at first, which is no fault of the connection. */
const BACK_MS = 1_000;

/**
 * In a hidden tab the picture stops at the server, and the sound too where it was not heard anyway. What is missed
 * comes back at once.
 */
export class AttentionKeeper {
  readonly #ask: MediaAsk;
  readonly #tracks: () => Iterable<FlowingTrack>;
  #attention: Attention = { sees: true, hears: true };
  #timer: ReturnType<typeof setTimeout> | null = null;
  #backAtMs = Number.NEGATIVE_INFINITY;

  constructor(ask: MediaAsk, tracks: () => Iterable<FlowingTrack>) {
    this.#ask = ask;
    this.#tracks = tracks;
  }

  set(attention: Attention): void {
    this.#attention = attention;
    this.#turn(true);
    this.close();
    this.#timer = setTimeout(() => this.#turn(false), SETTLE_MS);
  }

  wants({ kind, feed }: FlowingTrack['offer']): boolean {
    const { sees, hears } = this.#attention;
    // Who talks into the crew's ears is heard whatever they look at.
    if (feed === 'talkback') return true;
    return kind === 'video' ? sees : sees || hears;
  }

  /** Says what could not be said before: the server was away, or the tracks are new. */
  follow(): void {
    this.#turn(true);
    this.#turn(false);
  }

  /** Numbers of now would judge the person's attention, not the connection. */
  get misleads(): boolean {
    const flowing = [...this.#tracks()].some(({ flows }) => flows);
    return !flowing || performance.now() - this.#backAtMs < BACK_MS;
  }

  /** Answers the code of a refusal. */
  async askFor(flows: boolean, tracks: readonly FlowingTrack['offer'][]): Promise<ErrorCode | null> {
    if (tracks.length === 0) return null;
    const consumerIds = tracks.map(({ consumerId }) => consumerId);
    const answer = await this.#ask(flows ? 'media:resume' : 'media:pause', { consumerIds });
    return answer.ok ? null : answer.error.code;
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #turn(flows: boolean): void {
    const turned = [...this.#tracks()].filter(
      (track) => track.flows !== flows && this.wants(track.offer) === flows,
    );
    if (turned.length === 0) return;
    for (const track of turned) track.flows = flows;
    if (flows) this.#backAtMs = performance.now();
    const offers = turned.map(({ offer }) => offer);
    void this.askFor(flows, offers).then((refusal) => {
      if (refusal) for (const track of turned) track.flows = !flows;
    });
  }
}
