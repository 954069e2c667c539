import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { openPerson } from '../../../client/e2e/support/browser.ts';
import { childrenOf } from '../../../client/e2e/support/studio-server.ts';
import { firstFrameMs, followFromStart } from '../first-frame.ts';
import { openStudioRoom } from '../studio-room.ts';

const PICTURE = '[data-testid=watch-video]';
/** A picture that has stood for this long has seen the estimator and the layers settle. */
const STEADY_MS = 3_000;
const LIMIT_MS = 30_000;

export interface Rebuild {
  /** From the worker's death to the first picture that was taken after it. */
  rebuiltMs: number;
  /** What the viewer's own reload of the page takes while everything is well. */
  reloadMs: number;
}

/** A session with its anchor and one viewer in their pages; its only media worker is killed. */
export async function killWorker(publisher: Browser, viewer: Browser): Promise<Rebuild> {
  await using open = new AsyncDisposableStack();
  // A server of its own each time: a worker that dies again soon is started more slowly on purpose.
  const room = await openStudioRoom(publisher);
  open.defer(() => room.close());
  const peer = await openPerson(viewer, { baseUrl: room.server.baseUrl, persona: 'peer-1' });
  open.defer(() => peer.close());
  await followFromStart(peer.page, PICTURE, true);
  await peer.page.goto(`/sessions/${room.sessionId}/watch`);
  await firstFrameMs(peer.page, PICTURE);

  const reloadedAtMs = Date.now();
  await peer.page.reload({ waitUntil: 'commit' });
  const reloadMs = (await firstFrameMs(peer.page, PICTURE)) - reloadedAtMs;
  await setTimeout(STEADY_MS);

  const [workerPid = Number.NaN] = childrenOf(room.server.pid, 'mediasoup-worker');
  const killedAtMs = Date.now();
  process.kill(workerPid, 'SIGKILL');
  const back = await peer.page.waitForFunction(
    ({ selector, afterMs }) =>
      window.probe.frames(selector).find(({ code }) => code !== null && code > afterMs)?.wallMs,
    { selector: PICTURE, afterMs: killedAtMs },
    { polling: 20, timeout: LIMIT_MS },
  );
  return { rebuiltMs: ((await back.jsonValue()) ?? Number.NaN) - killedAtMs, reloadMs };
}
