import { expect, test } from 'vitest';
import { planSession } from '../support/session.ts';
import { openFaultyStudio } from './faulty-studio.ts';

test('before air the anchor reads that the way loses packets, and that it is mended', async (context) => {
  const { network, anchor } = await openFaultyStudio(context);
  const session = await planSession(anchor);
  await anchor.page.goto(`/sessions/${session.id}/studio`);
  const words = () => anchor.page.getByTestId('check-network').textContent();
  const verdict = () => anchor.page.getByTestId('verdict').textContent();
  await expect.poll(words, { timeout: 60_000 }).toMatch(/可播 \d+p/);

  await network.loss(30, 'up');
  await anchor.page.getByTestId('probe-again').click();
  await expect.poll(words, { timeout: 60_000 }).toMatch(/丢包|只够声音/);
  await expect.poll(verdict, { timeout: 20_000 }).toMatch(/网络丢包|网络只够声音/);

  await network.loss(0, 'up');
  await anchor.page.getByTestId('probe-again').click();
  await expect.poll(words, { timeout: 60_000 }).toMatch(/可播 \d+p/);
});
