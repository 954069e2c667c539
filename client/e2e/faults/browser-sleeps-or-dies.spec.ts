import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passes } from 'node:timers/promises';
import type { Replay } from '@caipai/shared/schemas/replay';
import { expect, onTestFinished, test } from 'vitest';
import type { Person } from '../support/browser.ts';
import { goLive, holdToEnd } from '../support/on-air.ts';
import { type OwnBrowser, openOwnBrowser } from '../support/own-browser.ts';
import { arrive } from '../support/people.ts';
import { untilFramesFlow } from '../support/picture.ts';
import { planSession, untilReviewable } from '../support/session.ts';
import { startStudio } from '../support/studio-server.ts';

const ASLEEP_MS = 20_000;
const GONE_MS = 10_000;
const BACK_WITHIN_MS = 3_000;
const WATCH = '[data-testid=watch-video]';
const SLATE = '[data-testid=slate-interrupted]';

test('a laptop that slept for 20 s is on air again by itself', async () => {
  const { viewer, anchor, sessionId } = await onAir();
  anchor.sleep();
  const asleepAtMs = Date.now();
  await viewer.page.locator(SLATE).waitFor({ timeout: ASLEEP_MS });
  const slateAfterMs = Date.now() - asleepAtMs;
  await passes(ASLEEP_MS - slateAfterMs);
  anchor.wake();
  const wokenAtMs = Date.now();
  const backMs = (await pictureBack(viewer, wokenAtMs)) - wokenAtMs;
  await untilFramesFlow(viewer, 100);
  const holesMs = await endWhole(anchor, viewer, sessionId);
  console.log(JSON.stringify({ proof: 'laptop sleeps', slateAfterMs, backMs, holesMs }));
  expect(backMs).toBeLessThan(BACK_WITHIN_MS);
  expect(holesMs).toHaveLength(1);
});

test('an anchor whose browser was killed opens it again, is in the same session and finds the safety copy', async () => {
  const { viewer, anchor, sessionId, openAnchor } = await onAir();
  anchor.kill();
  await viewer.page.locator(SLATE).waitFor({ timeout: 10_000 });
  await passes(GONE_MS);
  const again = await openAnchor();
  const { page } = again.person;
  const openedAtMs = Date.now();
  await page.goto(`/sessions/${sessionId}/studio`);
  await page.getByTestId('end-session').waitFor({ timeout: 20_000 });
  const backMs = (await pictureBack(viewer, openedAtMs)) - openedAtMs;
  await untilFramesFlow(viewer, 100);
  const holesMs = await endWhole(again, viewer, sessionId);
  console.log(JSON.stringify({ proof: 'browser killed', backMs, holesMs }));
  expect(holesMs).toHaveLength(1);
  await page.goto('/');
  await page.getByTestId('copies').waitFor();
});

/** A server, an anchor on air from a browser of their own, and a viewer who never reloads. */
async function onAir() {
  const studio = await startStudio();
  onTestFinished(() => studio.close());
  const { baseUrl } = studio;
  const profileDir = await mkdtemp(join(tmpdir(), 'caipai-profile-'));
  onTestFinished(() => rm(profileDir, { recursive: true, force: true }));
  const openAnchor = async (): Promise<OwnBrowser> => {
    const anchor = await openOwnBrowser(
      profileDir,
      { kind: 'files', orientation: 'portrait', language: 'zh' },
      { baseUrl, persona: 'anchor' },
    );
    onTestFinished(() => anchor.close().catch(() => {}));
    await anchor.person.page.addInitScript(() => localStorage.setItem('caipai.safetyCopy', '{"on":true}'));
    return anchor;
  };
  const anchor = await openAnchor();
  const viewer = await arrive({ baseUrl, persona: 'peer-1' });
  const { id: sessionId } = await planSession(anchor.person);
  await viewer.page.addInitScript(`window.probe.follow('${WATCH}')`);
  await goLive(anchor.person, sessionId);
  await viewer.page.goto(`/sessions/${sessionId}/watch`);
  await untilFramesFlow(viewer, 200);
  await viewer.page.evaluate(() => Object.assign(window, { stayed: true }));
  return { viewer, anchor, sessionId, openAnchor };
}

/** When the viewer has seen a picture that is newer than `fromMs`, with nothing over it. */
async function pictureBack({ page }: Person, fromMs: number): Promise<number> {
  const back = await page.waitForFunction(
    ({ watch, slate, fromMs }) => {
      const frame = window.probe.frames(watch).find(({ wallMs, code }) => wallMs > fromMs && code !== null);
      return frame && !document.querySelector(slate) ? window.probe.wallNow() : null;
    },
    { watch: WATCH, slate: SLATE, fromMs },
    { timeout: 40_000, polling: 'raf' },
  );
  return Math.round((await back.jsonValue()) ?? Number.NaN);
}

/** Ends the session; answers the holes of its one replay. */
async function endWhole({ person }: OwnBrowser, viewer: Person, sessionId: string): Promise<number[]> {
  expect(await viewer.page.evaluate(() => 'stayed' in window)).toBe(true);
  await holdToEnd(person);
  await untilReviewable(viewer, sessionId);
  const { spans } = await viewer.get<Replay>(`/sessions/${sessionId}/replay`);
  return spans.slice(1).map(({ startWallMs }, index) => {
    const before = spans[index];
    return Math.round(startWallMs - (before?.startWallMs ?? 0) - (before?.durationMs ?? 0));
  });
}
