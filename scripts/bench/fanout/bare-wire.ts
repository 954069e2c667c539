/// <reference lib="dom" />
import type { Wire } from './page.ts';

async function ask<T>(name: string, input: object = {}): Promise<T> {
  const response = await fetch(`/ask/${name}`, { method: 'POST', body: JSON.stringify(input) });
  return response.json() as Promise<T>;
}

/** The bare SFU of bench/baseline. */
export function bareWire(): Wire {
  return {
    capabilities: () => ask('capabilities'),
    openSend: () => ask('openSend'),
    produce: async (track) => (await ask<{ id: string }>('produce', track)).id,
    goLive: async () => {},
    async openReceive(rtpCapabilities) {
      const { offer, offers } = await ask<{ offer: never; offers: never }>('openReceive', {
        rtpCapabilities,
      });
      return { transport: offer, offers };
    },
    connect: (transportId, dtlsParameters) => ask('connect', { transportId, dtlsParameters }),
    pause: (consumerIds) => ask('pause', { consumerIds }),
    resume: (consumerIds) => ask('resume', { consumerIds }),
    close() {},
  };
}
