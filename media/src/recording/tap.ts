import type { Socket } from 'node:dgram';
import type { types } from 'mediasoup';
import type { RtpInput } from '../ffmpeg/sdp.ts';
import { freePortPair } from './udp.ts';

const LOOPBACK = '127.0.0.1';

/** A paused consumer that will send one track to a local port pair as plain RTP. */
export interface Tap {
  input: RtpInput;
  producer: types.Producer;
  consumer: types.Consumer;
  ssrc: number;
  /** RTP and RTCP ports on which ffmpeg has to listen. */
  ports: [number, number];
  close(): void;
}

/**
 * Opens a tap on `producer`. mediasoup's own sender reports go to `rtcpSink` and not to ffmpeg: they
 * state when a packet came in, so every report would shift the picture by the network's jitter.
 */
export async function openTap(
  router: types.Router,
  producer: types.Producer,
  rtcpSink: Socket,
): Promise<Tap> {
  const port = await freePortPair();
  const transport = await router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: LOOPBACK },
    rtcpListenInfo: { protocol: 'udp', ip: LOOPBACK },
    rtcpMux: false,
    comedia: false,
  });
  try {
    await transport.connect({ ip: LOOPBACK, port, rtcpPort: rtcpSink.address().port });
    const layers = (producer.rtpParameters.encodings?.length ?? 1) - 1;
    const consumer = await transport.consume({
      producerId: producer.id,
      rtpCapabilities: tapCapabilities(router, producer),
      paused: true,
      enableRtx: false,
      ...(layers > 0 ? { preferredLayers: { spatialLayer: layers } } : {}),
    });
    const codec = consumer.rtpParameters.codecs[0];
    const ssrc = consumer.rtpParameters.encodings?.[0]?.ssrc;
    if (!codec || ssrc === undefined) throw new Error('consumer without codec or ssrc');
    return {
      input: { kind: producer.kind, port, codec },
      producer,
      consumer,
      ssrc,
      ports: [port, port + 1],
      close: () => transport.close(),
    };
  } catch (error) {
    transport.close();
    throw error;
  }
}

/** ffmpeg takes the codec as it is, without header extensions and without a second stream of repairs. */
function tapCapabilities(router: types.Router, producer: types.Producer): types.RtpCapabilities {
  const mimeType = producer.rtpParameters.codecs[0]?.mimeType.toLowerCase();
  const codecs = (router.rtpCapabilities.codecs ?? [])
    .filter((codec) => codec.mimeType.toLowerCase() === mimeType)
    .map((codec) => ({
      ...codec,
      rtcpFeedback: (codec.rtcpFeedback ?? []).filter(
        ({ type, parameter }) => (type === 'nack' && parameter === 'pli') || type === 'ccm',
      ),
    }));
  return { codecs, headerExtensions: [] };
}
