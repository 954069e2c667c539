import { expect, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { goLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { untilFramesFlow } from './support/picture.ts';
import { planSession } from './support/session.ts';

const show = ({ page }: Person, state: DocumentVisibilityState) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

test('a hidden tab gets sound and no picture, a silent one nothing, and the picture is back in half a second', async () => {
  const anchor = await arriveAnchor();
  const peer = await arrive({ persona: 'peer-1' });
  const session = await planSession(anchor);
  await goLive(anchor, session.id);
  await peer.page.goto(`/sessions/${session.id}/watch`);
  await untilFramesFlow(peer);
  const packets = () => peer.page.evaluate(() => window.probe.packets());
  /** No packet of this kind comes within half a second. */
  const rests = async (kind: 'video' | 'audio') => {
    let last = -1;
    await expect
      .poll(
        async () => {
          const was = last;
          last = (await packets())[kind];
          return last - was;
        },
        { interval: 500, timeout: 10_000 },
      )
      .toBe(0);
  };

  await show(peer, 'hidden');
  await rests('video');
  const hidden = await packets();
  await expect
    .poll(async () => (await packets()).audio, { timeout: 5_000 })
    .toBeGreaterThan(hidden.audio + 50);
  expect((await packets()).video).toBe(hidden.video);
  await peer.page.evaluate(() => {
    const video = document.querySelector('video');
    if (video) video.muted = true;
  });
  await rests('audio');

  const backMs = peer.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const startedAtMs = performance.now();
        document
          .querySelector('video')
          ?.requestVideoFrameCallback(() => resolve(performance.now() - startedAtMs));
      }),
  );
  await show(peer, 'visible');
  expect(await backMs).toBeLessThan(500);
  await untilFramesFlow(peer);
  expect(peer.troubles).toEqual([]);
});
