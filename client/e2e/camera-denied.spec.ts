import { expect, test } from 'vitest';
import { arrive } from './support/people.ts';
import { planSession } from './support/session.ts';

test('an anchor who denied camera and microphone reads why, and how to allow them', async () => {
  const anchor = await arrive({ persona: 'anchor', devices: { kind: 'denied' } });
  const session = await planSession(anchor);
  await anchor.page.goto(`/sessions/${session.id}/studio`);
  const trouble = anchor.page.getByTestId('capture-trouble');
  await trouble.waitFor();
  expect(await trouble.getAttribute('data-problem')).toBe('denied');
  expect(await trouble.getByRole('listitem').count()).toBeGreaterThan(1);
  expect(await anchor.page.getByTestId('go-live').isDisabled()).toBe(true);

  // Once allowed, one press is enough.
  await anchor.page.context().grantPermissions(['camera', 'microphone']);
  await anchor.page.getByTestId('capture-retry').click();
  await trouble.waitFor({ state: 'detached' });
  await anchor.page.locator('[data-testid=go-live]:enabled').waitFor();
});

test('an anchor at a machine without a camera is told so, in English too', async () => {
  const anchor = await arrive({ persona: 'anchor', locale: 'en', devices: { kind: 'missing' } });
  const session = await planSession(anchor);
  await anchor.page.goto(`/sessions/${session.id}/studio`);
  const trouble = anchor.page.getByTestId('capture-trouble');
  await trouble.waitFor();
  expect(await trouble.getAttribute('data-problem')).toBe('notFound');
  expect(await trouble.textContent()).toMatch(/camera/i);
  expect(await anchor.page.getByTestId('go-live').isDisabled()).toBe(true);
});
