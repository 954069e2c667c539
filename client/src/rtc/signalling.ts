import type { RequestInput, RequestName, RequestValues } from '@caipai/shared/protocol/requests';
import type { Result } from '@caipai/shared/protocol/result';
import type { TransportOffer } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup-client';

export type MediaRequestName = Extract<RequestName, `media:${string}`>;

/** Asks the server within one session. Never throws: a lost answer is a refusal too. */
export type MediaAsk = <N extends MediaRequestName>(
  name: N,
  input: Omit<RequestInput<N>, 'sessionId'>,
) => Promise<Result<RequestValues[N]>>;

/**
 * The wire keeps WebRTC parameters opaque, since mediasoup makes them on one side and checks them on
 * the other. Here is the one place where they get mediasoup's own types back.
 */
export function transportOptions(offer: TransportOffer): types.TransportOptions {
  return {
    id: offer.transportId,
    iceParameters: offer.iceParameters as unknown as types.IceParameters,
    iceCandidates: offer.iceCandidates as unknown as types.IceCandidate[],
    dtlsParameters: offer.dtlsParameters as unknown as types.DtlsParameters,
  };
}

export function asWire(value: object): Record<string, unknown> {
  return value as Record<string, unknown>;
}
