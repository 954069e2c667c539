import type { Browser } from 'playwright-core';
import { openPerson, type Person } from '../../client/e2e/support/browser.ts';
import { goLive } from '../../client/e2e/support/on-air.ts';
import { planSession } from '../../client/e2e/support/session.ts';
import { type StudioServer, startStudio } from '../../client/e2e/support/studio-server.ts';
import { sourceSize } from './baseline/bare-room.ts';

export interface StudioRoom {
  server: StudioServer;
  sessionId: string;
  anchor: Person;
  close(): Promise<void>;
}

/**
 * The product, with the demo's anchor on air in the real studio page; the camera is the clock camera. Without
 * a server to take place in, it gets one of its own.
 */
export async function openStudioRoom(publisher: Browser, shared?: StudioServer): Promise<StudioRoom> {
  const server = shared ?? (await startStudio());
  const leave = () => (shared ? Promise.resolve() : server.close());
  try {
    const anchor = await openPerson(publisher, { baseUrl: server.baseUrl, persona: 'anchor' });
    await anchor.page.addInitScript(`window.useClockCamera(${JSON.stringify(sourceSize)})`);
    const session = await planSession(anchor, { orientation: 'landscape' });
    await goLive(anchor, session.id);
    return {
      server,
      sessionId: session.id,
      anchor,
      async close() {
        await anchor.close();
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}
