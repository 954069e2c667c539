import type { TimelineItem } from '@caipai/shared/schemas/replay';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { expect, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { goLive, holdToEnd } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { planSession, untilReviewable } from './support/session.ts';
import { fillShelf, idOf } from './support/shelf.ts';

const WAIT_MS = 15_000;
const HOUR_MS = 3_600_000;

/** From the next page on their computer's clock is wrong by so much. */
async function setWrong({ page }: Person, byMs: number): Promise<void> {
  await page.addInitScript(`
    window.Date = class extends Date {
      constructor(...parts) { parts.length === 0 ? super(Date.now()) : super(...parts); }
      static now() { return super.now() + ${byMs}; }
    };
  `);
}

test('whose clock is wrong by hours is cued, sells, counts down and is replayed like everybody else', async () => {
  const anchor = await arriveAnchor();
  const coach = await arrive({ persona: 'instructor' });
  const control = await arrive({ persona: 'peer-1' });
  const viewer = await arrive({ persona: 'peer-2' });
  await setWrong(anchor, -3 * HOUR_MS);
  await setWrong(coach, 2 * HOUR_MS);
  await setWrong(viewer, 26 * HOUR_MS);
  const session = await planSession(anchor, { crew: { fieldControl: await idOf(control) } });
  await fillShelf(anchor, session, [['保温杯', 5]]);
  await goLive(anchor, session.id);
  await Promise.all([
    coach.page.goto(`/sessions/${session.id}/coach`),
    control.page.goto(`/sessions/${session.id}/console/fieldControl`),
    viewer.page.goto(`/sessions/${session.id}/watch`),
  ]);
  const wrongBy = await viewer.page.evaluate(() => Date.now());
  expect(wrongBy - Date.now()).toBeGreaterThan(25 * HOUR_MS);

  // A cue is drawn, and its way is known: it is neither too old for the anchor nor from the future.
  await coach.page.getByTestId('cue-key-smile').click({ timeout: WAIT_MS });
  await anchor.page.getByTestId('cue-overlay').waitFor({ timeout: WAIT_MS });
  await coach.page.locator('[data-testid="cue-row"][data-stage="seen"]').waitFor({ timeout: WAIT_MS });

  // A price for a minute is there for a minute.
  const row = control.page.getByTestId('shelf-item').filter({ hasText: '保温杯' });
  await row.getByTestId('shelf-pin').click({ timeout: WAIT_MS });
  await row.getByTestId('shelf-more').click();
  await control.page.getByTestId('flash-price').fill('59');
  await control.page.getByTestId('flash-price').press('Enter');
  const left = viewer.page.getByTestId('flash-left');
  await left.waitFor({ timeout: WAIT_MS });
  expect(await left.textContent()).toMatch(/(?<!\d)(?:0?0:[0-5]\d|0?1:00)(?!\d)/);

  await viewer.page.getByTestId('danmaku-input').fill('杯盖漏不漏水？');
  await viewer.page.getByTestId('danmaku-send').click();
  await anchor.page.getByTestId('danmaku-item').filter({ hasText: '漏不漏水' }).waitFor({ timeout: WAIT_MS });
  await coach.page.getByTestId('mark-goods-3').click();
  await coach.page
    .locator('[data-testid="mark-fate-goods"][data-fate="saved"]')
    .waitFor({ timeout: WAIT_MS });

  await holdToEnd(anchor);
  await untilReviewable(coach, session.id);
  const { startedAtMs, endedAtMs } = await coach.get<SessionDetail>(`/sessions/${session.id}`);
  const items = await coach.get<TimelineItem[]>(`/sessions/${session.id}/timeline`);
  const placed = items.filter(({ entry }) =>
    ['cue.sent', 'danmaku.sent', 'mark.saved', 'shelf.flashPrice'].includes(entry.kind),
  );
  expect(new Set(placed.map(({ entry }) => entry.kind)).size).toBe(4);
  for (const { entry } of placed) {
    expect(entry.atMs, entry.kind).toBeGreaterThanOrEqual(startedAtMs ?? Number.NaN);
    expect(entry.atMs, entry.kind).toBeLessThanOrEqual(endedAtMs ?? Number.NaN);
  }
  for (const { troubles } of [anchor, coach, control, viewer]) expect(troubles).toEqual([]);
});
