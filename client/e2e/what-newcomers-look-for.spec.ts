/// <reference lib="dom" />
import { expect, test } from 'vitest';
import { desktop, type Person, phone } from './support/browser.ts';
import { faultsOf, paleWordsOf } from './support/looks.ts';
import { goLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession } from './support/session.ts';
import { fillShelf } from './support/shelf.ts';

const WAIT_MS = 20_000;

async function look({ page }: Person, name: string): Promise<string[]> {
  await saveScreenshot(page, `newcomers/${name}`);
  return [...(await faultsOf(page)), ...(await paleWordsOf(page))].map((fault) => `${name}: ${fault}`);
}

/** Resolves when the cue stands wholly below the prompter. */
const belowThePrompter = ({ page }: Person, kind: string) =>
  page.waitForFunction(
    (wanted) => {
      const cue = document.querySelector(`[data-testid="cue-overlay"][data-cue-kind="${wanted}"]`);
      const prompter = document.querySelector('[data-testid="prompter"]');
      if (!cue || !prompter) return false;
      return cue.getBoundingClientRect().top > prompter.getBoundingClientRect().bottom;
    },
    kind,
    { timeout: WAIT_MS },
  );

test('a cue leaves the open prompter readable, and goods and sharing are one tap away in the hand', async () => {
  const anchor = await arriveAnchor();
  const coach = await arrive({ persona: 'instructor' });
  const opening = { id: 'opening', kind: 'opening' as const, title: '开场', targetSeconds: 60 };
  const session = await planSession(anchor, { rundown: [{ ...opening, script: '今天只讲这一只杯子。' }] });
  await fillShelf(anchor, session, [['保温杯', 20]]);
  await goLive(anchor, session.id);
  await coach.page.goto(`/sessions/${session.id}/coach`);
  const { page } = anchor;
  await page.getByTestId('prompter-open').click();
  const faults: string[] = [];
  for (const [size, { viewport }, kind] of [
    ['desktop', desktop, 'smile'],
    ['phone', phone, 'slowDown'],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.getByTestId('prompter-text').waitFor({ timeout: WAIT_MS });
    await Promise.all([
      belowThePrompter(anchor, kind),
      coach.page.getByTestId(`cue-key-${kind}`).click({ timeout: WAIT_MS }),
    ]);
    faults.push(...(await look(anchor, `cue.${size}`)));
  }
  await page.getByTestId('prompter-close').click();
  await page.getByTestId('tab-shelf').click();
  await page.getByRole('dialog').getByTestId('shelf-item').filter({ hasText: '保温杯' }).waitFor();
  faults.push(...(await look(anchor, 'shelf.phone')));
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByTestId('speech-door').click();
  await page.getByTestId('speech-keep').waitFor();
  faults.push(...(await look(anchor, 'sharing.phone')));
  expect(faults).toEqual([]);
});

test('a risky title of a segment is underlined as it is planned', async () => {
  const anchor = await arrive({ persona: 'anchor', screen: phone });
  const { page } = anchor;
  await page.goto('/sessions/new');
  await page.getByTestId('rundown-add').click();
  await page.getByTestId('segment-title').fill('开场就说全网最低价');
  await page.getByTestId('hit-chip').filter({ hasText: '全网最低' }).waitFor({ timeout: WAIT_MS });
  expect(await page.locator('[data-hit]').first().textContent()).toContain('全网最低');
  expect(await look(anchor, 'segment-title.phone')).toEqual([]);
});

test('from planning the shelf the anchor gets back to the studio', async () => {
  const anchor = await arrive({ persona: 'anchor', devices: { kind: 'fake' } });
  const session = await planSession(anchor);
  await anchor.page.goto(`/sessions/${session.id}/shelf`);
  await anchor.page.getByTestId('back-to-studio').click();
  await anchor.page.getByTestId('studio-stage').waitFor({ timeout: WAIT_MS });
});
