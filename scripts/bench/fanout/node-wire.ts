/// <reference lib="dom" />
import type { ReceiveOffer, TransportOffer } from '@caipai/shared/schemas/media';
import type { Wire } from './page.ts';

declare global {
  interface Window {
    /** Hands a request to the media node through the program that drives this page. */
    callNode(name: string, input: object): Promise<unknown>;
  }
}

/** A media node alone, by the requests that the server sends it. */
export function nodeWire(roomId: string): Wire {
  const peerId = crypto.randomUUID();
  const ask = <T>(name: string, input: object = {}) =>
    window.callNode(name, { roomId, peerId, ...input }) as Promise<T>;
  const audience = 'everyone';
  const asOptions = ({ transportId, ...offer }: TransportOffer) => ({ id: transportId, ...offer }) as never;
  return {
    capabilities: async () => (await ask<{ rtpCapabilities: never }>('room:open')).rtpCapabilities,
    openSend: async () => asOptions(await ask('transport:openSend')),
    async produce({ kind, ...track }) {
      const source = kind === 'video' ? 'camera' : 'microphone';
      return (
        await ask<{ producerId: string }>('producer:open', {
          ...track,
          kind,
          source,
          feed: 'anchor',
          audience,
        })
      ).producerId;
    },
    goLive: async () => {},
    async openReceive(rtpCapabilities) {
      const answer = await ask<ReceiveOffer>('transport:openReceive', { rtpCapabilities, audience });
      return {
        transport: asOptions(answer.transport),
        offers: answer.consumers.map(({ consumerId, producerId, kind, rtpParameters }) => ({
          ...{ id: consumerId, producerId, kind, rtpParameters: rtpParameters as never },
        })),
      };
    },
    connect: (transportId, dtlsParameters) => ask('transport:connect', { transportId, dtlsParameters }),
    pause: (consumerIds) => ask('consumer:pause', { consumerIds }),
    resume: (consumerIds) => ask('consumer:resume', { consumerIds }),
    close: () => void ask('peer:close'),
  };
}
