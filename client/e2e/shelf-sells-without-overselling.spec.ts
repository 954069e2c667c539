import type { ShelfDesk, ShelfItem } from '@caipai/shared/schemas/shelf';
import { expect, test } from 'vitest';
import { goLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { planSession } from './support/session.ts';
import { fillShelf, idOf } from './support/shelf.ts';

const WAIT_MS = 10_000;

test('field control pins, two viewers reach for the last one, one gets it, and a reload keeps the card', async () => {
  const anchor = await arriveAnchor();
  const control = await arrive({ persona: 'peer-1' });
  const viewer = await arrive({ persona: 'peer-2' });
  const coach = await arrive({ persona: 'instructor' });
  const session = await planSession(anchor, { crew: { fieldControl: await idOf(control) } });
  await fillShelf(anchor, session, [
    ['保温杯', 1],
    ['面霜', 5],
  ]);
  await goLive(anchor, session.id);
  await Promise.all([
    control.page.goto(`/sessions/${session.id}/console/fieldControl`),
    viewer.page.goto(`/sessions/${session.id}/watch`),
    coach.page.goto(`/sessions/${session.id}/watch`),
  ]);

  // What lacks its papers stays off the screen, and the page says which ones.
  const row = (word: string) => control.page.getByTestId('shelf-item').filter({ hasText: word });
  await row('面霜').getByTestId('shelf-pin').click({ timeout: WAIT_MS });
  await row('面霜').getByTestId('shelf-refused').filter({ hasText: '化妆品备案' }).waitFor();

  await row('保温杯').getByTestId('shelf-pin').click();
  const buyers = [viewer, coach];
  for (const { page } of buyers) {
    await page.getByTestId('shelf-stock').filter({ hasText: '剩 1 件' }).waitFor({ timeout: WAIT_MS });
    expect(await page.getByTestId('shelf-price').textContent()).toBe('¥79.00');
    await page.getByTestId('shelf-open').click();
    await page.getByTestId('order-place').waitFor();
  }
  await Promise.all(buyers.map(({ page }) => page.getByTestId('order-place').click()));
  const fates = await Promise.all(
    buyers.map(async ({ page }) => {
      const won = page.getByTestId('order-placed').filter({ hasText: '下单成功' });
      const lost = page.getByTestId('order-refused');
      await won.or(lost).first().waitFor({ timeout: WAIT_MS });
      return (await lost.count()) > 0 ? 'sold out' : 'got it';
    }),
  );
  expect(fates.sort()).toEqual(['got it', 'sold out']);

  await viewer.page.reload();
  await viewer.page.getByTestId('shelf-stock').filter({ hasText: '已售罄' }).waitFor({ timeout: WAIT_MS });
  const desk = await anchor.get<ShelfDesk>(`/sessions/${session.id}/shelf`);
  expect(desk.orders).toMatchObject({ count: 1, pieces: 1, totalFen: 7_900 });
  expect(desk.items.find(({ title }: ShelfItem) => title.includes('保温杯'))).toMatchObject({
    stock: 0,
    sold: 1,
  });

  // More arrive, at a price that runs out by the server's clock.
  await row('保温杯').getByTestId('shelf-more').click();
  await control.page.getByTestId('stock-left').fill('3');
  await control.page.getByTestId('stock-left').press('Enter');
  await viewer.page.getByTestId('shelf-stock').filter({ hasText: '剩 3 件' }).waitFor({ timeout: WAIT_MS });
  await control.page.getByTestId('flash-price').fill('58.99');
  await control.page.getByTestId('flash-price').press('Enter');
  await control.page.getByText('低于底价').waitFor();
  await control.page.getByTestId('flash-price').fill('59');
  await control.page.getByTestId('flash-price').press('Enter');
  await viewer.page.getByTestId('flash-left').waitFor({ timeout: WAIT_MS });
  expect(await viewer.page.getByTestId('shelf-price').textContent()).toBe('¥59.00');

  await row('保温杯').getByTestId('shelf-pin').click();
  await viewer.page.getByTestId('shelf-card').waitFor({ state: 'detached', timeout: WAIT_MS });
  for (const { troubles } of [control, viewer, coach]) expect(troubles).toEqual([]);
});
