import type { Site } from '@caipai/shared/schemas/account';
import { expect, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { goLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { planSession } from './support/session.ts';

const say = async (person: Person, text: string) => {
  await person.page.getByTestId('danmaku-input').fill(text);
  await person.page.getByTestId('danmaku-send').click();
};
const reads = (person: Person, text: string) =>
  person.page.getByTestId('danmaku-item').filter({ hasText: text });

test('field control reviews, answers, pins, slows and mutes by keys, and the audience sees what it should', async () => {
  const anchor = await arriveAnchor();
  const field = await arrive({ persona: 'peer-1' });
  const viewer = await arrive({ persona: 'peer-2' });
  const coach = await arrive({ persona: 'instructor' });
  const me = (await field.get<Site>('/site')).me?.id ?? '';
  const session = await planSession(anchor, { title: '场控彩排', crew: { fieldControl: me } });
  await goLive(anchor, session.id);
  await viewer.page.goto(`/sessions/${session.id}/watch`);
  await coach.page.goto(`/sessions/${session.id}/coach`);
  await field.page.goto(`/sessions/${session.id}/console/fieldControl`);
  await field.page.getByTestId('tool-moderation').click();
  const list = field.page.getByTestId('moderation-list');

  // A question stands on top at the anchor's until it is marked.
  await say(viewer, '这个杯子漏水吗');
  await reads(field, '漏水').getByTestId('tag-question').waitFor();
  await anchor.page.getByTestId('open-questions').filter({ hasText: '漏水' }).waitFor();
  await list.focus();
  await list.press('k');
  await list.press('a');
  await reads(field, '漏水').getByTestId('tag-answered').waitFor();
  await anchor.page.getByTestId('open-questions').waitFor({ state: 'detached' });

  // A reply names whom it answers, for everybody.
  await list.press('r');
  await say(field, '不漏，有密封圈');
  await reads(viewer, '不漏').filter({ hasText: '@' }).waitFor();

  // Pinned for all, also for who comes later.
  await list.focus();
  await list.press('p');
  await viewer.page.getByTestId('danmaku-pinned').filter({ hasText: '漏水' }).waitFor();
  await viewer.page.reload();
  await viewer.page.getByTestId('danmaku-pinned').filter({ hasText: '漏水' }).waitFor();

  // Held first: the writer sees that it waits, nobody else reads it before it is let through.
  await field.page.getByTestId('hold-mode').selectOption('all');
  await say(viewer, '等场控放行');
  await viewer.page.getByTestId('danmaku-waiting').waitFor();
  const held = field.page.getByTestId('held-item').filter({ hasText: '等场控放行' });
  await held.click();
  expect(await reads(anchor, '等场控放行').count()).toBe(0);
  await field.page.getByTestId('act-release').click();
  await reads(anchor, '等场控放行').waitFor();
  await viewer.page.getByTestId('danmaku-waiting').waitFor({ state: 'detached' });
  await field.page.getByTestId('hold-mode').selectOption('nothing');

  // Slow mode stands in the composer, with its countdown; what came too soon goes out once it is over.
  await field.page.getByTestId('slow-mode').selectOption('30');
  const input = viewer.page.getByTestId('danmaku-input');
  await expect.poll(() => input.getAttribute('placeholder')).toContain('30');
  await say(viewer, '慢一点');
  await expect.poll(() => viewer.page.getByTestId('danmaku-send').isDisabled()).toBe(true);
  await viewer.page.getByTestId('danmaku-problem').filter({ hasText: '慢速' }).waitFor();
  await input.fill('');
  await expect.poll(() => input.getAttribute('placeholder')).toMatch(/还要等 \d+ 秒/);
  await field.page.getByTestId('slow-mode').selectOption('0');
  await viewer.page.getByTestId('danmaku-problem').waitFor({ state: 'detached' });
  await say(viewer, '慢一点');

  // Muted with a reason, in the list of the coach too, and lifted there.
  await reads(field, '慢一点').click();
  await list.focus();
  await list.press('m');
  await field.page.getByTestId('mute-reason').selectOption('advertising');
  await field.page.getByTestId('mute-confirm').click();
  await viewer.page.getByTestId('danmaku-muted').waitFor();
  await coach.page.getByTestId('tab-danmaku').click();
  await coach.page.getByTestId('filter-muted').click();
  await coach.page.getByTestId('muted-person').filter({ hasText: '打广告' }).waitFor();
  await coach.page.getByTestId('mute-lift').click();
  await input.waitFor();

  // Taken down is gone everywhere.
  await reads(field, '慢一点').click();
  await list.focus();
  await list.press('Delete');
  await field.page.getByTestId('confirm').click();
  for (const person of [viewer, anchor, field]) await reads(person, '慢一点').waitFor({ state: 'detached' });
  for (const { troubles } of [anchor, field, viewer, coach]) expect(troubles).toEqual([]);
});
