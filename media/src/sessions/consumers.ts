import { setTimeout } from 'node:timers/promises';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { ConsumerOffer } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup';
import { keyFramesOf } from './key-frames.ts';
import type { Peer, PublishedTrack, ReceivedTrack } from './peer.ts';

/** Opens a paused consumer of `track` for `peer`, or answers with the one that is there. */
export async function openConsumer(peer: Peer, track: PublishedTrack): Promise<ConsumerOffer> {
  const existing = peer.findReceivedOf(track.producer.id);
  if (existing) return consumerOffer(existing);
  const { receiveTransport: transport, receiveSite: site, receiveCapabilities: rtpCapabilities } = peer;
  if (!transport || transport.closed || !site || !rtpCapabilities)
    throw new StudioError('media.transportNotFound', `peer ${peer.id} has no receiving transport`);

  await site.bring(track.producer);
  const consumer = await transport.consume({
    producerId: track.producer.id,
    rtpCapabilities,
    paused: true,
  });
  const received: ReceivedTrack = { track, consumer, transport, wanted: false };
  peer.received.set(consumer.id, received);
  consumer.observer.once('close', () => peer.received.delete(consumer.id));
  return consumerOffer(received);
}

/**
 * Lets packets flow as soon as the browser can take them. A picture waits until its transport is connected,
 * since mediasoup asks the publisher for a key frame only then, and for as long as that request would be
 * dropped. For many viewers at once mediasoup asks once.
 */
export async function resumeConsumer(received: ReceivedTrack): Promise<void> {
  received.wanted = true;
  if (received.consumer.kind === 'video') {
    if (!(await whenConnected(received.transport))) return;
    await setTimeout(keyFramesOf(received.track.producer).deafForMs());
  }
  await followPause(received);
}

/** For a viewer who does not look or listen now; a track that ended meanwhile needs no pause. */
export async function pauseConsumer(received: ReceivedTrack | undefined): Promise<void> {
  if (!received) return;
  received.wanted = false;
  await followPause(received);
}

/** True once DTLS stands, false when the transport closes before it does. */
function whenConnected(transport: types.WebRtcTransport): Promise<boolean> {
  if (transport.dtlsState === 'connected') return Promise.resolve(true);
  return new Promise((resolve) => {
    const answer = () => {
      if (transport.dtlsState !== 'connected' && !transport.closed) return;
      transport.off('dtlsstatechange', answer);
      transport.observer.off('close', answer);
      resolve(!transport.closed);
    };
    transport.on('dtlsstatechange', answer);
    transport.observer.on('close', answer);
    answer();
  });
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
    feed: track.feed,
    source: track.source,
    kind: consumer.kind,
    rtpParameters: { ...consumer.rtpParameters },
    producerPaused: track.paused,
  };
}
