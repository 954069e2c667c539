import type { SessionDetail } from '@caipai/shared/schemas/session';
import { expect, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { pressGoLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { planSession } from './support/session.ts';

declare global {
  interface Window {
    /** Every microphone that the page opened, newest last. */
    microphones: MediaStreamTrack[];
    /** What the browser finds when the page next asks for one: itself, another one or none. */
    nextMicrophone: 'same' | 'other' | 'none';
  }
}

async function openStudio(anchor: Person): Promise<SessionDetail> {
  const session = await planSession(anchor);
  await anchor.page.goto(`/sessions/${session.id}/studio`);
  return session;
}

/** Chromium's own microphone beeps once a second. */
const heardBy = ({ page }: Person) =>
  expect
    .poll(() => page.evaluate(() => window.probe.loudness('[data-testid=watch-video]', 1_500)), {
      timeout: 40_000,
    })
    .toBeGreaterThan(0.005);

const verdictOf = ({ page }: Person, state: string) =>
  page.locator(`[data-testid=verdict][data-state=${state}]`).waitFor({ timeout: 60_000 });

test('an anchor whose picture, sound and network are fine reads so, and may try how they look and sound', async () => {
  const anchor = await arriveAnchor();
  await openStudio(anchor);
  await verdictOf(anchor, 'good');
  const network = anchor.page.getByTestId('check-network');
  // How much this machine carries while others use it is its own affair; that it was measured is ours.
  await expect.poll(() => network.textContent(), { timeout: 60_000 }).toMatch(/可播 \d+p · [\d.]+ Mbps/);

  await anchor.page.getByTestId('try-recording').click();
  await anchor.page.getByTestId('trial-countdown').waitFor();
  const played = anchor.page.getByTestId('trial-playback');
  await played.waitFor({ timeout: 30_000 });
  await expect
    .poll(() => played.evaluate((video: HTMLVideoElement) => !video.muted && video.currentTime), {
      timeout: 20_000,
    })
    .toBeGreaterThan(1);
  await anchor.page.getByTestId('trial-good').click();
  await played.waitFor({ state: 'detached' });

  await anchor.page.getByTestId('probe-again').click();
  await expect.poll(() => network.textContent()).toContain('正在测网速');
  // The air does not wait for the end of a test.
  await pressGoLive(anchor);
  expect(anchor.troubles).toEqual([]);
});

test('a dark room and a silent microphone are told in words, and hold nobody back', async () => {
  const anchor = await arrive({ persona: 'anchor', devices: { kind: 'poor' } });
  await openStudio(anchor);
  await verdictOf(anchor, 'may');
  await expect
    .poll(() => anchor.page.getByTestId('check-picture').textContent(), { timeout: 30_000 })
    .toContain('太暗');
  await expect
    .poll(() => anchor.page.getByTestId('verdict').textContent(), { timeout: 30_000 })
    .toMatch(/还没听到你的声音.*画面太暗/);
  expect(await anchor.page.getByTestId('check-sound').textContent()).toContain('说句话试试');
  expect(await anchor.page.getByTestId('go-live').isEnabled()).toBe(true);

  await anchor.page.getByTestId('try-echo').click();
  await anchor.page.getByTestId('echo-listen').click();
  await anchor.page.locator('[data-testid=echo-verdict][data-step=fine]').waitFor({ timeout: 30_000 });
  await anchor.page.keyboard.press('Escape');

  await anchor.page.getByTestId('toggle-camera').click();
  await verdictOf(anchor, 'cannot');
  expect(await anchor.page.getByTestId('verdict').textContent()).toContain('摄像头关着');
  expect(await anchor.page.getByTestId('go-live').isDisabled()).toBe(true);
});

test('a microphone that is pulled out is replaced, or missed until it is back, before air and on it', async () => {
  const anchor = await arrive({ persona: 'anchor', devices: { kind: 'fake' } });
  const { page } = anchor;
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    window.microphones = [];
    window.nextMicrophone = 'same';
    devices.getUserMedia = async (wish = {}) => {
      if (!wish.audio) return open(wish);
      if (window.nextMicrophone === 'none') throw new DOMException('none', 'NotFoundError');
      const used = window.microphones[0]?.getSettings().deviceId;
      const all = await devices.enumerateDevices();
      const other = all.find(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== used);
      const swapped = window.nextMicrophone === 'other' && other;
      const stream = await open(swapped ? { audio: { deviceId: { exact: other.deviceId } } } : wish);
      window.microphones.push(...stream.getAudioTracks());
      return stream;
    };
  });
  const pullOut = (next: Window['nextMicrophone']) =>
    page.evaluate((now) => {
      window.nextMicrophone = now;
      const track = window.microphones.at(-1);
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    }, next);
  const notice = page.getByTestId('microphone-lost');

  const session = await openStudio(anchor);
  await page.locator('[data-testid=go-live]:enabled').waitFor({ timeout: 60_000 });
  await pullOut('other');
  await notice.waitFor();
  expect(await notice.getAttribute('data-gone')).toBe('false');
  // In truth it never left this machine, so it can be had again.
  await page.getByTestId('microphone-again').waitFor();
  await page.evaluate(() => {
    window.nextMicrophone = 'same';
  });
  await page.getByTestId('microphone-again').click();
  await notice.waitFor({ state: 'detached' });

  await pressGoLive(anchor);
  const viewer = await arrive({ persona: 'peer-1' });
  await viewer.page.goto(`/sessions/${session.id}/watch`);
  await heardBy(viewer);
  await pullOut('none');
  await page.locator('[data-testid=microphone-lost][data-gone=true]').waitFor();
  // The picture goes on, and says so by its own means.
  expect(await page.getByTestId('capture-trouble').count()).toBe(0);
  expect(await page.getByTestId('level-meter').count()).toBe(0);
  await page.getByTestId('end-session').waitFor();
  await page.evaluate(() => {
    window.nextMicrophone = 'same';
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await notice.waitFor({ state: 'detached' });
  await page.getByTestId('level-meter').waitFor();
  await heardBy(viewer);
});
