import { expect, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { goLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession } from './support/session.ts';

const rung = ({ page }: Person, step: string) =>
  page.locator(`[data-testid=violation-overlay][data-step=${step}]`);
const sounds = ({ page }: Person) =>
  page.getByTestId('watch-video').evaluate((video: HTMLVideoElement) => !video.muted);

test('remind, warn, cut: the audience loses picture and sound, the anchor appeals, the coach lets them go on', async () => {
  const anchor = await arriveAnchor();
  const coach = await arrive({ persona: 'instructor', locale: 'en' });
  const viewer = await arrive({ persona: 'peer-1' });
  const late = await arrive({ persona: 'peer-2' });
  const { id } = await planSession(anchor, { title: '保温杯首播彩排' });
  await goLive(anchor, id);
  await coach.page.goto(`/sessions/${id}/coach`);
  await coach.page.getByTestId('tab-rules').click();
  await viewer.page.goto(`/sessions/${id}/watch`);
  await expect.poll(() => sounds(viewer), { timeout: 20_000 }).toBe(true);

  await coach.page.getByTestId('violation-words').fill('全网最低');
  await coach.page.getByTestId('violation-raise').click();
  await rung(anchor, 'remind').filter({ hasText: '全网最低' }).waitFor();
  await anchor.page.getByTestId('violation-accept').click();
  await rung(anchor, 'remind').waitFor({ state: 'detached' });
  expect(await viewer.page.getByTestId('slate-cut').count()).toBe(0);

  await coach.page.getByTestId('violation-raise').click();
  await rung(anchor, 'warn').waitFor();
  await anchor.page.getByTestId('violation-accept').click();

  // The last rung is asked about first: it interrupts a class.
  await coach.page.getByTestId('violation-raise').click();
  await coach.page.getByTestId('confirm').click();
  await rung(anchor, 'cut').waitFor();
  await viewer.page.getByTestId('slate-cut').waitFor();
  await expect.poll(() => sounds(viewer)).toBe(false);
  expect(await coach.page.getByTestId('slate-cut').count()).toBe(0);
  await coach.page.getByTestId('cut-line').waitFor();
  await saveScreenshot(anchor.page, 'violation-ladder/cut');

  // Who comes during the cut, or reloads, hears nothing either. The anchor cannot end it before having read why.
  await late.page.goto(`/sessions/${id}/watch`);
  await late.page.getByTestId('slate-cut').waitFor();
  expect(await sounds(late)).toBe(false);
  await anchor.page.reload();
  await rung(anchor, 'cut').waitFor({ timeout: 20_000 });

  await anchor.page.getByTestId('violation-appeal-text').fill('这是型号，不是功效');
  await anchor.page.getByTestId('violation-appeal').click();
  await coach.page.getByTestId('violation-row').filter({ hasText: '这是型号，不是功效' }).waitFor();
  await coach.page.getByTestId('violation-lift').first().click();
  for (const person of [viewer, late]) {
    await person.page.getByTestId('slate-cut').waitFor({ state: 'detached' });
    await expect.poll(() => sounds(person)).toBe(true);
  }
  await rung(anchor, 'cut').waitFor({ state: 'detached' });
  await coach.page.getByTestId('cut-line').waitFor({ state: 'detached' });
  for (const { troubles } of [anchor, coach, viewer, late]) expect(troubles).toEqual([]);
});
