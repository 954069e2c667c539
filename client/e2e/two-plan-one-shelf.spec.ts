import { expect, test } from 'vitest';
import { desktop, phone } from './support/browser.ts';
import { faultsOf, paleWordsOf } from './support/looks.ts';
import { arrive } from './support/people.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession } from './support/session.ts';
import { fillShelf } from './support/shelf.ts';

const WAIT_MS = 20_000;

test.each([
  { locale: 'zh-CN', size: 'desktop', screen: desktop },
  { locale: 'en', size: 'phone', screen: phone },
] as const)(
  'two plan one shelf, and the later one decides with both plans in view ($locale, $size)',
  async (variant) => {
    const { locale, size, screen } = variant;
    const anchor = await arrive({ persona: 'anchor', locale, screen });
    const coach = await arrive({ persona: 'instructor' });
    const session = await planSession(anchor);
    await fillShelf(anchor, session, [
      ['保温杯', 20],
      ['桂花蜜', 5],
    ]);
    for (const { page } of [anchor, coach]) {
      await page.goto(`/sessions/${session.id}/shelf`);
      await page.getByTestId('planned-item').nth(1).waitFor({ timeout: WAIT_MS });
    }
    const stockOf = ({ page }: typeof anchor, row: number) =>
      page
        .getByTestId('planned-item')
        .nth(row)
        .getByLabel(/库存|Stock/);
    await stockOf(coach, 0).fill('7');
    await coach.page.getByTestId('shelf-save').click();
    await coach.page.getByRole('status').waitFor({ timeout: WAIT_MS });

    await stockOf(anchor, 1).fill('99');
    await anchor.page.getByTestId('shelf-save').click();
    const conflict = anchor.page.getByTestId('shelf-conflict');
    await conflict.filter({ hasText: '7' }).waitFor({ timeout: WAIT_MS });
    await saveScreenshot(anchor.page, `two-planners/conflict.${locale}-${size}`);
    expect([...(await faultsOf(anchor.page)), ...(await paleWordsOf(anchor.page))]).toEqual([]);
    // What was typed is still there, and goes in once they have seen what stands.
    expect(await stockOf(anchor, 1).inputValue()).toBe('99');
    await anchor.page.getByTestId('shelf-keep-mine').click();
    await conflict.waitFor({ state: 'detached' });
    await anchor.page.getByTestId('shelf-save').click();
    await anchor.page.getByRole('status').waitFor({ timeout: WAIT_MS });
    const { items } = await anchor.get<{ items: { stock: number }[] }>(`/sessions/${session.id}/shelf`);
    expect(items.map(({ stock }) => stock)).toEqual([20, 99]);
  },
);
