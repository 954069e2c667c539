import type { TimelineItem } from '@caipai/shared/schemas/replay';
import { expect, onTestFinished, test } from 'vitest';
import { goLive, holdToEnd } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { untilFramesFlow } from './support/picture.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession } from './support/session.ts';
import { loopDistanceMs, StageClock } from './support/stage-clock.ts';
import { startStudio } from './support/studio-server.ts';

const OVERFLOW = '[data-testid=overflow-video]';

test('who finds no seat sees the stream some seconds behind, with comments and marks at its time', async () => {
  const studio = await startStudio({ MEDIA_MAX_VIEWERS: '1' });
  onTestFinished(() => studio.close());
  const { baseUrl } = studio;
  const anchor = await arriveAnchor({ baseUrl });
  const seated = await arrive({ persona: 'peer-1', baseUrl });
  const late = await arrive({ persona: 'peer-2', baseUrl });
  await StageClock.watch(anchor.page);
  const session = await planSession(anchor);
  await goLive(anchor, session.id);
  await seated.page.goto(`/sessions/${session.id}/watch`);
  await untilFramesFlow(seated);
  await late.page.goto(`/sessions/${session.id}/watch`);
  await late.page.locator(`${OVERFLOW}[data-flowing]`).waitFor({ timeout: 30_000 });
  await late.page.getByTestId('overflow-standing').waitFor();
  await late.page.evaluate((at) => window.probe.follow(at), OVERFLOW);
  await expect
    .poll(() => late.page.evaluate((at) => window.probe.frames(at).length, OVERFLOW), { timeout: 20_000 })
    .toBeGreaterThan(60);

  // How far behind the picture is, by what stood before the camera when.
  const behindMs = async () => {
    const stage = await StageClock.read(anchor.page);
    const frame = (await late.page.evaluate((at) => window.probe.frames(at), OVERFLOW)).at(-1);
    const nowMs = stage.frames.at(-1)?.wallMs ?? Number.NaN;
    const shown = frame?.code ?? Number.NaN;
    const showed = stage.frames.findLast(({ code }) => loopDistanceMs(code ?? Number.NaN, shown) < 50);
    return nowMs - (showed?.wallMs ?? Number.NaN);
  };
  const atFirstMs = await behindMs();
  expect(atFirstMs).toBeLessThan(15_000);

  // A comment of somebody who sees it now reaches the list of the late one only when the picture is there.
  const sentAtMs = Date.now();
  await seated.page.getByTestId('danmaku-input').fill('这一句要等画面');
  await seated.page.keyboard.press('Enter');
  await late.page.getByText('这一句要等画面').first().waitFor({ timeout: 30_000 });
  const waitedMs = Date.now() - sentAtMs;
  expect(waitedMs).toBeGreaterThan(2_000);

  // Wound back, the picture is older, and a tap brings it to the newest again.
  const slider = late.page.getByTestId('overflow-standing').getByRole('slider');
  await expect
    .poll(() => slider.press('Home').then(behindMs), { timeout: 40_000, interval: 1_000 })
    .toBeGreaterThan(15_000);
  await late.page.getByTestId('overflow-edge').click();
  await expect.poll(behindMs, { timeout: 15_000 }).toBeLessThan(12_000);

  // A seat that becomes free is taken, and the picture is now.
  await seated.page.goto('/');
  await untilFramesFlow(late, 30);
  await late.page.locator(OVERFLOW).waitFor({ state: 'detached' });
  await holdToEnd(anchor);
  const timeline = await late.get<TimelineItem[]>(`/sessions/${session.id}/timeline`);
  expect(timeline.some(({ entry }) => entry.kind === 'danmaku.sent')).toBe(true);
  console.log(
    JSON.stringify({ proof: 'overflow', behindMs: Math.round(atFirstMs), commentWaitedMs: waitedMs }),
  );
});

test('who finds no seat, and no stream because nothing is recorded, reads why there is no picture', async () => {
  const studio = await startStudio({ MEDIA_MAX_VIEWERS: '1', FFMPEG_PATH: '/nowhere/ffmpeg' });
  onTestFinished(() => studio.close());
  const { baseUrl } = studio;
  const anchor = await arriveAnchor({ baseUrl });
  const seated = await arrive({ persona: 'peer-1', baseUrl });
  const late = await arrive({ persona: 'peer-2', baseUrl });
  const session = await planSession(anchor);
  await goLive(anchor, session.id);
  await seated.page.goto(`/sessions/${session.id}/watch`);
  await untilFramesFlow(seated);
  await late.page.goto(`/sessions/${session.id}/watch`);
  await late.page.getByTestId('slate-refused').getByText('直播间满员了').waitFor({ timeout: 20_000 });
  await saveScreenshot(late.page, 'no-seat/nothing-recorded');
  await seated.page.goto('/');
  await untilFramesFlow(late, 30);
  expect(await late.page.getByTestId('slate-refused').count()).toBe(0);
});
