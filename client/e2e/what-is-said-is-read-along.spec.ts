/// <reference lib="dom" />
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { desktop, type Person, phone } from './support/browser.ts';
import { faultsOf, paleWordsOf } from './support/looks.ts';
import { goLive, holdToEnd } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession, untilReviewable } from './support/session.ts';
import { startStudio } from './support/studio-server.ts';

const sentences = [
  { atMs: 1_000, endMs: 2_500, text: '嗯，那个，大家晚上好，嗯欢迎来到直播间' },
  { atMs: 3_000, endMs: 6_000, text: '这款面霜用了就能根治湿疹，三天见效' },
  { atMs: 7_000, endMs: 8_500, text: '今天下单送一支护手霜，五十毫升，明天发货' },
];

async function judge({ page, troubles }: Person, name: string): Promise<string[]> {
  await page.waitForFunction(() => document.fonts.status === 'loaded');
  await saveScreenshot(page, `transcript/${name}`);
  const faults = [...(await faultsOf(page)), ...(await paleWordsOf(page))];
  return [...faults, ...troubles.map(({ text }) => text)].map((fault) => `${name}: ${fault}`);
}

test('a coach reads along, reminds with one tap, and finds the sentence again in the replay', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'sentences-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const file = join(dir, 'sentences.jsonl');
  await writeFile(file, sentences.map((line) => JSON.stringify(line)).join('\n'));
  const studio = await startStudio({ TRANSCRIPT: 'fixture', TRANSCRIPT_FIXTURE: file });
  onTestFinished(() => studio.close());
  const { baseUrl } = studio;
  const anchor = await arriveAnchor({ baseUrl });
  const coach = await arrive({ persona: 'instructor', baseUrl });
  const english = await arrive({
    ...{ persona: 'instructor', name: 'coach-with-a-phone', baseUrl, locale: 'en', screen: phone },
  });
  const session = await planSession(anchor, { orientation: 'landscape' });
  await coach.page.goto(`/sessions/${session.id}/coach`);
  await english.page.goto(`/sessions/${session.id}/coach`);
  await goLive(anchor, session.id);
  // The anchor's own studio asks them to say it differently; that stands for seconds only.
  const prompted = anchor.page.getByTestId('cue-overlay').filter({ hasText: '换个说法' }).waitFor();

  // The words are always in sight, and the rules' opinion of them one tab away.
  const strip = coach.page.getByTestId('heard-strip');
  await strip.getByText('大家晚上好').waitFor({ timeout: 20_000 });
  await coach.page.getByTestId('tab-rules').click();
  const flagged = coach.page.getByTestId('heard-line').filter({ hasText: '根治湿疹' });
  await flagged.waitFor({ timeout: 20_000 });
  const hit = flagged.getByTestId('hit').first();
  await hit.waitFor();
  expect(await hit.evaluate((each) => getComputedStyle(each).textDecorationLine)).toBe('underline');
  await hit.focus();
  await coach.page.getByTestId('hit-card').getByText('广告法').first().waitFor();
  await prompted;
  await anchor.page.getByTestId('speech-fillers').getByText('嗯 2 · 那个 1').waitFor();
  await saveScreenshot(anchor.page, 'transcript/studio.zh-CN-desktop');
  const faults = [...(await judge(coach, 'coach.zh-CN-desktop'))];

  await english.page.getByTestId('tab-room').click();
  await english.page.getByTestId('heard-line').filter({ hasText: '根治湿疹' }).waitFor();
  await english.page.getByTestId('hit').first().scrollIntoViewIfNeeded();
  faults.push(...(await judge(english, 'coach.en-phone')));

  await flagged.getByTestId('heard-raise').click();
  await coach.page.getByTestId('violation-row').waitFor();
  await flagged.getByText('已处理').waitFor();
  expect(await english.page.getByTestId('heard-raise').count()).toBe(0);

  await coach.page.getByTestId('heard-line').filter({ hasText: '护手霜' }).waitFor({ timeout: 20_000 });
  await holdToEnd(anchor);
  await untilReviewable(coach, session.id);
  for (const [person, name] of [
    [coach, 'replay.zh-CN-desktop'],
    [english, 'replay.en-phone'],
  ] as const) {
    const { page } = person;
    await page.goto(`/sessions/${session.id}/replay`);
    await page.getByTestId('tab-transcript').click();
    await page.getByTestId('sentence').filter({ hasText: '护手霜' }).waitFor({ timeout: 20_000 });
    expect(await page.getByTestId('sentence').count()).toBe(sentences.length);
    await page.getByTestId('hit').first().waitFor();
    await page.getByTestId('transcript-search').fill('护手霜');
    await expect.poll(() => page.getByTestId('sentence').count()).toBe(1);
    const position = () =>
      page.getByTestId('replay-video').evaluate((video) => (video as HTMLVideoElement).currentTime);
    const before = await position();
    await page.getByTestId('transcript-search').press('Enter');
    await expect.poll(position, { timeout: 10_000 }).toBeGreaterThan(before + 3);
    await page.getByTestId('transcript-search').fill('');
    await page
      .getByTestId('sentence')
      .filter({ hasText: '护手霜' })
      .and(page.locator('[aria-current]'))
      .waitFor();
    // The finished recording brings captions, to read along and to take home.
    await page.getByTestId('player-captions').waitFor({ timeout: 60_000 });
    await page.getByTestId('player-captions').click();
    await page.getByTestId('caption').getByText('护手霜').waitFor({ timeout: 10_000 });
    await page.getByTestId('download-captions').waitFor();
    faults.push(...(await judge(person, name)));
    // Clicked, a sentence is where the replay goes.
    await page.getByTestId('sentence').filter({ hasText: '大家晚上好' }).getByRole('button').first().click();
    await expect.poll(position, { timeout: 10_000 }).toBeLessThan(3);
  }
  // Habits are the anchor's own business, until they share the figures of their speech.
  expect(await coach.page.getByTestId('filler-counts').count()).toBe(0);
  await anchor.page.goto(`/sessions/${session.id}/replay`);
  await anchor.page.getByTestId('tab-transcript').click();
  await anchor.page.getByTestId('filler-counts').getByRole('button').first().click();
  await expect.poll(() => anchor.page.getByTestId('sentence').count()).toBe(1);
  faults.push(...(await judge(anchor, 'replay-of-the-anchor.zh-CN-desktop')));
  expect(faults).toEqual([]);
});

/** The menu has faded in. */
const drawnWhole = ({ page }: Person) =>
  page.waitForFunction(() => {
    const menu = document.querySelector('[data-testid=transcript-menu-open]');
    return menu !== null && getComputedStyle(menu).opacity === '1';
  });

/** An engine of a browser, that hears what the test says and ends when the test ends it. */
function fakeEngine(): void {
  const engines: { lang: string; ended: boolean; onresult: unknown; onend: unknown }[] = [];
  class Engine {
    lang = '';
    continuous = false;
    interimResults = false;
    ended = false;
    onresult: ((event: unknown) => void) | null = null;
    onerror = null;
    onend: (() => void) | null = null;
    start() {
      engines.push(this);
    }
    abort() {
      this.ended = true;
    }
  }
  Object.assign(window, {
    engines,
    webkitSpeechRecognition: Engine,
    SpeechRecognition: Engine,
    hear(text: string, isFinal: boolean) {
      const engine = engines.at(-1) as unknown as Engine;
      const result = Object.assign([{ transcript: text }], { isFinal });
      engine.onresult?.({ resultIndex: 0, results: [result] });
    },
    endEngine() {
      const engine = engines.at(-1) as unknown as Engine;
      engine.ended = true;
      engine.onend?.();
    },
  });
}
interface Engines {
  engines: { lang: string; ended: boolean }[];
  hear(text: string, isFinal: boolean): void;
  endEngine(): void;
}

test('the browser writes down only after the anchor said yes, and goes on when its engine ends', async () => {
  const studio = await startStudio({ TRANSCRIPT: 'browser' });
  onTestFinished(() => studio.close());
  const { baseUrl } = studio;
  const anchor = await arriveAnchor({ baseUrl });
  const coach = await arrive({ persona: 'instructor', baseUrl });
  const session = await planSession(anchor);
  await anchor.page.addInitScript(fakeEngine);
  const sent: string[] = [];
  anchor.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => sent.push(String(payload))),
  );
  await coach.page.goto(`/sessions/${session.id}/coach`);
  await goLive(anchor, session.id);
  await coach.page.getByTestId('heard-strip').getByText('主播要在演播室里打开').waitFor();
  const engines = () => anchor.page.evaluate(() => (window as unknown as Engines).engines.length);
  const hear = (text: string, isFinal: boolean) =>
    anchor.page.evaluate(([words, over]) => (window as unknown as Engines).hear(words, over), [
      text,
      isFinal,
    ] as const);
  expect(await engines()).toBe(0);

  await anchor.page.getByTestId('transcript-menu').click();
  await anchor.page.getByTestId('transcript-where').getByText('Google').waitFor();
  await drawnWhole(anchor);
  const faults = await judge(anchor, 'consent.zh-CN-desktop');
  expect(sent.filter((frame) => frame.includes('transcript:say'))).toEqual([]);
  await anchor.page.getByTestId('transcript-on').check({ force: true });
  await expect.poll(engines).toBe(1);
  await anchor.page.keyboard.press('Escape');

  await hear('今天给大家', false);
  await coach.page.getByTestId('heard-strip').getByText('今天给大家…').waitFor();
  const prompted = anchor.page.getByTestId('cue-overlay').filter({ hasText: '换个说法' }).waitFor();
  await hear('今天给大家带来全网最低价的茶', true);
  await coach.page.getByTestId('heard-strip').getByText('全网最低价').waitFor();
  await prompted;

  await anchor.page.evaluate(() => (window as unknown as Engines).endEngine());
  await expect.poll(engines).toBe(2);
  await hear('我们接着讲', true);
  await coach.page.getByTestId('heard-strip').getByText('我们接着讲').waitFor();

  // Remembered for this person; taken back, nothing listens any more.
  await anchor.page.getByTestId('transcript-menu').click();
  await anchor.page.getByTestId('transcript-on').uncheck({ force: true });
  const listening = () =>
    anchor.page.evaluate(() => (window as unknown as Engines).engines.filter(({ ended }) => !ended).length);
  await expect.poll(listening).toBe(0);
  expect(faults).toEqual([]);
});

test('a browser without an engine says so, and so does a server without a recogniser', async () => {
  const studio = await startStudio({ TRANSCRIPT: 'browser' });
  onTestFinished(() => studio.close());
  const without = await arriveAnchor({ baseUrl: studio.baseUrl, locale: 'en', screen: desktop });
  await without.page.addInitScript(() => {
    for (const name of ['SpeechRecognition', 'webkitSpeechRecognition'])
      delete (window as unknown as Record<string, unknown>)[name];
  });
  const here = await planSession(without);
  await without.page.goto(`/sessions/${here.id}/studio`);
  await without.page.getByTestId('transcript-menu').click();
  await without.page.getByTestId('transcript-none-here').getByText('no speech recognition').waitFor();

  const anchor = await arrive({ persona: 'anchor', devices: { kind: 'fake' }, screen: phone });
  const session = await planSession(anchor);
  await anchor.page.goto(`/sessions/${session.id}/studio`);
  await anchor.page.getByTestId('tab-plan').click();
  await anchor.page.getByTestId('transcript-menu').click();
  await anchor.page.getByText('这台服务器没有配置语音转写').waitFor();
  await drawnWhole(anchor);
  expect(await judge(anchor, 'none.zh-CN-phone')).toEqual([]);
});
