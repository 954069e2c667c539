import { setTimeout } from 'node:timers/promises';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { ConsumerOffer } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup';
import type { Peer, PublishedTrack, ReceivedTrack } from './peer.ts';

/** Opens a paused consumer of `track` for `peer`, or answers with the one that is there. */
export async function openConsumer(peer: Peer, track: PublishedTrack): Promise<ConsumerOffer> {
  const existing = peer.findReceivedOf(track.producer.id);
  if (existing) return consumerOffer(existing);
  const { receiveTransport: transport, receiveCapabilities: rtpCapabilities } = peer;
  if (!transport || transport.closed || !rtpCapabilities)
    throw new StudioError('media.transportNotFound', `peer ${peer.id} has no receiving transport`);

  const consumer = await transport.consume({
    producerId: track.producer.id,
    rtpCapabilities,
    paused: true,
  });
  const received: ReceivedTrack = { track, consumer, wanted: false };
  peer.received.set(consumer.id, received);
  consumer.observer.once('close', () => peer.received.delete(consumer.id));
  return consumerOffer(received);
}

/**
 * Browsers drop a key frame request that comes within 300 ms of the last one they served (libwebrtc's
 * minimum interval), and mediasoup asks again only after a second. Measured from the key frame's arrival.
 */
const DEAF_MS = 290;

/** Lets packets flow; mediasoup asks the publisher for a key frame by itself, for many viewers at once only once. */
export async function resumeConsumer(received: ReceivedTrack): Promise<void> {
  received.wanted = true;
  const deafForMs = received.track.keyFrameAtMs + DEAF_MS - performance.now();
  if (received.consumer.kind === 'video' && deafForMs > 0) await setTimeout(deafForMs);
  await followPause(received);
}

/** Puts a consumer into the state that the publisher's pause and the viewer's wish ask for. */
export async function followPause(received: ReceivedTrack): Promise<void> {
  const { consumer, track, wanted } = received;
  if (consumer.closed) return;
  if (wanted && !track.paused) await consumer.resume();
  else await consumer.pause();
}

export async function preferLayer(consumer: types.Consumer, spatialLayer: number): Promise<void> {
  if (consumer.type === 'simple') return;
  await consumer.setPreferredLayers({ spatialLayer });
}

function consumerOffer({ consumer, track }: ReceivedTrack): ConsumerOffer {
  return {
    consumerId: consumer.id,
    producerId: track.producer.id,
    publisherId: track.peerId,
    source: track.source,
    kind: consumer.kind,
    rtpParameters: { ...consumer.rtpParameters },
    producerPaused: track.paused,
  };
}
