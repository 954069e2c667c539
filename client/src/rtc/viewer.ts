import type { ErrorCode } from '@caipai/shared/errors/codes';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { PublishedTrack } from '@caipai/shared/protocol/facts';
import type { ConsumerOffer, Feed } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup-client';
import { type Attention, AttentionKeeper, type FlowingTrack } from './attention.ts';
import { loadDevice } from './device.ts';
import { Emitter } from './emitter.ts';
import { ReceivedFeed } from './received-feed.ts';
import { retryDelayMs, sleep } from './retry-policy.ts';
import { asWire, type MediaAsk, transportOptions } from './signalling.ts';
import { readReceiving, type StatsSample } from './stats.ts';
import { type LinkState, TransportLink } from './transport-link.ts';
import { markWay } from './way-marks.ts';

export interface ViewerEvents {
  link: LinkState;
  /** Which kinds of track the stream of this feed holds now. */
  tracks: { feed: Feed; picture: boolean; sound: boolean };
  /** Why there is no way in at the moment, null once there is; it is tried again by itself. */
  refused: ErrorCode | null;
}

interface Incoming extends FlowingTrack {
  consumer: types.Consumer;
  offer: ConsumerOffer;
}

/** From this attempt on the delay between two stays the same. */
const PATIENT_ATTEMPT = 4;

/** Receives what the page may receive, each publisher into a `MediaStream` of their own. */
export class Viewer extends Emitter<ViewerEvents> {
  readonly feeds: Readonly<Record<Feed, ReceivedFeed>>;
  readonly #ask: MediaAsk;
  readonly #wanted = new Set<string>();
  readonly #incoming = new Map<string, Incoming>();
  readonly #attention: AttentionKeeper;
  readonly #ending = new AbortController();
  #rtpCapabilities: Record<string, unknown> | null = null;
  /** Before air there is nothing to receive, and the server says so. */
  #onAir = false;
  #link: TransportLink | null = null;
  #work: Promise<void> = Promise.resolve();
  #rebuilding = false;

  constructor(ask: MediaAsk) {
    super();
    this.#ask = ask;
    this.#attention = new AttentionKeeper(ask, () => this.#incoming.values());
    this.feeds = {
      anchor: new ReceivedFeed('anchor', ask),
      assistant: new ReceivedFeed('assistant', ask),
      talkback: new ReceivedFeed('talkback', ask),
    };
  }

  handleJoined(joined: {
    rtpCapabilities: Record<string, unknown>;
    tracks: Pick<PublishedTrack, 'producerId'>[];
  }): void {
    this.#rtpCapabilities = joined.rtpCapabilities;
    this.#wanted.clear();
    for (const track of joined.tracks) this.#wanted.add(track.producerId);
    for (const producerId of [...this.#incoming.keys()]) {
      if (!this.#wanted.has(producerId)) this.#drop(producerId);
    }
    if (!this.#onAir) {
      // The device at least can be ready when the anchor goes on air.
      loadDevice(joined.rtpCapabilities).catch(() => {});
    } else if (this.#link) void this.#probe();
    else void this.#build();
  }

  /** Follows the session: opens when it goes on air, lets go when it is over. */
  handleAir(onAir: boolean): void {
    if (this.#onAir === onAir) return;
    this.#onAir = onAir;
    if (!onAir) this.#dropLink();
    else if (this.#rtpCapabilities) void this.#build();
  }

  handlePublished(track: Pick<PublishedTrack, 'producerId'>): void {
    this.#wanted.add(track.producerId);
    if (this.#link) this.#enqueue(() => this.#consumeMissing());
  }

  handleUnpublished(producerId: string): void {
    this.#wanted.delete(producerId);
    this.#drop(producerId);
  }

  /** The media room is gone. The next `handleJoined` builds anew. */
  handleReset(): void {
    this.#wanted.clear();
    this.#dropLink();
  }

  setAttention(attention: Attention): void {
    this.#attention.set(attention);
  }

  readonly sample = async (): Promise<StatsSample | null> => {
    const link = this.#link;
    if (!link || link.transport.closed) return null;
    if (this.#incoming.size > 0 && this.#attention.misleads) return null;
    return readReceiving(await link.transport.getStats(), performance.now(), this.feeds.anchor.offered());
  };

  close(): void {
    this.#ending.abort();
    this.#attention.close();
    this.#dropLink();
    for (const feed of Object.values(this.feeds)) feed.close();
    this.dropListeners();
  }

  #enqueue(job: () => Promise<void>): Promise<void> {
    const run = this.#work.then(job);
    this.#work = run.catch(() => {});
    return run;
  }

  /** After the socket was away the server may have let our transport go: ask, and build anew if so. */
  async #probe(): Promise<void> {
    const link = this.#link;
    if (!link || link.state === 'connecting') return;
    if (link.state === 'connected' || link.state === 'reconnecting') {
      const answer = await this.#ask('media:restartIce', { transportId: link.transport.id });
      if (this.#link !== link) return;
      if (answer.ok) {
        const iceParameters = answer.value.iceParameters as unknown as types.IceParameters;
        await link.transport.restartIce({ iceParameters }).catch(() => {});
        await this.#enqueue(() => this.#consumeMissing());
        this.#attention.follow();
        return;
      }
    }
    this.#dropLink();
    void this.#build();
  }

  async #build(): Promise<void> {
    if (this.#rebuilding) return;
    this.#rebuilding = true;
    const { signal } = this.#ending;
    for (let attempt = 0; !signal.aborted && this.#onAir && !this.#link; attempt += 1) {
      const delayMs = retryDelayMs(attempt);
      if (delayMs === null) {
        this.emit('link', 'lost');
        break;
      }
      if (delayMs > 0) await sleep(delayMs, signal);
      try {
        await this.#enqueue(() => this.#open());
      } catch (error) {
        this.#dropLink();
        const code = error instanceof StudioError ? error.code : null;
        this.emit('refused', code);
        // A seat may become free at any time, so this is asked for as long as the page is open.
        if (code === 'media.full') attempt = Math.min(attempt, PATIENT_ATTEMPT);
      }
    }
    this.#rebuilding = false;
  }

  async #open(): Promise<void> {
    const capabilities = this.#rtpCapabilities;
    if (!capabilities || this.#link || this.#ending.signal.aborted) return;
    const device = await loadDevice(capabilities);
    markWay('device-ready');
    const answer = await this.#ask('media:openReceive', {
      rtpCapabilities: asWire(device.recvRtpCapabilities),
    });
    if (!answer.ok) throw new StudioError(answer.error.code);
    this.emit('refused', null);
    if (this.#ending.signal.aborted) return;
    markWay('receive-open');
    const transport = device.createRecvTransport(transportOptions(answer.value.transport));
    const link = new TransportLink(transport, this.#ask);
    this.#link = link;
    link.on('state', (state) => {
      if (state === 'connected') markWay('connected');
      this.emit('link', state);
      if (state === 'lost' && this.#link === link) {
        this.#dropLink();
        void this.#build();
      }
    });
    await this.#take(link, answer.value.consumers);
    await this.#consumeMissing();
  }

  /** Tracks that were published while the transport was being opened, or after. */
  async #consumeMissing(): Promise<void> {
    const link = this.#link;
    if (!link) return;
    const missing = [...this.#wanted].filter((producerId) => !this.#incoming.has(producerId));
    const answers = await Promise.all(
      missing.map((producerId) => this.#ask('media:consume', { producerId })),
    );
    const offers = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    if (this.#link === link) await this.#take(link, offers);
  }

  async #take(link: TransportLink, offers: readonly ConsumerOffer[]): Promise<void> {
    const fresh = offers.filter((offer) => !this.#incoming.has(offer.producerId));
    if (fresh.length === 0) return;
    // Before the tracks are ready here: nothing flows until the transport is connected, and then at once.
    const flowing = fresh.filter((offer) => this.#attention.wants(offer));
    const resumed = this.#attention.askFor(true, flowing);
    // Asked for in one turn, mediasoup-client negotiates all of them at once.
    const taken = await Promise.all(
      fresh.map(async (offer) => ({
        offer,
        flows: flowing.includes(offer),
        consumer: await link.transport.consume({
          id: offer.consumerId,
          producerId: offer.producerId,
          kind: offer.kind,
          rtpParameters: offer.rtpParameters as unknown as types.RtpParameters,
          streamId: offer.publisherId,
        }),
      })),
    );
    if (this.#link !== link) return;
    markWay('consuming');
    for (const incoming of taken) {
      this.#incoming.set(incoming.offer.producerId, incoming);
      this.feeds[incoming.offer.feed].add(incoming);
    }
    const touched = [...new Set(fresh.map(({ feed }) => feed))];
    for (const feed of touched) this.#tellTracks(feed);
    const refusal = await resumed;
    if (refusal) throw new Error(refusal);
    this.#attention.follow();
    for (const feed of touched) this.feeds[feed].flows();
  }

  #drop(producerId: string): void {
    const incoming = this.#incoming.get(producerId);
    if (!incoming) return;
    this.#incoming.delete(producerId);
    const { feed } = incoming.offer;
    this.feeds[feed].remove(incoming);
    incoming.consumer.close();
    this.#tellTracks(feed);
  }

  #dropLink(): void {
    const link = this.#link;
    this.#link = null;
    for (const producerId of [...this.#incoming.keys()]) this.#drop(producerId);
    link?.close();
  }

  #tellTracks(feed: Feed): void {
    this.emit('tracks', { feed, ...this.feeds[feed].held });
  }
}
