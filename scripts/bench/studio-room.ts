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

/** The product, with the demo's anchor on air in the real studio page; the camera is the clock camera. */
export async function openStudioRoom(
  publisher: Browser,
  settings: Record<string, string> = {},
): Promise<StudioRoom> {
  const server = await startStudio(settings);
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
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
