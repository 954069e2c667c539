import type { ShelfDesk } from '@caipai/shared/schemas/shelf';
import { expect, test } from 'vitest';
import { desktop, type Person, phone } from './support/browser.ts';
import { faultsOf, paleWordsOf } from './support/looks.ts';
import { goLive, holdToEnd } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { untilFramesFlow } from './support/picture.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession, untilReviewable } from './support/session.ts';
import { fillShelf, idOf } from './support/shelf.ts';

const variants = (['zh-CN', 'en'] as const).flatMap((locale) =>
  [['desktop', desktop] as const, ['phone', phone] as const].map(([size, screen]) => ({
    name: `${locale}-${size}`,
    locale,
    screen,
  })),
);
const WAIT_MS = 15_000;
/** Sixty pages, each looked at. */
const LIMIT_MS = 480_000;

async function look(person: Person, name: string): Promise<string[]> {
  await saveScreenshot(person.page, `shelf/${name}`);
  const faults = [...(await faultsOf(person.page)), ...(await paleWordsOf(person.page))];
  const troubles = person.troubles.splice(0).map(({ kind, text }) => `${kind}: ${text}`);
  return [...faults, ...troubles].map((fault) => `${name}: ${fault}`);
}

test('products, shelf and orders stand in both languages and both sizes without a fault', {
  timeout: LIMIT_MS,
}, async () => {
  const anchor = await arriveAnchor();
  const crewIds = await Promise.all(
    (['peer-1', 'peer-2', 'instructor'] as const).map(async (persona) => idOf(await arrive({ persona }))),
  );
  const [fieldControl = null, selector = null, operations = null] = crewIds;
  const session = await planSession(anchor, { crew: { fieldControl, selector, operations } });
  const { items } = await fillShelf(anchor, session, [
    ['保温杯', 20],
    ['桂花蜜', 8],
    ['面霜', 5],
  ]);
  const [mug, , cream] = items;
  await goLive(anchor, session.id);
  await anchor.page.getByTestId('shelf-item').first().getByTestId('shelf-pin').click();
  const faults: string[] = [];

  for (const { name, locale, screen } of variants) {
    const open = async (person: Person, path: string, sign: string) => {
      await person.page.emulateMedia({ reducedMotion: 'reduce' });
      await person.page.goto(path);
      await person.page.getByTestId(sign).first().waitFor({ timeout: WAIT_MS });
      await person.page.waitForFunction(() => document.fonts.status === 'loaded');
    };
    const [control, picker, coach] = await Promise.all(
      (['peer-1', 'peer-2', 'instructor'] as const).map((persona) => arrive({ persona, locale, screen })),
    );
    if (!control || !picker || !coach) throw new Error('nobody came');

    await open(coach, `/cohorts/${session.cohortId}/products`, 'product');
    await coach.page.locator('img').first().waitFor();
    faults.push(...(await look(coach, `products.${name}`)));
    await open(coach, `/products/${mug?.productId}`, 'product-save');
    faults.push(...(await look(coach, `product.${name}`)));
    await open(picker, `/products/${cream?.productId}`, 'readiness');
    faults.push(...(await look(picker, `product-missing.${name}`)));
    await open(control, `/sessions/${session.id}/shelf`, 'planned-item');
    faults.push(...(await look(control, `plan.${name}`)));

    await open(control, `/sessions/${session.id}/console/fieldControl`, 'shelf-item');
    await control.page.getByTestId('shelf-more').first().click();
    await control.page.getByTestId('shelf-pin').last().click();
    await control.page.getByTestId('shelf-refused').waitFor();
    faults.push(...(await look(control, `console.${name}`)));
    await control.page.getByTestId('flash-price').fill('59');
    await control.page.getByTestId('flash-price').press('Enter');

    await open(picker, `/sessions/${session.id}/watch`, 'shelf-card');
    await picker.page.getByTestId('flash-left').waitFor({ timeout: WAIT_MS });
    faults.push(...(await look(picker, `watch.${name}`)));
    await picker.page.getByTestId('shelf-open').click();
    await picker.page.getByTestId('order-place').waitFor();
    faults.push(...(await look(picker, `order.${name}`)));
    await open(picker, `/sessions/${session.id}/console/selector`, 'check-sample');
    faults.push(...(await look(picker, `selector.${name}`)));
    await open(coach, `/sessions/${session.id}/watch`, 'shelf-open');
    if (name === 'zh-CN-desktop') {
      await coach.page.getByTestId('shelf-open').click();
      await coach.page.getByTestId('order-place').click();
      await coach.page.getByTestId('order-placed').filter({ hasText: '下单成功' }).waitFor();
    }
    await open(coach, `/sessions/${session.id}/console/operations`, 'order');
    faults.push(...(await look(coach, `orders.${name}`)));
    await open(coach, `/sessions/${session.id}/coach`, 'coach-video');
    faults.push(...(await look(coach, `coach.${name}`)));
    const flash = await anchor.get<ShelfDesk>(`/sessions/${session.id}/shelf`);
    expect(flash.pinnedProductId).toBe(mug?.productId);
    for (const person of [control, picker, coach]) await person.page.goto('about:blank');
  }
  faults.push(...(await look(anchor, 'studio.zh-CN-desktop')));
  await anchor.page.setViewportSize(phone.viewport);
  await anchor.page.getByTestId('tab-shelf').click();
  await anchor.page.getByRole('dialog').getByTestId('shelf-pin').first().click({ trial: true });
  faults.push(...(await look(anchor, 'studio.zh-CN-phone')));
  await anchor.page.setViewportSize(desktop.viewport);

  const watcher = await arrive({ persona: 'peer-2' });
  await watcher.page.goto(`/sessions/${session.id}/watch`);
  await untilFramesFlow(watcher, 30);
  await holdToEnd(anchor);
  await untilReviewable(anchor, session.id);
  for (const { name, locale, screen } of variants) {
    const person = await arrive({ persona: 'instructor', locale, screen });
    await person.page.goto(`/sessions/${session.id}/replay`);
    await person.page.getByTestId('timeline-pinned').first().waitFor({ state: 'attached', timeout: WAIT_MS });
    await person.page.getByTestId('tab-goods').click();
    faults.push(...(await look(person, `replay.${name}`)));
  }
  expect(faults).toEqual([]);
});
