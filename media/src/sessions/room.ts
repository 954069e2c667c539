import { StudioError } from '@caipai/shared/errors/studio-error';
import type {
  ConsumerOffer,
  MediaInput,
  MediaOutput,
  ReceiveOffer,
  TrackAudience,
  TransportOffer,
} from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { FactHub } from '../facts.ts';
import type { WorkerPool, WorkerSlot } from '../workers/worker-pool.ts';
import { Branches, type Site } from './branches.ts';
import { mediaCodecs, offeredCapabilities } from './codecs.ts';
import { followPause, openConsumer, pauseConsumer, preferLayer, resumeConsumer } from './consumers.ts';
import { expectTracks, VIEWER_TRACKS } from './expected-tracks.ts';
import { keyFramesOf } from './key-frames.ts';
import { Peer, type PublishedTrack } from './peer.ts';
import { openProbe } from './probe.ts';
import type { Seats } from './seats.ts';
import { watchForStalls } from './stall-watch.ts';
import { openTransport, type TransportContext, transportOffer } from './transports.ts';

/**
 * Thirty viewers who join at once cost the publisher three key frames a second, not thirty. Chromium ignores a request
 * within 300 ms of the last one it got, and then the next comes after a whole second.
 */
const KEY_FRAME_REQUEST_DELAY_MS = 350;

export interface RoomDeps {
  facts: FactHub;
  log: Logger;
  pool: WorkerPool;
  seats: Seats;
  workerConsumers: number;
  maxPublishBitrateBps: number;
}

/** One session: its home router, the branches of it, and its peers. Knows nothing of recordings. */
export class Room {
  readonly id: string;
  readonly router: types.Router;
  readonly #context: TransportContext;
  readonly #facts: FactHub;
  readonly #log: Logger;
  readonly #seats: Seats;
  readonly #branches: Branches;
  readonly #peers = new Map<string, Peer>();
  #gone = false;

  static async open(id: string, slot: WorkerSlot, deps: RoomDeps): Promise<Room> {
    const router = await slot.worker.createRouter({ mediaCodecs });
    return new Room(id, router, slot, deps);
  }

  private constructor(id: string, router: types.Router, slot: WorkerSlot, deps: RoomDeps) {
    this.id = id;
    this.router = router;
    this.#facts = deps.facts;
    this.#log = deps.log.child({ roomId: id });
    this.#seats = deps.seats;
    this.#branches = new Branches({
      home: { router, slot },
      pool: deps.pool,
      workerConsumers: deps.workerConsumers,
      onLost: (site) => this.#loseSite(site),
      log: this.#log,
    });
    this.#context = {
      maxPublishBitrateBps: deps.maxPublishBitrateBps,
      log: this.#log,
    };
    router.on('workerclose', () => {
      this.#gone = true;
      this.#branches.close();
    });
  }

  get rtpCapabilities(): types.RtpCapabilities {
    return offeredCapabilities(this.router);
  }

  get peerCount(): number {
    return this.#peers.size;
  }

  tracksOf(peerId: string): PublishedTrack[] {
    return [...(this.#peers.get(peerId)?.published.values() ?? [])];
  }

  /** Idempotent. Peers hear nothing: who closes a room knows that its tracks are gone. */
  close(): void {
    this.#gone = true;
    this.#branches.close();
    this.router.close();
    this.#peers.clear();
  }

  closePeer(peerId: string): void {
    const peer = this.#peers.get(peerId);
    if (!peer) return;
    this.#peers.delete(peerId);
    peer.close();
    this.#log.info({ peerId }, 'peer closed');
  }

  async openSend(peerId: string): Promise<TransportOffer> {
    const peer = this.#enter(peerId);
    const transport = await openTransport(this.#branches.home, 'send', this.#context);
    this.#stillIn(peer, transport);
    peer.sendTransport?.close();
    peer.sendTransport = transport;
    return transportOffer(transport);
  }

  async openReceive(input: MediaInput<'transport:openReceive'>): Promise<ReceiveOffer> {
    const watches = this.#peers.get(input.peerId)?.receiveTransport?.closed === false;
    const leaveSeat = this.#seats.take(input.reserved || watches);
    const peer = this.#enter(input.peerId);
    const tracks = this.#tracksFor(peer, input.audience);
    // Who also sends must not lose that with a worker that only viewers need.
    const place = input.reserved
      ? { consumers: tracks.length, atHome: true }
      : { consumers: Math.max(VIEWER_TRACKS, tracks.length), atHome: false };
    try {
      return await this.#branches.at(place, async (site) => {
        const transport = await openTransport(site, 'receive', this.#context);
        transport.observer.once('close', leaveSeat);
        this.#stillIn(peer, transport);
        peer.receiveTransport?.close();
        peer.receiveTransport = transport;
        peer.receiveSite = site;
        peer.receiveCapabilities = input.rtpCapabilities as types.RtpCapabilities;
        for (const { producer } of tracks)
          if (producer.kind === 'video') keyFramesOf(producer).expectViewer();
        const consumers = await Promise.all(tracks.map((track) => this.#consumeIfOpen(peer, track)));
        if (!input.reserved) expectTracks(site.slot, transport, peer.consumersOf(transport));
        return {
          transport: transportOffer(transport),
          consumers: consumers.filter((offer) => offer !== null),
        };
      });
    } catch (error) {
      leaveSeat();
      throw error;
    }
  }

  async connect(input: MediaInput<'transport:connect'>): Promise<void> {
    const transport = this.#getPeer(input.peerId).getTransport(input.transportId);
    await transport.connect({ dtlsParameters: input.dtlsParameters as types.DtlsParameters });
  }

  async restartIce(input: MediaInput<'transport:restartIce'>): Promise<MediaOutput<'transport:restartIce'>> {
    const transport = this.#getPeer(input.peerId).getTransport(input.transportId);
    return { iceParameters: { ...(await transport.restartIce()) } };
  }

  async produce(input: MediaInput<'producer:open'>): Promise<{ producerId: string }> {
    const peer = this.#getPeer(input.peerId);
    const transport = peer.getTransport(input.transportId);
    if (transport !== peer.sendTransport)
      throw new StudioError('media.transportNotFound', 'a receiving transport publishes nothing');
    if ((input.source === 'camera') !== (input.kind === 'video'))
      throw new StudioError('input.invalid', `${input.source} cannot be ${input.kind}`);
    // The picture itself needs the way now.
    if (input.kind === 'video') peer.endProbe();
    const producer = await transport.produce({
      kind: input.kind,
      rtpParameters: input.rtpParameters as types.RtpParameters,
      keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY_MS,
    });
    // mediasoup hands out a producer even when its transport was closed meanwhile; nothing would end it.
    if (transport.closed || this.#peers.get(peer.id) !== peer) {
      producer.close();
      throw new StudioError('media.transportNotFound', 'the transport closed while it began to publish');
    }
    // One camera and one microphone a peer: a new one takes the place of the old one.
    const replaced = [...peer.published.values()].filter(({ source }) => source === input.source);
    this.#announce(peer, {
      peerId: peer.id,
      source: input.source,
      feed: input.feed,
      audience: input.audience,
      producer,
      paused: input.paused ?? false,
      stalled: false,
    });
    for (const old of replaced) old.producer.close();
    return { producerId: producer.id };
  }

  /** Viewers get nothing while paused; the producer runs on, so that the recording stays whole. */
  async setPaused(input: MediaInput<'producer:setPaused'>): Promise<void> {
    const track = this.#getPeer(input.peerId).getPublished(input.producerId);
    if (track.paused === input.paused) return;
    track.paused = input.paused;
    const receivers = [...this.#peers.values()].map((peer) => peer.findReceivedOf(input.producerId));
    await Promise.all(receivers.map((received) => received && followPause(received)));
  }

  closeProducer(input: MediaInput<'producer:close'>): void {
    this.#getPeer(input.peerId).getPublished(input.producerId).producer.close();
  }

  probe({ peerId, ...input }: MediaInput<'probe:open'>): Promise<MediaOutput<'probe:open'>> {
    return openProbe(this.#getPeer(peerId), input.transportId, input.rtpParameters as types.RtpParameters);
  }

  /** Idempotent: it may have ended by itself. */
  endProbe(peerId: string): void {
    this.#peers.get(peerId)?.endProbe();
  }

  async consume(input: MediaInput<'consumer:open'>): Promise<ConsumerOffer> {
    const peer = this.#getPeer(input.peerId);
    const open = this.#tracksFor(peer, input.audience);
    const track = open.find(({ producer }) => producer.id === input.producerId);
    if (!track) throw new StudioError('media.transportNotFound', `no producer ${input.producerId}`);
    return openConsumer(peer, track);
  }

  async resume(input: MediaInput<'consumer:resume'>): Promise<void> {
    const peer = this.#getPeer(input.peerId);
    // A track that ended in the meantime must not keep the others from flowing.
    const open = input.consumerIds.filter((id) => peer.received.has(id));
    const [first] = input.consumerIds;
    if (open.length === 0 && first !== undefined) peer.getReceived(first);
    for (const id of open) {
      // Not awaited: the browser goes on connecting meanwhile, and a picture flows only once it has.
      resumeConsumer(peer.getReceived(id)).catch((error: unknown) => {
        if (peer.received.has(id)) this.#log.warn({ err: error, peerId: peer.id }, 'track cannot be resumed');
      });
    }
  }

  async pause(input: MediaInput<'consumer:pause'>): Promise<void> {
    const { received } = this.#getPeer(input.peerId);
    await Promise.all(input.consumerIds.map((id) => pauseConsumer(received.get(id))));
  }

  async setPreferredLayer(input: MediaInput<'consumer:setPreferredLayer'>): Promise<void> {
    const { consumer } = this.#getPeer(input.peerId).getReceived(input.consumerId);
    await preferLayer(consumer, input.spatialLayer);
  }

  #announce(peer: Peer, track: PublishedTrack): void {
    const { producer, source, feed, audience } = track;
    const about = { roomId: this.id, peerId: peer.id, producerId: producer.id };
    const log = this.#log.child({ peerId: peer.id, producerId: producer.id, source });
    peer.published.set(producer.id, track);
    producer.observer.once('close', () => {
      peer.published.delete(producer.id);
      // A dying worker closes producers first and says only afterwards that it died.
      queueMicrotask(() => {
        if (this.#gone) return;
        log.info('producer closed');
        this.#facts.tell({ type: 'producerClosed', ...about, source, feed, audience });
      });
    });
    if (producer.kind === 'video') {
      keyFramesOf(producer);
      // Recording asks for 'sr' beside it, see publisher-reports.ts.
      producer.enableTraceEvent(['keyframe']).catch((error: unknown) => {
        if (!producer.closed) log.warn({ err: error }, 'key frames cannot be followed');
      });
    }
    this.#branches.bringEverywhere(producer).catch((error: unknown) => {
      if (!producer.closed) log.warn({ err: error }, 'track cannot reach a branch');
    });
    watchForStalls(
      producer,
      (stalled) => {
        track.stalled = stalled;
        log.info({ stalled }, 'producer stalled or back');
        this.#facts.tell({ type: 'producerStalled', ...about, stalled });
      },
      (error) => log.warn({ err: error }, 'producer statistics failed'),
    );
    const codec = producer.rtpParameters.codecs[0]?.mimeType;
    log.info({ codec, encodings: producer.rtpParameters.encodings?.length }, 'producer opened');
    this.#facts.tell({ type: 'producerOpened', ...about, source, feed, audience });
  }

  #loseSite(site: Site): void {
    const lost = [...this.#peers.values()].filter((peer) => peer.receiveSite === site);
    for (const peer of lost) peer.receiveSite = null;
    this.#facts.tell({ type: 'viewersLost', roomId: this.id, peerIds: lost.map(({ id }) => id) });
  }

  async #consumeIfOpen(peer: Peer, track: PublishedTrack): Promise<ConsumerOffer | null> {
    try {
      return await openConsumer(peer, track);
    } catch (error) {
      // Closed by its publisher in the meantime, or a codec this browser does not have: the other
      // tracks are still worth watching.
      if (!track.producer.closed) this.#log.warn({ err: error, peerId: peer.id }, 'track not consumable');
      return null;
    }
  }

  /** What this peer may receive: a track for the crew is to others as if it were not there. */
  #tracksFor(receiver: Peer, audience: TrackAudience): PublishedTrack[] {
    const others = [...this.#peers.values()].filter(({ id }) => id !== receiver.id);
    return others
      .flatMap(({ published }) => [...published.values()])
      .filter((track) => track.audience === 'everyone' || audience === 'crew');
  }

  #enter(peerId: string): Peer {
    const existing = this.#peers.get(peerId);
    if (existing) return existing;
    const peer = new Peer(peerId);
    this.#peers.set(peerId, peer);
    this.#log.info({ peerId }, 'peer opened');
    return peer;
  }

  /** A peer that left while its transport was being made does not keep the transport. */
  #stillIn(peer: Peer, transport: types.WebRtcTransport): void {
    if (this.#peers.get(peer.id) === peer) return;
    transport.close();
    throw new StudioError('media.transportNotFound', `peer ${peer.id} left`);
  }

  #getPeer(peerId: string): Peer {
    const peer = this.#peers.get(peerId);
    if (!peer) throw new StudioError('media.transportNotFound', `no peer ${peerId}`);
    return peer;
  }
}
