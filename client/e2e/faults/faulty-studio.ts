import { onTestFinished, type TestContext } from 'vitest';
import type { Person } from '../support/browser.ts';
import { type FaultyNetwork, openFaultyNetwork, whyNoFaults } from '../support/network-namespace.ts';
import { arrive } from '../support/people.ts';
import { type StudioServer, startStudio } from '../support/studio-server.ts';

export interface FaultyStudio {
  network: FaultyNetwork;
  studio: StudioServer;
  /** At the far end of the network. */
  anchor: Person;
  /** On the server's side of it. */
  viewer: Person;
}

/** A server of its own, an anchor behind a network that can be broken, and a viewer who has a good one. */
export async function openFaultyStudio({ skip }: TestContext): Promise<FaultyStudio> {
  const reason = await whyNoFaults();
  if (reason) skip(reason);
  const network = await openFaultyNetwork();
  onTestFinished(() => network.close());
  const studio = await startStudio({
    HOST: network.serverAddress,
    MEDIA_ANNOUNCED_ADDRESSES: network.serverAddress,
  });
  onTestFinished(() => studio.close());
  const { baseUrl } = studio;
  const anchor = await arrive({
    baseUrl,
    persona: 'anchor',
    devices: { kind: 'files', orientation: 'portrait', language: 'zh' },
    place: network.farEnd(baseUrl),
  });
  const viewer = await arrive({ baseUrl, persona: 'peer-1', place: network.nearEnd(baseUrl) });
  return { network, studio, anchor, viewer };
}
