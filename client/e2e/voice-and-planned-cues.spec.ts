/// <reference lib="dom" />
import type { SpokenSession } from '@caipai/shared/schemas/speech';
import { expect, test } from 'vitest';
import { desktop, type Person, phone } from './support/browser.ts';
import { faultsOf, paleWordsOf } from './support/looks.ts';
import { holdToEnd, pressGoLive } from './support/on-air.ts';
import { arrive, arriveAnchor, arriveInvited } from './support/people.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession, untilReviewable } from './support/session.ts';
import { tapWire } from './support/wire.ts';

const WAIT_MS = 30_000;
const LONG_MS = 60_000;
const rundown = [
  { id: 'opening', kind: 'opening' as const, title: '开场', targetSeconds: 600, script: '晚上好。' },
  { id: 'mug', kind: 'product' as const, title: '保温杯', targetSeconds: 180, script: '先看材质。' },
];
const variants = (['zh-CN', 'en'] as const).flatMap((locale) =>
  [['desktop', desktop] as const, ['phone', phone] as const].map(([size, screen]) => ({
    ...{ name: `${locale}-${size}`, locale, screen },
  })),
);

/** Opens a page, takes its picture and says what is wrong with it. */
async function look({ page, troubles }: Person, name: string): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.waitForFunction(() => document.fonts.status === 'loaded');
  await saveScreenshot(page, `voice/${name}`);
  const wrong = troubles.splice(0).map(({ kind, text }) => `${kind}: ${text}`);
  return [...(await faultsOf(page)), ...(await paleWordsOf(page)), ...wrong].map(
    (fault) => `${name}: ${fault}`,
  );
}

test('a voice is kept after a yes and shared by choice; the rundown prompts by itself; the replay shows both', async () => {
  const [anchor, coach] = await Promise.all([arriveAnchor(), arrive({ persona: 'instructor' })]);
  const { id: sessionId, cohortId } = await planSession(anchor, { title: '语音与计划提示', rundown });
  const faults: string[] = [];

  // The coach plans a cue of their own words into the segment that will run.
  const { page: desk } = coach;
  await desk.goto(`/sessions/${sessionId}/coach`);
  await desk.getByTestId('tab-script').click({ timeout: WAIT_MS });
  await desk.getByTestId('script-segment').first().click();
  await desk.getByTestId('planned-at').fill('4');
  await desk.getByTestId('planned-what').selectOption('own');
  await desk.getByTestId('planned-text').fill('报一下杯子的容量');
  await desk.getByTestId('planned-add').click();
  await desk.getByTestId('planned-cue-row').filter({ hasText: '报一下杯子的容量' }).waitFor();
  await desk.locator('[data-testid="save-state"][data-state="saved"]').waitFor({ timeout: WAIT_MS });
  faults.push(...(await look(coach, 'editor.zh-CN-desktop')));

  for (const { name, locale, screen } of variants.slice(1)) {
    const other = await arrive({ persona: 'instructor', locale, screen });
    await other.page.goto(`/sessions/${sessionId}/coach`);
    await other.page.getByTestId('tab-script').click({ timeout: WAIT_MS });
    await other.page.getByTestId('script-segment').first().click();
    await other.page.getByTestId('planned-add').scrollIntoViewIfNeeded({ timeout: WAIT_MS });
    faults.push(...(await look(other, `editor.${name}`)));
    await other.page.getByRole('tab').first().click();
    await other.page.getByTestId('planned-hold').scrollIntoViewIfNeeded({ timeout: WAIT_MS });
    faults.push(...(await look(other, `planned.${name}`)));
    await other.page.goto('about:blank');
  }

  // The anchor is asked once, and says yes.
  const { page: stage } = anchor;
  await stage.goto(`/sessions/${sessionId}/studio`);
  await stage.getByTestId('speech-consent').waitFor({ timeout: WAIT_MS });
  faults.push(...(await look(anchor, 'consent.zh-CN-desktop')));
  await stage.setViewportSize(phone.viewport);
  faults.push(...(await look(anchor, 'consent.zh-CN-phone')));
  await stage.setViewportSize(desktop.viewport);
  await stage.getByTestId('speech-yes').click();
  await stage.getByTestId('speech-consent').waitFor({ state: 'detached' });
  await stage.getByTestId('toggle-microphone-choose').click();
  await stage.getByTestId('speech-share-coaches').click();
  await stage.locator('[data-testid="speech-share-coaches"][aria-checked="true"]').waitFor();
  faults.push(...(await look(anchor, 'menu.zh-CN-desktop')));
  await stage.keyboard.press('Escape');
  await stage.setViewportSize(phone.viewport);
  await stage.getByTestId('tab-plan').click();
  await stage.getByTestId('speech-choices').scrollIntoViewIfNeeded();
  faults.push(...(await look(anchor, 'sheet.zh-CN-phone')));
  await stage.setViewportSize(desktop.viewport);

  await desk.getByRole('tab').first().click();
  await pressGoLive(anchor);
  await desk.getByTestId('planned-cue').filter({ hasText: '报一下杯子的容量' }).waitFor({ timeout: WAIT_MS });
  faults.push(...(await look(coach, 'planned.zh-CN-desktop')));
  await stage
    .getByTestId('cue-overlay')
    .filter({ hasText: '报一下杯子的容量' })
    .waitFor({ timeout: WAIT_MS });
  await desk.locator('[data-testid="cue-row"][data-stage="seen"]').waitFor({ timeout: WAIT_MS });
  await desk.getByTestId('tab-room').click();
  await desk.getByTestId('voice-panel').waitFor({ timeout: LONG_MS });
  faults.push(...(await look(coach, 'room.zh-CN-desktop')));
  const kept = async () => (await anchor.get<SpokenSession>(`/sessions/${sessionId}/speech`)).readings.length;
  await expect.poll(kept, { timeout: LONG_MS, interval: 500 }).toBeGreaterThanOrEqual(20);

  await holdToEnd(anchor);
  await untilReviewable(anchor, sessionId);
  for (const { name, locale, screen } of variants) {
    for (const persona of ['anchor', 'instructor'] as const) {
      const person = await arrive({ persona, locale, screen });
      const { page } = person;
      await page.goto(`/sessions/${sessionId}/replay`);
      await page.getByTestId('speech-ribbon').waitFor({ state: 'attached', timeout: WAIT_MS });
      await page.locator('[data-testid="speech-source"][data-source="ledger"]').waitFor();
      await page.getByTestId('tab-cues').click();
      await page.getByTestId('cue-steps').first().waitFor();
      await page.getByTestId('speech-section').scrollIntoViewIfNeeded();
      faults.push(...(await look(person, `replay-${persona}.${name}`)));
      await page.goto('about:blank');
    }
    const person = await arrive({ persona: 'instructor', locale, screen });
    await person.page.goto(`/cohorts/${cohortId}`);
    await person.page.getByTestId('speech-policy').scrollIntoViewIfNeeded({ timeout: WAIT_MS });
    faults.push(...(await look(person, `cohort.${name}`)));
  }
  // What is pointed at is said, what is clicked is played, what is focused is read out.
  await stage.goto(`/sessions/${sessionId}/replay`);
  const ribbon = stage.getByTestId('speech-ribbon');
  await ribbon.waitFor({ state: 'attached', timeout: WAIT_MS });
  await ribbon.scrollIntoViewIfNeeded();
  const box = await ribbon.boundingBox();
  if (!box) throw new Error('no ribbon');
  await stage.mouse.move(box.x + box.width * 0.6, box.y + 20);
  await expect.poll(() => stage.getByTestId('speech-readout').textContent()).toMatch(/LUFS.*说话占比/);
  await stage.mouse.click(box.x + box.width * 0.6, box.y + 20);
  const timeline = stage.getByTestId('timeline');
  await expect.poll(async () => Number(await timeline.getAttribute('aria-valuenow'))).toBeGreaterThan(5);
  expect(await timeline.getAttribute('aria-valuetext')).toContain('LUFS');

  // Nothing is shared with a peer, and after the anchor has taken their yes back nothing is left in the ledger.
  const peer = await arrive({ persona: 'peer-1' });
  await peer.page.goto(`/sessions/${sessionId}/replay`);
  await peer.page.getByTestId('timeline').waitFor({ timeout: WAIT_MS });
  expect(await peer.page.getByTestId('speech-section').count()).toBe(0);
  await stage.getByTestId('speech-answer').click();
  await stage
    .locator('[data-testid="speech-source"]:not([data-source="ledger"])')
    .waitFor({ timeout: WAIT_MS });
  expect(await kept()).toBe(0);
  expect(faults).toEqual([]);
}, 400_000);

test('without a yes nothing of a voice leaves the page, and with one it goes every ten seconds', async () => {
  const coach = await arrive({ persona: 'instructor' });
  const anchor = await arriveInvited(coach, '新来的主播', {
    devices: { kind: 'files', orientation: 'portrait', language: 'zh' },
  });
  const { page } = anchor;
  const { id: sessionId } = await planSession(anchor, { rundown });
  const wire = await tapWire(page);
  await page.goto(`/sessions/${sessionId}/studio`);
  await page.getByTestId('speech-no').click({ timeout: WAIT_MS });
  await page.getByTestId('speech-consent').waitFor({ state: 'detached' });
  await pressGoLive(anchor);
  // Longer on air than a batch takes; the connection's own reports go out meanwhile.
  const reports = (name: string) => wire.sent.filter((frame) => frame.includes(name)).length;
  await expect.poll(() => reports('media:reportHealth'), { timeout: LONG_MS }).toBeGreaterThanOrEqual(2);
  expect(wire.sent.filter((frame) => /speech:report|shortTermLufs|syllables/.test(frame))).toEqual([]);

  await page.getByTestId('toggle-microphone-choose').click();
  await page.getByTestId('speech-keep').click();
  await page.locator('[data-testid="speech-keep"][aria-checked="true"]').waitFor();
  await expect.poll(() => reports('speech:report'), { timeout: LONG_MS }).toBeGreaterThanOrEqual(2);
  await page.getByTestId('speech-keep').click();
  await page.locator('[data-testid="speech-keep"][aria-checked="false"]').waitFor();
  expect((await anchor.get<SpokenSession>(`/sessions/${sessionId}/speech`)).readings).toEqual([]);
  const sent = reports('speech:report');
  const health = reports('media:reportHealth');
  await expect.poll(() => reports('media:reportHealth'), { timeout: LONG_MS }).toBeGreaterThan(health);
  expect(reports('speech:report')).toBe(sent);
});
