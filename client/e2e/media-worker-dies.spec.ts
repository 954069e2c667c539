import { execFileSync } from 'node:child_process';
import { expect, inject, test } from 'vitest';
import { goLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { untilFramesFlow } from './support/picture.ts';
import { planSession } from './support/session.ts';
import { childrenOf } from './support/studio-server.ts';

test('when the media worker dies the picture comes back without a reload', async () => {
  const anchor = await arriveAnchor();
  const peer = await arrive({ persona: 'peer-1' });
  const session = await planSession(anchor);
  await goLive(anchor, session.id);
  await peer.page.goto(`/sessions/${session.id}/watch`);
  await untilFramesFlow(peer);
  for (const { page } of [anchor, peer]) await page.evaluate(() => Object.assign(window, { stayed: true }));

  const workers = childrenOf(inject('studio').pid, 'mediasoup-worker');
  expect(workers).toHaveLength(1);
  execFileSync('kill', ['-9', String(workers[0])]);

  await peer.page.evaluate(() => window.probe.forget('[data-testid=watch-video]'));
  await untilFramesFlow(peer, 40);
  await peer.page.locator('[data-testid=air-badge][data-state=live]').waitFor();
  expect(await peer.page.evaluate(() => window.probe.code('[data-testid=watch-video]'))).not.toBeNull();
  for (const { page } of [anchor, peer]) expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
  expect(childrenOf(inject('studio').pid, 'mediasoup-worker')).not.toEqual(workers);
});
