/// <reference lib="dom" />
import type { RequestInput, RequestName, RequestValues } from '@caipai/shared/protocol/requests';
import type { Result } from '@caipai/shared/protocol/result';
import { PROTOCOL_VERSION } from '@caipai/shared/protocol/version';
import { io } from 'socket.io-client';
import type { Wire } from './page.ts';

/** The product by its real protocol: a socket of its own for each tab, a join, and what the pages ask after it. */
export async function studioWire(sessionId: string, as: 'studio' | 'watch'): Promise<Wire> {
  const socket = io({
    transports: ['websocket'],
    auth: { protocolVersion: PROTOCOL_VERSION, tabId: crypto.randomUUID() },
    forceNew: true,
    reconnection: false,
  });
  async function ask<N extends RequestName>(
    name: N,
    input: Omit<RequestInput<N>, 'sessionId'>,
  ): Promise<RequestValues[N]> {
    const answer: Result<RequestValues[N]> = await socket
      .timeout(20_000)
      .emitWithAck(name, { sessionId, ...input });
    if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.code}`);
    return answer.value;
  }
  const { rtpCapabilities } = await ask('session:join', { as });
  const asOptions = ({ transportId, ...offer }: RequestValues['media:openSend']) =>
    ({ id: transportId, ...offer }) as never;
  return {
    capabilities: async () => rtpCapabilities as never,
    async openSend() {
      await ask('session:openLobby', {});
      return asOptions(await ask('media:openSend', {}));
    },
    async produce({ transportId, kind, rtpParameters }) {
      const source = kind === 'video' ? 'camera' : 'microphone';
      const track = { transportId, source, kind, rtpParameters: { ...rtpParameters } } as const;
      return (await ask('media:publish', track)).producerId;
    },
    async goLive() {
      await ask('session:goLive', {});
    },
    async openReceive(capabilities) {
      const answer = await ask('media:openReceive', { rtpCapabilities: { ...capabilities } });
      return {
        transport: asOptions(answer.transport),
        offers: answer.consumers.map(({ consumerId, producerId, kind, rtpParameters }) => ({
          ...{ id: consumerId, producerId, kind, rtpParameters: rtpParameters as never },
        })),
      };
    },
    async connect(transportId, dtlsParameters) {
      await ask('media:connect', { transportId, dtlsParameters: dtlsParameters as never });
    },
    async pause(consumerIds) {
      await ask('media:pause', { consumerIds });
    },
    async resume(consumerIds) {
      await ask('media:resume', { consumerIds });
    },
    close: () => void socket.disconnect(),
  };
}
