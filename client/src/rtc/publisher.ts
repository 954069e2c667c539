import type { Refusal } from '@caipai/shared/protocol/result';
import type { TrackSource } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup-client';
import { loadDevice } from './device.ts';
import { Emitter } from './emitter.ts';
import { isFinal, Refused } from './refused.ts';
import { retryDelayMs, sleep } from './retry-policy.ts';
import { holdResolution, sendProbe, sendTrack } from './send-track.ts';
import { asWire, type MediaAsk, transportOptions } from './signalling.ts';
import { type LinkState, TransportLink } from './transport-link.ts';

export interface PublisherEvents {
  link: LinkState;
  /** Publishing was refused for a reason that trying again will not mend. */
  refused: Refusal;
}

interface Outgoing {
  track: MediaStreamTrack;
  paused: boolean;
  producer: types.Producer | null;
}

/**
 * Sends camera and microphone, or a coach's words to the crew. Methods may be called in any state: what should be on air is kept in
 * `#outgoing`, and every new transport is filled from it, after a reset as after the first opening.
 */
export class Publisher extends Emitter<PublisherEvents> {
  readonly #ask: MediaAsk;
  readonly #outgoing = new Map<TrackSource, Outgoing>();
  readonly #ending = new AbortController();
  #rtpCapabilities: Record<string, unknown> | null = null;
  #link: TransportLink | null = null;
  #work: Promise<void> = Promise.resolve();
  #rebuilding = false;
  #silent: MediaStreamTrack | null = null;
  #probe: types.Producer | null = null;

  constructor(ask: MediaAsk) {
    super();
    this.#ask = ask;
  }

  get linkState(): LinkState {
    return this.#link?.state ?? 'idle';
  }

  get codec(): string | null {
    const parameters = this.#outgoing.get('camera')?.producer?.rtpParameters;
    return parameters?.codecs[0]?.mimeType.split('/')[1] ?? null;
  }

  /** Called after every join: builds what is missing, keeps what the server still has. */
  handleJoined(joined: { rtpCapabilities: Record<string, unknown>; tracks: { producerId: string }[] }): void {
    this.#rtpCapabilities = joined.rtpCapabilities;
    if (!this.#link) {
      if (this.#outgoing.size > 0) void this.#rebuild();
      return;
    }
    const known = new Set(joined.tracks.map((track) => track.producerId));
    const producers = [...this.#outgoing.values()].flatMap((each) => (each.producer ? [each.producer] : []));
    if (producers.every((producer) => known.has(producer.id))) this.#link.checkPath();
    else void this.#rebuild();
  }

  /** The media room is gone. The next `handleJoined` builds anew. */
  handleReset(): void {
    this.#dropLink();
  }

  /** Sends nothing any more and forgets what it sent, until it is given tracks again. */
  withdraw(): void {
    this.#dropLink();
    this.#silent?.stop();
    this.#outgoing.clear();
  }

  /** Takes everything off the air, for the server too, so that nobody goes on looking at a frozen picture. */
  async retire(): Promise<void> {
    const producers = [...this.#outgoing.values()].flatMap(({ producer }) => (producer ? [producer] : []));
    this.#outgoing.clear();
    for (const producer of producers) producer.close();
    await Promise.all(producers.map(({ id }) => this.#ask('media:unpublish', { producerId: id })));
  }

  /**
   * Connects the transport before air with a silent copy of the microphone, so that going live only has
   * to add the picture and nothing of the person leaves the room earlier.
   */
  async warmUp(microphone: MediaStreamTrack): Promise<void> {
    // A refused attempt leaves its tracks behind; asked again, it tries again.
    if (this.#outgoing.has('microphone') && !this.#link) await this.#attempt();
    if (this.#outgoing.has('microphone')) return;
    this.#silent = microphone.clone();
    this.#silent.enabled = false;
    this.#outgoing.set('microphone', { track: this.#silent, paused: false, producer: null });
    await this.#attempt();
  }

  /**
   * Puts the tracks on air; a track that is already there is replaced without a new negotiation. Answers
   * with the refusal when that did not work at once; unless it is final, it keeps trying by itself.
   */
  async publish(tracks: Partial<Record<TrackSource, MediaStreamTrack>>): Promise<Refusal | null> {
    if (tracks.camera) this.endProbe();
    for (const source of ['camera', 'microphone', 'talkback'] as const) {
      const track = tracks[source];
      if (!track) continue;
      const present = this.#outgoing.get(source);
      if (!present) {
        this.#outgoing.set(source, { track, paused: !track.enabled, producer: null });
      } else if (present.track !== track) {
        if (present.track === this.#silent) this.#silent.stop();
        present.track = track;
        present.paused = !track.enabled;
        await present.producer?.replaceTrack({ track });
      }
    }
    return this.#attempt();
  }

  /**
   * Sends a picture that nobody gets, to see how much the way carries; see network-probe.ts. Null when there is no
   * way yet, or when the camera went on air meanwhile.
   */
  async openProbe(track: MediaStreamTrack): Promise<types.Producer | null> {
    const link = this.#link;
    if (!link || !this.#rtpCapabilities || this.#outgoing.has('camera')) return null;
    const device = await loadDevice(this.#rtpCapabilities);
    const probe = await sendProbe(device, link.transport, track);
    this.#probe = probe;
    if (this.#outgoing.has('camera')) this.endProbe();
    return probe.closed ? null : probe;
  }

  endProbe(): void {
    const probe = this.#probe;
    this.#probe = null;
    if (!probe || probe.closed) return;
    probe.close();
    void this.#ask('media:closeProbe', {});
  }

  async setPaused(source: TrackSource, paused: boolean): Promise<void> {
    const outgoing = this.#outgoing.get(source);
    if (!outgoing) return;
    outgoing.paused = paused;
    outgoing.track.enabled = !paused;
    const { producer } = outgoing;
    if (!producer) return;
    if (paused) producer.pause();
    else producer.resume();
    await this.#ask('media:setPaused', { producerId: producer.id, paused });
  }

  async report(): Promise<RTCStatsReport | null> {
    const link = this.#link;
    return link && !link.transport.closed ? link.transport.getStats() : null;
  }

  close(): void {
    this.#ending.abort();
    this.#silent?.stop();
    this.#dropLink();
    this.#outgoing.clear();
    this.dropListeners();
  }

  async #attempt(): Promise<Refusal | null> {
    try {
      await this.#enqueue(() => this.#fill());
      return null;
    } catch (cause) {
      const refusal: Refusal = cause instanceof Refused ? cause.refusal : { code: 'media.unavailable' };
      if (isFinal(refusal)) {
        this.#dropLink();
        this.emit('refused', refusal);
      } else void this.#rebuild();
      return refusal;
    }
  }

  #enqueue(job: () => Promise<void>): Promise<void> {
    const run = this.#work.then(job);
    this.#work = run.catch(() => {});
    return run;
  }

  async #fill(): Promise<void> {
    const capabilities = this.#rtpCapabilities;
    if (!capabilities || this.#ending.signal.aborted) return;
    const device = await loadDevice(capabilities);
    this.#link ??= await this.#openLink(device);
    const link = this.#link;
    const missing = [...this.#outgoing].filter(([, outgoing]) => !outgoing.producer);
    await Promise.all(missing.map(([source, outgoing]) => this.#produce(device, link, source, outgoing)));
  }

  async #openLink(device: types.Device): Promise<TransportLink> {
    const offer = await this.#ask('media:openSend', {});
    if (!offer.ok) throw new Refused(offer.error);
    const transport = device.createSendTransport(transportOptions(offer.value));
    const link = new TransportLink(transport, this.#ask);
    transport.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
      const offer = { transportId: transport.id, rtpParameters: asWire(rtpParameters) };
      const asked = appData.probe
        ? this.#ask('media:openProbe', offer)
        : this.#ask('media:publish', { ...offer, source: appData.source as TrackSource, kind });
      asked.then((answer) => {
        if (answer.ok) done({ id: answer.value.producerId });
        else fail(new Refused(answer.error));
      });
    });
    link.on('state', (state) => {
      this.emit('link', state);
      if (state === 'lost' && this.#link === link) void this.#rebuild();
    });
    return link;
  }

  async #produce(
    device: types.Device,
    link: TransportLink,
    source: TrackSource,
    outgoing: Outgoing,
  ): Promise<void> {
    const { track } = outgoing;
    outgoing.producer = await sendTrack(device, link.transport, source, track);
    if (source === 'camera') await holdResolution(outgoing.producer.rtpSender);
    // Given another one while the first was on its way: whoever goes live at once would stay silent.
    if (outgoing.track !== track) await outgoing.producer.replaceTrack({ track: outgoing.track });
    // Talkback begins silent at the server, whatever is held here.
    if (outgoing.paused || source === 'talkback') await this.setPaused(source, outgoing.paused);
  }

  async #rebuild(): Promise<void> {
    if (this.#rebuilding) return;
    this.#rebuilding = true;
    const { signal } = this.#ending;
    this.#dropLink();
    this.emit('link', 'reconnecting');
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      const delayMs = retryDelayMs(attempt);
      if (delayMs === null) {
        this.emit('link', 'lost');
        break;
      }
      await sleep(delayMs, signal);
      try {
        await this.#enqueue(() => this.#fill());
        break;
      } catch (cause) {
        this.#dropLink();
        if (cause instanceof Refused && isFinal(cause.refusal)) {
          this.emit('refused', cause.refusal);
          this.emit('link', 'lost');
          break;
        }
      }
    }
    this.#rebuilding = false;
  }

  #dropLink(): void {
    const link = this.#link;
    this.#link = null;
    for (const outgoing of this.#outgoing.values()) outgoing.producer = null;
    link?.close();
  }
}
