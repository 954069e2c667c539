import type { TimelineItem } from '@caipai/shared/schemas/replay';
import type { Page } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { openCuttableNetwork } from './support/cuttable-network.ts';
import { goLive, holdToEnd } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession } from './support/session.ts';

const LINE = '今天只讲这一只杯子，把材质、保温和价格一次讲透。';
const script = Array.from({ length: 24 }, (_, index) => `第 ${index + 1} 句：${LINE}`).join('\n');
const rundown = [
  { id: 'opening', kind: 'opening' as const, title: '开场', targetSeconds: 20, script },
  { id: 'mug', kind: 'product' as const, title: '保温杯', targetSeconds: 180, script: '先看材质。' },
  { id: 'closing', kind: 'closing' as const, title: '收尾', targetSeconds: 60, script: '谢谢大家。' },
];

const saved = ({ page }: Person) =>
  page.locator('[data-testid="save-state"][data-state="saved"]').waitFor({ timeout: 20_000 });
const fate = ({ page }: Person, state: string) =>
  page.locator(`[data-testid="save-state"][data-state="${state}"]`).waitFor({ timeout: 20_000 });
const scriptOf = ({ page }: Person) => page.getByTestId('segment-script');

async function openScript(person: Person, position: number): Promise<void> {
  await person.page.getByTestId('script-segment').nth(position).click({ timeout: 20_000 });
}

/** How far the text has gone, and when. */
const place = (page: Page) =>
  page.evaluate(() => {
    const text = document.querySelector<HTMLElement>('[data-testid="prompter-text"]');
    const window = text?.parentElement;
    if (!text || !window) throw new Error('no prompter');
    const gone = window.getBoundingClientRect().top - text.getBoundingClientRect().top;
    return { px: gone, heightPx: text.offsetHeight, atMs: performance.now() };
  });

/** Where these words of the script stand in the window. */
const topOfWords = (page: Page, words: string) =>
  page.evaluate((wanted) => {
    const node = document.querySelector('[data-testid="prompter-text"]')?.firstChild;
    const at = node?.textContent?.indexOf(wanted) ?? -1;
    if (!node || at < 0) throw new Error(`not in the prompter: ${wanted}`);
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().top;
  }, words);

const standing = ({ page }: Person) => page.getByTestId('prompter-standing').getAttribute('data-over');

test('two write in one rundown without losing a word, while the anchor reads it', async () => {
  const network = await openCuttableNetwork(inject('studio').baseUrl);
  onTestFinished(() => network.close());
  const [anchor, coach, planner] = await Promise.all([
    arriveAnchor(),
    arrive({ persona: 'instructor', name: 'coach' }),
    arrive({ persona: 'peer-1', name: 'planner', baseUrl: network.baseUrl }),
  ]);
  const { me } = await planner.get<{ me: { id: string; name: string } }>('/site');
  const { id: sessionId } = await planSession(anchor, {
    ...{ title: '边播边改', crew: { scriptPlanner: me.id }, rundown },
  });
  await goLive(anchor, sessionId);
  await planner.page.goto(`/sessions/${sessionId}/console/scriptPlanner`);
  await coach.page.goto(`/sessions/${sessionId}/coach`);
  await coach.page.getByTestId('tab-script').click({ timeout: 20_000 });

  // The first segment runs by itself, and everybody sees where the show is.
  for (const { page } of [planner, coach])
    await expect
      .poll(() => page.getByTestId('segment-chip').textContent(), { timeout: 20_000 })
      .toContain('开场');

  // Each in a field of their own: both are kept, and one sees that the other is there.
  await Promise.all([openScript(planner, 1), openScript(coach, 1)]);
  await Promise.all([
    planner.page.getByTestId('segment-title-field').fill('保温杯：先摸再看'),
    scriptOf(coach).fill('先看材质：316 不锈钢。'),
  ]);
  await Promise.all([saved(planner), saved(coach)]);
  await expect.poll(() => scriptOf(planner).inputValue()).toBe('先看材质：316 不锈钢。');
  await expect
    .poll(() => coach.page.getByTestId('segment-title-field').inputValue())
    .toBe('保温杯：先摸再看');
  await planner.page.getByTestId('script-editor-name').first().waitFor();

  // Both in the same words, one of them without a network: nothing is overwritten unseen.
  network.cut();
  await scriptOf(planner).fill('先看材质：食品级，可以放心装酸梅汤。');
  await fate(planner, 'offline');
  await scriptOf(coach).fill('先看材质：316 不锈钢，内胆是一体的。');
  await saved(coach);
  network.mend();
  await planner.page.getByTestId('conflict').waitFor({ timeout: 30_000 });
  await saveScreenshot(planner.page, 'two-editors/conflict');
  expect(await planner.page.getByTestId('conflict-their-text').textContent()).toBe(
    '先看材质：316 不锈钢，内胆是一体的。',
  );
  expect(await scriptOf(coach).inputValue()).toBe('先看材质：316 不锈钢，内胆是一体的。');
  await planner.page.getByTestId('conflict-both').click();
  await saved(planner);
  const both = '先看材质：316 不锈钢，内胆是一体的。\n\n先看材质：食品级，可以放心装酸梅汤。';
  expect(await scriptOf(planner).inputValue()).toBe(both);
  await expect.poll(() => scriptOf(coach).inputValue()).toBe(both);

  // Taken out and put back; the one on air stays.
  await openScript(planner, 2);
  await planner.page.getByTestId('segment-remove').click();
  await expect.poll(() => planner.page.getByTestId('script-segment').count()).toBe(2);
  await planner.page.getByTestId('script-undo').click();
  await expect.poll(() => planner.page.getByTestId('script-segment').count()).toBe(3);
  await openScript(planner, 0);
  expect(await planner.page.getByTestId('segment-remove').isDisabled()).toBe(true);

  // The prompter goes at the pace that it says, by the clock and not by frames.
  await anchor.page.getByTestId('prompter-open').click();
  await anchor.page.getByTestId('prompter-text').waitFor();
  const start = await place(anchor.page);
  await anchor.page.keyboard.press('Space');
  // Underway: the soft start is over.
  await expect
    .poll(async () => (await place(anchor.page)).px, { timeout: 10_000 })
    .toBeGreaterThan(start.px + 20);
  const first = await place(anchor.page);
  await expect
    .poll(async () => (await place(anchor.page)).atMs, { timeout: 15_000 })
    .toBeGreaterThan(first.atMs + 4_000);
  const second = await place(anchor.page);
  const characters = script.match(/\p{Script=Han}|\d/gu)?.length ?? 0;
  const wanted = first.heightPx / ((characters / 245) * 60);
  const pxPerSecond = ((second.px - first.px) / (second.atMs - first.atMs)) * 1_000;
  expect(pxPerSecond / wanted).toBeGreaterThan(0.85);
  expect(pxPerSecond / wanted).toBeLessThan(1.15);
  expect(await standing(anchor)).toBe('true');
  await saveScreenshot(anchor.page, 'two-editors/prompter');

  // In a tab that nobody sees it waits, and goes on where it was.
  const setHidden = (hidden: boolean) =>
    anchor.page.evaluate((is) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => is });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await setHidden(true);
  const left = await place(anchor.page);
  await expect
    .poll(async () => (await place(anchor.page)).atMs, { timeout: 15_000 })
    .toBeGreaterThan(left.atMs + 1_500);
  expect((await place(anchor.page)).px).toBeCloseTo(left.px, 0);
  await setHidden(false);
  await expect.poll(async () => (await place(anchor.page)).px).toBeGreaterThan(left.px + 5);
  await anchor.page.keyboard.press('Space');
  await anchor.page.locator('[data-testid="prompter"]:not([data-playing])').waitFor();
  await anchor.page.keyboard.press('PageDown');
  await anchor.page.keyboard.press('PageDown');
  const rest = async () => {
    const one = await place(anchor.page);
    await anchor.page.evaluate(() => new Promise(requestAnimationFrame));
    return Math.abs((await place(anchor.page)).px - one.px);
  };
  await expect.poll(rest, { timeout: 10_000 }).toBeLessThan(0.01);

  // What the planner writes above and below does not move the words that are being read.
  const words = await anchor.page.evaluate(() => {
    const text = document.querySelector<HTMLElement>('[data-testid="prompter-text"]');
    const box = text?.parentElement?.getBoundingClientRect();
    const node = text?.firstChild;
    if (!box || !node) throw new Error('no prompter');
    const range = document.createRange();
    const lines = (node.textContent ?? '').split('\n');
    let at = 0;
    for (const line of lines) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      if (range.getBoundingClientRect().top > box.top + box.height * 0.3) return line;
      at += line.length + 1;
    }
    throw new Error('no line at the eyes');
  });
  const stood = await topOfWords(anchor.page, words);
  await scriptOf(planner).fill(`新加的开头，比原来多出整整三行字。${LINE}${LINE}\n${script}\n最后再补一句。`);
  await saved(planner);
  await expect
    .poll(() => anchor.page.getByTestId('prompter-text').textContent(), { timeout: 10_000 })
    .toContain('最后再补一句');
  expect(Math.abs((await topOfWords(anchor.page, words)) - stood)).toBeLessThan(2);

  // A pedal of their own turns the page for everybody.
  await anchor.page.getByTestId('prompter-settings').click();
  await anchor.page.getByTestId('prompter-key-nextSegment').click();
  await anchor.page.keyboard.press('F8');
  await anchor.page.keyboard.press('Escape');
  await anchor.page.keyboard.press('F8');
  for (const { page } of [planner, coach])
    await expect
      .poll(() => page.getByTestId('segment-chip').textContent(), { timeout: 10_000 })
      .toContain('保温杯：先摸再看');
  await expect
    .poll(() => anchor.page.getByTestId('prompter-text').textContent(), { timeout: 10_000 })
    .toBe(both);

  // Whoever reloads is where the others are, and the prompter is as they left it.
  await anchor.page.reload();
  await anchor.page.getByTestId('prompter-text').waitFor({ timeout: 20_000 });
  await expect
    .poll(() => anchor.page.getByTestId('prompter-text').textContent(), { timeout: 20_000 })
    .toBe(both);

  await openScript(planner, 1);
  await planner.page.getByTestId('segment-title-field').fill('改名了');
  await saved(planner);
  await anchor.page.getByTestId('end-session').waitFor({ timeout: 20_000 });
  await holdToEnd(anchor);
  const timeline = await coach.get<TimelineItem[]>(`/sessions/${sessionId}/timeline`);
  expect(timeline.flatMap(({ entry }) => (entry.kind === 'segment.started' ? [entry.title] : []))).toEqual([
    '开场',
    '保温杯：先摸再看',
  ]);
  await coach.page.goto(`/sessions/${sessionId}/replay`);
  await coach.page.getByTestId('timeline-segment').nth(1).waitFor({ timeout: 30_000 });
  await coach.page.getByTestId('tab-rundown').click();
  await saveScreenshot(coach.page, 'two-editors/replay');
});
