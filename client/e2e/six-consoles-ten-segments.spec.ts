import type { CrewJob } from '@caipai/shared/schemas/crew';
import type { ShelfDesk } from '@caipai/shared/schemas/shelf';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { goLive, holdToEnd } from './support/on-air.ts';
import { arrive, arriveAnchor, arriveInvited } from './support/people.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession, untilReviewable } from './support/session.ts';
import { fillShelf, idOf } from './support/shelf.ts';

const LIMIT_MS = 20_000;

const kinds = [
  'opening',
  'interaction',
  'product',
  'interaction',
  'product',
  'product',
  'interaction',
  'product',
  'interaction',
  'closing',
] as const;
const rundown = kinds.map((kind, index) => ({
  ...{ id: `part-${index + 1}`, kind, title: `第 ${index + 1} 段`, targetSeconds: 60, script: '' },
}));

/** The code with which a route refuses. */
async function refusal(person: Person, method: string, path: string, data?: object): Promise<string> {
  const answer = await person.page.request.fetch(`/api${path}`, { method, data });
  return (await answer.json()).error?.code ?? 'accepted';
}

test('six people at six consoles carry a rehearsal of ten segments to its end', async () => {
  const [anchor, coach, field, selector] = await Promise.all([
    arriveAnchor(),
    arrive({ persona: 'instructor', name: 'coach' }),
    arrive({ persona: 'peer-1', name: 'field control' }),
    arrive({ persona: 'peer-2', name: 'selector' }),
  ]);
  const operations = await arriveInvited(coach, 'operations');
  const planner = await arriveInvited(coach, 'script planner', { locale: 'en' });
  const crew = { fieldControl: field, selector, operations, scriptPlanner: planner } satisfies Partial<
    Record<CrewJob, Person>
  >;

  const holders = await Promise.all(
    Object.entries(crew).map(async ([job, person]) => [job, await idOf(person)] as const),
  );
  const session = await planSession(anchor, {
    ...{ title: '六人十段', rundown, crew: Object.fromEntries(holders) },
  });
  const { items } = await fillShelf(anchor, session, [
    ['保温杯', 20],
    ['面霜', 5],
  ]);
  await goLive(anchor, session.id);
  await coach.page.goto(`/sessions/${session.id}/coach`);
  for (const [job, { page }] of Object.entries(crew)) {
    await page.goto(`/sessions/${session.id}/console/${job}`);
    await page.getByTestId(`console-${job}`).waitFor({ timeout: LIMIT_MS });
  }

  // What belongs to another job is not there to be pressed, nor to be had by asking the server for it.
  for (const [job, tool] of [
    ['operations', 'shelf'],
    ['operations', 'script'],
    ['selector', 'moderation'],
    ['selector', 'script'],
    ['scriptPlanner', 'shelf'],
    ['scriptPlanner', 'orders'],
    ['fieldControl', 'script'],
  ] as const)
    expect(await crew[job].page.getByTestId(`tool-${tool}`).count(), `${tool} at ${job}`).toBe(0);
  const plan = {
    items: items.map(({ productId }) => ({ productId, priceFen: 1, stock: 1, limitPerPerson: 1 })),
  };
  for (const person of [operations, planner])
    expect(await refusal(person, 'PUT', `/sessions/${session.id}/shelf`, plan)).toBe('auth.forbidden');
  for (const person of Object.values(crew))
    expect(await refusal(person, 'DELETE', `/sessions/${session.id}`)).toBe('auth.forbidden');

  // Segments 1 and 2: the planner writes ahead of the show, the anchor reads it when its time comes.
  const runs = (title: string) =>
    anchor.page.locator('[data-segment]').filter({ hasText: title }).waitFor({ timeout: LIMIT_MS });
  const turn = async (number: number) => {
    await field.page.getByTestId('segment-next').click();
    await runs(`第 ${number} 段`);
  };
  await runs('第 1 段');
  await field.page.getByTestId('tool-rundown').click();
  await planner.page.getByTestId('script-segment').nth(2).click({ timeout: LIMIT_MS });
  await planner.page.getByTestId('segment-script').fill('先看杯口：一圈没有焊缝。');
  await planner.page.locator('[data-testid=save-state][data-state=saved]').waitFor({ timeout: LIMIT_MS });
  await turn(2);
  await turn(3);
  await anchor.page.getByText('先看杯口：一圈没有焊缝。').first().waitFor({ timeout: LIMIT_MS });

  // Segment 3: the selector has checked the goods, field control puts them on the screen, a viewer of the class buys.
  await selector.page.getByRole('checkbox').first().check({ timeout: LIMIT_MS });
  await field.page.getByTestId('tool-shelf').click();
  const row = (word: string): Locator => field.page.getByTestId('shelf-item').filter({ hasText: word });
  await row('面霜').getByTestId('shelf-pin').click({ timeout: LIMIT_MS });
  await row('面霜').getByTestId('shelf-refused').waitFor();
  await row('保温杯').getByTestId('shelf-pin').click();
  const buyer = await arriveInvited(coach, 'viewer');
  await buyer.page.goto(`/sessions/${session.id}/watch`);
  await buyer.page.getByTestId('shelf-open').click({ timeout: LIMIT_MS });
  await buyer.page.getByTestId('order-place').click();
  await buyer.page.getByTestId('order-placed').waitFor();
  await expect
    .poll(() => operations.page.getByTestId('orders-count').textContent(), { timeout: LIMIT_MS })
    .toBe('1');
  await saveScreenshot(operations.page, 'six-consoles/operations');

  // Segment 4: a question, answered by operations from its own console and marked by field control.
  await field.page.getByTestId('tool-rundown').click();
  await turn(4);
  await buyer.page.getByTestId('danmaku-input').fill('杯子多大容量？');
  await buyer.page.getByTestId('danmaku-send').click();
  await anchor.page.getByTestId('open-questions').filter({ hasText: '容量' }).waitFor();
  await field.page.getByTestId('tool-moderation').click();
  const list = field.page.getByTestId('moderation-list');
  await list.focus();
  await list.press('k');
  await list.press('a');
  await anchor.page.getByTestId('open-questions').waitFor({ state: 'detached' });

  // Segment 5: two cues at once, each to whom it is meant for; the other consoles stay quiet.
  await field.page.getByTestId('tool-rundown').click();
  await turn(5);
  await coach.page.getByTestId('cue-to-operations').click();
  await coach.page.getByTestId('cue-key-showProduct').click();
  const overlay = operations.page.getByTestId('cue-overlay');
  // It stands for some seconds only.
  await overlay.click({ timeout: LIMIT_MS });
  await field.page.getByTestId('tool-cues').click();
  await field.page.getByTestId('cue-to-anchor').click();
  await field.page.getByTestId('cue-key-slowDown').click();
  await anchor.page.getByTestId('cue-overlay').waitFor({ timeout: LIMIT_MS });
  await saveScreenshot(anchor.page, 'six-consoles/anchor');
  for (const person of [planner, selector, buyer])
    expect(await person.page.getByTestId('cue-overlay').count()).toBe(0);
  await coach.page
    .getByTestId('cue-row')
    .filter({ hasText: '运营' })
    .filter({ hasText: '已照做' })
    .waitFor({ timeout: LIMIT_MS });

  // Segments 6 to 10.
  await field.page.getByTestId('tool-rundown').click();
  for (let number = 6; number <= kinds.length; number += 1) await turn(number);
  expect(await field.page.getByTestId('segment-next').isDisabled()).toBe(true);
  for (const person of [planner, coach])
    await expect
      .poll(() => person.page.getByTestId('segment-chip').textContent(), { timeout: LIMIT_MS })
      .toContain('第 10 段');

  const desk = await anchor.get<ShelfDesk>(`/sessions/${session.id}/shelf`);
  expect(desk.orders).toMatchObject({ count: 1, pieces: 1 });
  await holdToEnd(anchor);
  await untilReviewable(coach, session.id);
  await coach.page.goto(`/sessions/${session.id}/replay`);
  await expect.poll(() => coach.page.getByTestId('timeline-segment').count(), { timeout: LIMIT_MS }).toBe(10);
  for (const { troubles } of [anchor, ...Object.values(crew), buyer])
    expect(troubles.filter(({ text }) => !text.includes('403'))).toEqual([]);
}, 300_000);
