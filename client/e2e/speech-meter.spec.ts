/// <reference lib="dom" />
import { expect, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { pressGoLive } from './support/on-air.ts';
import { arrive } from './support/people.ts';
import { planSession } from './support/session.ts';

/** Somebody who reads English at some 160 words a minute, in the English pages. */
async function anchorInStudio(): Promise<Person> {
  const anchor = await arrive({
    persona: 'anchor',
    locale: 'en',
    devices: { kind: 'files', orientation: 'portrait', language: 'en' },
  });
  const session = await planSession(anchor);
  await anchor.page.addInitScript(() => {
    const contexts: AudioContext[] = [];
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { contexts, tracks });
    const Original = window.AudioContext;
    window.AudioContext = class extends Original {
      constructor(options?: AudioContextOptions) {
        super(options);
        // The level meter's is another.
        if (options?.latencyHint === 'playback') contexts.push(this);
      }
    };
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wish) => {
      const stream = await open(wish);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await anchor.page.goto(`/sessions/${session.id}/studio`);
  return anchor;
}

const paceOf = async ({ page }: Person) =>
  Number(/\d+/.exec((await page.getByTestId('speech-pace').textContent()) ?? '')?.[0] ?? 0);
const loudnessShown = ({ page }: Person) =>
  page
    .getByTestId('speech-meter')
    .getByText(/−\d+ LUFS/)
    .waitFor({ timeout: 20_000 });

test('the anchor sees how fast and how loud they speak, before air and on air', async () => {
  const anchor = await anchorInStudio();
  await loudnessShown(anchor);
  await expect.poll(() => paceOf(anchor), { timeout: 20_000, interval: 500 }).toBeGreaterThan(0);
  await pressGoLive(anchor);
  // The voice is processed by the browser as in life; the estimate is not asked to be exact.
  await expect.poll(() => paceOf(anchor), { timeout: 20_000, interval: 500 }).toBeGreaterThanOrEqual(110);
  expect(await paceOf(anchor)).toBeLessThanOrEqual(220);
  expect(anchor.troubles).toEqual([]);
});

test('it goes on when the browser suspends sound, and when the microphone is pulled out', async () => {
  const anchor = await anchorInStudio();
  await loudnessShown(anchor);
  const { page } = anchor;
  await page.evaluate(async () => {
    const { contexts } = window as unknown as { contexts: AudioContext[] };
    await Promise.all(contexts.map((context) => context.suspend()));
  });
  const running = () =>
    page.evaluate(() =>
      (window as unknown as { contexts: AudioContext[] }).contexts
        .filter(({ state }) => state !== 'closed')
        .every(({ state }) => state === 'running'),
    );
  await expect.poll(running, { timeout: 10_000 }).toBe(true);
  await loudnessShown(anchor);

  await page.evaluate(() => {
    const { tracks } = window as unknown as { tracks: MediaStreamTrack[] };
    const microphone = tracks.find(({ kind }) => kind === 'audio');
    microphone?.stop();
    microphone?.dispatchEvent(new Event('ended'));
  });
  const opened = () =>
    page.evaluate(
      () =>
        (window as unknown as { tracks: MediaStreamTrack[] }).tracks.filter(({ kind }) => kind === 'audio')
          .length,
    );
  await expect.poll(opened, { timeout: 10_000 }).toBe(2);
  await loudnessShown(anchor);
  await expect.poll(() => paceOf(anchor), { timeout: 20_000, interval: 500 }).toBeGreaterThan(0);
});

test('the meter is turned off in the microphone menu, and stays off', async () => {
  const anchor = await anchorInStudio();
  const { page } = anchor;
  const meter = page.getByTestId('speech-meter');
  await meter.waitFor({ timeout: 20_000 });
  await page.getByTestId('toggle-microphone-choose').click();
  await page.getByTestId('speech-meter-on').click();
  await meter.waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('[data-testid=go-live]:enabled').waitFor();
  expect(await meter.count()).toBe(0);
});

test('somebody who assists has no speech meter of the anchor', async () => {
  const anchor = await arrive({ persona: 'anchor', name: 'planner' });
  const assistant = await arrive({ persona: 'peer-1', devices: { kind: 'fake' } });
  const { me } = await assistant.get<{ me: { id: string } }>('/site');
  const session = await planSession(anchor, { crew: { assistantAnchor: me.id } });
  await assistant.page.goto(`/sessions/${session.id}/studio`);
  await assistant.page.getByTestId('level-meter').waitFor({ timeout: 20_000 });
  expect(await assistant.page.getByTestId('speech-meter').count()).toBe(0);
});
