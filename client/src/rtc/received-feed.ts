import type { ConsumerOffer, Feed } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup-client';
import { chooseLayer, layerShortSides } from './encodings.ts';
import type { MediaAsk } from './signalling.ts';
import type { OfferedLayers } from './stats.ts';

export interface Incoming {
  consumer: types.Consumer;
  offer: ConsumerOffer;
}

const SETTLE_MS = 400;
/** A larger layer takes its time: the server tries the way first. */
const CLIMB_MS = 10_000;

/** What comes from one publisher, as one `MediaStream` that stays the same over resets, at a layer of its own. */
export class ReceivedFeed {
  readonly stream = new MediaStream();
  readonly #feed: Feed;
  readonly #ask: MediaAsk;
  #picture: types.Consumer | null = null;
  #shortSidePx = Number.POSITIVE_INFINITY;
  #layer: number | null = null;
  #wishedAtMs = 0;
  #layerTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(feed: Feed, ask: MediaAsk) {
    this.#feed = feed;
    this.#ask = ask;
  }

  get held(): { picture: boolean; sound: boolean } {
    return {
      picture: this.stream.getVideoTracks().length > 0,
      sound: this.stream.getAudioTracks().length > 0,
    };
  }

  add({ consumer, offer }: Incoming): void {
    // A publisher has one camera and one microphone; several people may talk into the crew's ears.
    if (this.#feed !== 'talkback') {
      for (const old of this.stream.getTracks()) if (old.kind === offer.kind) this.stream.removeTrack(old);
    }
    this.stream.addTrack(consumer.track);
    if (offer.kind === 'video') this.#picture = consumer;
  }

  remove({ consumer }: Incoming): void {
    this.stream.removeTrack(consumer.track);
    if (this.#picture === consumer) this.#picture = null;
  }

  /** New tracks flow at the top layer until a wish says otherwise. */
  flows(): void {
    this.#layer = null;
    this.#wishedAtMs = performance.now();
    this.#scheduleLayer();
  }

  /** Size of the picture on screen, in device pixels: small pictures take a low layer. */
  setDisplaySize(shortSidePx: number): void {
    this.#shortSidePx = shortSidePx;
    this.#scheduleLayer();
  }

  offered(): OfferedLayers | null {
    if (!this.#picture) return null;
    const shortSides = layerShortSides(this.#picture.rtpParameters);
    const arrived = performance.now() - this.#wishedAtMs > CLIMB_MS;
    return { shortSides, wanted: arrived ? (this.#layer ?? shortSides.length - 1) : null };
  }

  close(): void {
    if (this.#layerTimer) clearTimeout(this.#layerTimer);
  }

  #scheduleLayer(): void {
    if (this.#layerTimer) clearTimeout(this.#layerTimer);
    this.#layerTimer = setTimeout(() => this.#askForLayer(), SETTLE_MS);
  }

  #askForLayer(): void {
    const picture = this.#picture;
    if (!picture) return;
    const layers = layerShortSides(picture.rtpParameters);
    if (layers.length < 2) return;
    const layer = chooseLayer(layers, this.#shortSidePx);
    if (layer === (this.#layer ?? layers.length - 1)) return;
    this.#layer = layer;
    this.#wishedAtMs = performance.now();
    void this.#ask('media:preferLayer', { consumerId: picture.id, spatialLayer: layer });
  }
}
