/// <reference lib="dom" />
import type { RequestInput, RequestName, RequestValues } from '@caipai/shared/protocol/requests';
import type { Wire } from './page.ts';

declare global {
  interface Window {
    /** Opens the tab's socket first when it has none. */
    askStudio(tab: string, name: RequestName, input: unknown): Promise<unknown>;
    leaveStudio(tab: string): Promise<void>;
  }
}

/**
 * The product by its real protocol: a socket of its own for each tab, a join, and what the pages ask after it. The
 * sockets are outside of the browser: of one that opens fifty it holds back each for seconds, to spare the server.
 */
export async function studioWire(sessionId: string, as: 'studio' | 'watch'): Promise<Wire> {
  const tab = crypto.randomUUID();
  async function ask<N extends RequestName>(
    name: N,
    input: Omit<RequestInput<N>, 'sessionId'>,
  ): Promise<RequestValues[N]> {
    return (await window.askStudio(tab, name, { sessionId, ...input })) as RequestValues[N];
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
    close: () => void window.leaveStudio(tab),
  };
}
