import type { ScoreSheet } from '@caipai/shared/schemas/rubric';
import { expect, inject, onTestFinished, test } from 'vitest';
import { openCuttableNetwork } from './support/cuttable-network.ts';
import { goLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { planSession } from './support/session.ts';

test('a mark made without a connection survives a reload and is saved with its own moment', async () => {
  const network = await openCuttableNetwork(inject('studio').baseUrl);
  onTestFinished(() => network.close());
  const anchor = await arriveAnchor();
  const peer = await arrive({ persona: 'peer-1', baseUrl: network.baseUrl });
  const session = await planSession(anchor);
  await goLive(anchor, session.id);
  const { page } = peer;
  await page.goto(`/sessions/${session.id}/watch`);
  await page.getByTestId('open-rubric').click();
  await page.getByTestId('mark-place-1').click();
  await page.locator('[data-testid="mark-fate-place"][data-fate="saved"]').waitFor();

  network.cut();
  await page.locator('[data-testid="connection-badge"][data-state="away"]').waitFor();
  await page.getByTestId('note-open-flow').click();
  await page.getByTestId('note-flow').fill('促单说得太快 <b>慢一点</b>');
  await page.getByTestId('mark-flow-2').click();
  const markedAtMs = await page.evaluate(() => window.probe.lastInputMs);
  await page.locator('[data-testid="mark-fate-flow"][data-fate="waiting"]').waitFor();

  // Whoever reloads without a network gets the browser's own page; what was marked waits behind it.
  await page.reload().catch(() => {});
  await page.waitForURL(/^chrome-error:/);
  network.mend();
  await page.goto(`/sessions/${session.id}/watch`);
  await page.getByTestId('open-rubric').click();
  await page.locator('[data-testid="mark-fate-flow"][data-fate="saved"]').waitFor();
  expect(await page.getByTestId('note-flow').inputValue()).toBe('促单说得太快 <b>慢一点</b>');

  const { marks } = await peer.get<ScoreSheet>(`/sessions/${session.id}/score`);
  const saved = marks.find(({ criterionId }) => criterionId === 'flow');
  expect(saved).toMatchObject({ level: 2, note: '促单说得太快 <b>慢一点</b>' });
  expect(Math.abs((saved?.atMs ?? 0) - markedAtMs)).toBeLessThan(250);
  expect(marks.find(({ criterionId }) => criterionId === 'place')).toMatchObject({ level: 1 });
});
