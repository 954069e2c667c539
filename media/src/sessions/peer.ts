import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Feed, TrackAudience, TrackSource } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup';
import type { Site } from './branches.ts';

/** A track that a peer publishes. */
export interface PublishedTrack {
  peerId: string;
  source: TrackSource;
  feed: Feed;
  audience: TrackAudience;
  producer: types.Producer;
  /** The publisher said so; the producer itself runs on, since the recording wants black and silence. */
  paused: boolean;
  /** Open, but nothing has come for two seconds. */
  stalled: boolean;
}

export interface ReceivedTrack {
  track: PublishedTrack;
  consumer: types.Consumer;
  transport: types.WebRtcTransport;
  /** The browser is ready for packets, and somebody looks or listens. */
  wanted: boolean;
}

/** One browser tab in a room, with the transports it owns. Closing a transport closes what hangs on it. */
export class Peer {
  readonly id: string;
  sendTransport: types.WebRtcTransport | null = null;
  receiveTransport: types.WebRtcTransport | null = null;
  /** Where the receiving transport is open. */
  receiveSite: Site | null = null;
  receiveCapabilities: types.RtpCapabilities | null = null;
  /** Tries the way before air, see probe.ts. */
  probe: types.Producer | null = null;
  readonly published = new Map<string, PublishedTrack>();
  readonly received = new Map<string, ReceivedTrack>();

  constructor(id: string) {
    this.id = id;
  }

  getTransport(transportId: string): types.WebRtcTransport {
    for (const transport of [this.sendTransport, this.receiveTransport]) {
      if (transport?.id === transportId && !transport.closed) return transport;
    }
    throw new StudioError('media.transportNotFound', `peer ${this.id} has no transport ${transportId}`);
  }

  getPublished(producerId: string): PublishedTrack {
    const track = this.published.get(producerId);
    if (!track)
      throw new StudioError('media.transportNotFound', `peer ${this.id} has no producer ${producerId}`);
    return track;
  }

  getReceived(consumerId: string): ReceivedTrack {
    const received = this.received.get(consumerId);
    if (!received)
      throw new StudioError('media.transportNotFound', `peer ${this.id} has no consumer ${consumerId}`);
    return received;
  }

  findReceivedOf(producerId: string): ReceivedTrack | undefined {
    return [...this.received.values()].find((received) => received.track.producer.id === producerId);
  }

  consumersOf(transport: types.WebRtcTransport): types.Consumer[] {
    const own = [...this.received.values()].filter((received) => received.transport === transport);
    return own.map(({ consumer }) => consumer);
  }

  endProbe(): void {
    this.probe?.close();
  }

  close(): void {
    this.sendTransport?.close();
    this.receiveTransport?.close();
    this.sendTransport = null;
    this.receiveTransport = null;
  }
}
