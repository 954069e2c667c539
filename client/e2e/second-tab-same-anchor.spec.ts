import { expect, test } from 'vitest';
import { goLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { untilFramesFlow } from './support/picture.ts';
import { planSession } from './support/session.ts';

test('a second tab of the anchor is refused the air, and gets it when the first is gone', async () => {
  const anchor = await arriveAnchor();
  const peer = await arrive({ persona: 'peer-1' });
  const session = await planSession(anchor);
  await goLive(anchor, session.id);
  await peer.page.goto(`/sessions/${session.id}/watch`);
  await untilFramesFlow(peer);

  const second = await anchor.newPage();
  await second.goto(`/sessions/${session.id}/studio`);
  await second.getByTestId('live-elsewhere').waitFor();
  expect(await second.getByTestId('end-session').count()).toBe(0);

  // The first one noticed nothing.
  await anchor.page.getByTestId('end-session').waitFor();
  expect(await anchor.page.getByTestId('live-elsewhere').count()).toBe(0);
  await untilFramesFlow(peer);

  await anchor.page.close();
  await second.getByTestId('live-elsewhere').getByRole('button').first().click();
  await second.getByTestId('end-session').waitFor();
  await untilFramesFlow(peer);
});
