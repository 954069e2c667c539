import { expect, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { goLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { planSession } from './support/session.ts';

const hostile = [
  '<img src=x onerror="window.hurt=1">',
  '<script>window.hurt=1</script>',
  'مرحبا \u202Eabc\u202C 👩‍👩‍👧‍👦',
];

test('markup in comments, cues, notes and titles is shown as typed and runs nowhere', async () => {
  const anchor = await arriveAnchor();
  const instructor = await arrive({ persona: 'instructor' });
  const peer = await arrive({ persona: 'peer-1' });
  const title = '<svg onload="window.hurt=1">彩排';
  const session = await planSession(anchor, { title });
  await goLive(anchor, session.id);
  await peer.page.goto(`/sessions/${session.id}/watch`);
  await instructor.page.goto(`/sessions/${session.id}/coach`);
  await instructor.page.getByTestId('tab-danmaku').click();
  const everybody: Person[] = [anchor, instructor, peer];

  for (const text of hostile) {
    await peer.page.getByTestId('danmaku-input').fill(text);
    await peer.page.getByTestId('danmaku-send').click();
  }
  await instructor.page.getByTestId('cue-text').fill('<b onclick=hurt()>慢</b>');
  await instructor.page.getByTestId('cue-send').click();
  for (const { page } of everybody) {
    await page.getByTestId('danmaku-item').filter({ hasText: hostile[0] }).waitFor();
    await page.getByTestId('danmaku-item').filter({ hasText: hostile[1] }).waitFor();
    // What turns the reading direction of the text around it is taken out, the rest stays.
    await page.getByTestId('danmaku-item').filter({ hasText: 'مرحبا abc 👩‍👩‍👧‍👦' }).waitFor();
    await page.getByRole('heading', { name: title }).waitFor();
  }
  await anchor.page.getByTestId('cue-overlay').filter({ hasText: '<b onclick=hurt()>慢</b>' }).waitFor();
  for (const { page, troubles } of everybody) {
    expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
    expect(await page.locator('[onerror], [onload], [onclick]').count()).toBe(0);
    expect(troubles).toEqual([]);
  }
});

test('an empty comment cannot be sent, a long one says by how much it is too long', async () => {
  const anchor = await arriveAnchor();
  const peer = await arrive({ persona: 'peer-1' });
  const session = await planSession(anchor);
  await goLive(anchor, session.id);
  await peer.page.goto(`/sessions/${session.id}/watch`);
  const send = peer.page.getByTestId('danmaku-send');
  await send.waitFor();
  expect(await send.isDisabled()).toBe(true);
  await peer.page.getByTestId('danmaku-input').fill('长'.repeat(61));
  expect(await send.isDisabled()).toBe(true);
  await peer.page.getByTestId('danmaku-input').fill('长'.repeat(60));
  expect(await send.isDisabled()).toBe(false);
});
