import { StudioError } from '@caipai/shared/errors/studio-error';
import { PROBE_MAX_MS } from '@caipai/shared/limits';
import type { types } from 'mediasoup';
import type { Peer } from './peer.ts';

/**
 * Takes a picture whose packets are only counted on the way: it is announced to nobody, so no viewer, branch or
 * recording can reach it. A newer one takes its place, and left alone it ends by itself.
 */
export async function openProbe(
  peer: Peer,
  transportId: string,
  rtpParameters: types.RtpParameters,
): Promise<{ producerId: string }> {
  const transport = peer.getTransport(transportId);
  if (transport !== peer.sendTransport)
    throw new StudioError('media.transportNotFound', 'a receiving transport publishes nothing');
  const producer = await transport.produce({ kind: 'video', rtpParameters });
  if (transport.closed || peer.sendTransport !== transport) {
    producer.close();
    throw new StudioError('media.transportNotFound', 'the transport closed while the probe began');
  }
  peer.endProbe();
  peer.probe = producer;
  const timer = setTimeout(() => producer.close(), PROBE_MAX_MS);
  producer.observer.once('close', () => {
    clearTimeout(timer);
    if (peer.probe === producer) peer.probe = null;
  });
  return { producerId: producer.id };
}
