import type { PublishedTrack } from '@caipai/shared/protocol/facts';
import type { ConsumerOffer } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup-client';
import { loadDevice } from './device.ts';
import { Emitter } from './emitter.ts';
import { chooseLayer } from './encodings.ts';
import { retryDelayMs, sleep } from './retry-policy.ts';
import { asWire, type MediaAsk, transportOptions } from './signalling.ts';
import { type OfferedLayers, readReceiving, type StatsSample } from './stats.ts';
import { type LinkState, TransportLink } from './transport-link.ts';
import { markWay } from './way-marks.ts';

export interface ViewerEvents {
  link: LinkState;
  /** Which kinds of track the stream holds now. */
  tracks: { picture: boolean; sound: boolean };
}

interface Incoming {
  consumer: types.Consumer;
  offer: ConsumerOffer;
}

const SETTLE_MS = 400;
/** A larger layer takes its time: the server tries the way first. */
const CLIMB_MS = 10_000;

/** Receives the anchor's tracks into one `MediaStream` that stays the same over resets. */
export class Viewer extends Emitter<ViewerEvents> {
  readonly stream = new MediaStream();
  readonly #ask: MediaAsk;
  readonly #wanted = new Set<string>();
  readonly #incoming = new Map<string, Incoming>();
  readonly #ending = new AbortController();
  #rtpCapabilities: Record<string, unknown> | null = null;
  /** Before air there is nothing to receive, and the server says so. */
  #onAir = false;
  #link: TransportLink | null = null;
  #work: Promise<void> = Promise.resolve();
  #rebuilding = false;
  #shortSidePx = Number.POSITIVE_INFINITY;
  #hidden = false;
  #layer: number | null = null;
  #wishedAtMs = 0;
  #layerTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(ask: MediaAsk) {
    super();
    this.#ask = ask;
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

  /** Size of the picture on screen, in device pixels: small pictures take a low layer. */
  setDisplaySize(shortSidePx: number): void {
    this.#shortSidePx = shortSidePx;
    this.#scheduleLayer();
  }

  /** Nobody looks at a hidden tab: the picture goes to its lowest layer, the sound stays. */
  setHidden(hidden: boolean): void {
    this.#hidden = hidden;
    this.#scheduleLayer();
  }

  readonly sample = async (): Promise<StatsSample | null> => {
    const link = this.#link;
    if (!link || link.transport.closed) return null;
    return readReceiving(await link.transport.getStats(), performance.now(), this.#offered());
  };

  close(): void {
    this.#ending.abort();
    if (this.#layerTimer) clearTimeout(this.#layerTimer);
    this.#dropLink();
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
      } catch {
        this.#dropLink();
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
    if (!answer.ok) throw new Error(answer.error.code);
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
    const resumed = this.#ask('media:resume', { consumerIds: fresh.map((offer) => offer.consumerId) });
    // Asked for in one turn, mediasoup-client negotiates all of them at once.
    const taken = await Promise.all(
      fresh.map(async (offer) => ({
        offer,
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
      for (const old of this.stream.getTracks()) {
        if (old.kind === incoming.offer.kind) this.stream.removeTrack(old);
      }
      this.stream.addTrack(incoming.consumer.track);
    }
    this.#tellTracks();
    const answer = await resumed;
    if (!answer.ok) throw new Error(answer.error.code);
    this.#layer = null;
    this.#wishedAtMs = performance.now();
    this.#scheduleLayer();
  }

  #drop(producerId: string): void {
    const incoming = this.#incoming.get(producerId);
    if (!incoming) return;
    this.#incoming.delete(producerId);
    this.stream.removeTrack(incoming.consumer.track);
    incoming.consumer.close();
    this.#tellTracks();
  }

  #dropLink(): void {
    const link = this.#link;
    this.#link = null;
    for (const producerId of [...this.#incoming.keys()]) this.#drop(producerId);
    link?.close();
  }

  #tellTracks(): void {
    this.emit('tracks', {
      picture: this.stream.getVideoTracks().length > 0,
      sound: this.stream.getAudioTracks().length > 0,
    });
  }

  #scheduleLayer(): void {
    if (this.#layerTimer) clearTimeout(this.#layerTimer);
    this.#layerTimer = setTimeout(() => this.#askForLayer(), SETTLE_MS);
  }

  #picture(): { consumer: types.Consumer; layers: number[] } | null {
    const picture = [...this.#incoming.values()].find((each) => each.offer.kind === 'video');
    return picture
      ? { consumer: picture.consumer, layers: layerShortSides(picture.consumer.rtpParameters) }
      : null;
  }

  #offered(): OfferedLayers | null {
    const picture = this.#picture();
    if (!picture) return null;
    const arrived = performance.now() - this.#wishedAtMs > CLIMB_MS;
    return {
      shortSides: picture.layers,
      wanted: arrived ? (this.#layer ?? picture.layers.length - 1) : null,
    };
  }

  #askForLayer(): void {
    const picture = this.#picture();
    if (!picture || picture.layers.length < 2) return;
    const { layers } = picture;
    const layer = this.#hidden ? 0 : chooseLayer(layers, this.#shortSidePx);
    if (layer === (this.#layer ?? layers.length - 1)) return;
    this.#layer = layer;
    this.#wishedAtMs = performance.now();
    void this.#ask('media:preferLayer', { consumerId: picture.consumer.id, spatialLayer: layer });
  }
}

/** mediasoup tells the number of layers in the scalability mode (`L2T1`), each twice the one below. */
function layerShortSides(parameters: types.RtpParameters): number[] {
  const mode = parameters.encodings?.[0]?.scalabilityMode ?? '';
  const count = Number(/^[LS](\d)T\d/.exec(mode)?.[1] ?? 1);
  const top = count >= 3 ? 1080 : 720;
  return Array.from({ length: count }, (_, index) => top / 2 ** (count - 1 - index));
}
