import type { Replay, TimelineItem } from '@caipai/shared/schemas/replay';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { wallAtMedia } from '@caipai/shared/timeline/media-clock';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { holdToEnd, pressGoLive } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { loopDistanceMs, StageClock } from './support/stage-clock.ts';
import { tapWire } from './support/wire.ts';

const WATCH = '[data-testid=watch-video]';
const COACH = '[data-testid=coach-video]';
const REPLAY = '[data-testid=replay-video]';
const NEAR_MS = 250;
/** Speech of the fixture lies around 0.1; a microphone that hears nothing stays below 0.001. */
const AUDIBLE = 0.02;

/** Pictures are decoded and speech is heard; both measured over what comes in from now on. */
async function expectPictureAndVoice({ page }: Person, selector: string): Promise<void> {
  const before = await page.evaluate(() => window.probe.reception());
  const since = async () => {
    const now = await page.evaluate(() => window.probe.reception());
    const seconds = now.audioSeconds - before.audioSeconds;
    return {
      frames: now.framesDecoded - before.framesDecoded,
      seconds,
      loudness: Math.sqrt((now.audioEnergy - before.audioEnergy) / Math.max(seconds, 0.001)),
    };
  };
  await expect.poll(async () => (await since()).frames, { timeout: 20_000 }).toBeGreaterThan(30);
  await expect.poll(async () => (await since()).seconds, { timeout: 20_000 }).toBeGreaterThan(2);
  expect((await since()).loudness).toBeGreaterThan(AUDIBLE);
  await expect.poll(() => page.evaluate((at) => window.probe.code(at), selector)).not.toBeNull();
}

async function comment({ page }: Person, text: string): Promise<number> {
  await page.getByTestId('danmaku-input').fill(text);
  await page.getByTestId('danmaku-send').click();
  return page.evaluate(() => window.probe.lastInputMs);
}

async function mark({ page }: Person, criterionId: string, level: number): Promise<number> {
  await page.getByTestId(`mark-${criterionId}-${level}`).click();
  const atMs = await page.evaluate(() => window.probe.lastInputMs);
  await page.locator(`[data-testid="mark-fate-${criterionId}"][data-fate="saved"]`).waitFor();
  return atMs;
}

/** Presses a moment of the replay's list and reads the picture that then stands there. */
async function codeAtMoment(page: Page, text: string): Promise<number> {
  await page.getByTestId('timeline-item').filter({ hasText: text }).click();
  const { code } = await page.evaluate((at) => window.probe.still(at), REPLAY);
  expect(code, `time code at "${text}"`).not.toBeNull();
  return code ?? Number.NaN;
}

test('a rehearsal: on air, watched, commented, coached, scored, ended, replayed in step', async () => {
  const [anchor, instructor, peer] = await Promise.all([
    arriveAnchor(),
    arrive({ persona: 'instructor' }),
    arrive({ persona: 'peer-1' }),
  ]);
  await StageClock.watch(anchor.page);

  // The anchor plans and goes on air.
  await anchor.page.goto('/');
  await anchor.page.getByTestId('rehearse-now').click();
  await anchor.page.getByTestId('plan-title').fill('保温杯首播彩排');
  await anchor.page.getByTestId('plan-save').click();
  await anchor.page.waitForURL(/\/sessions\/[0-9a-f-]+\/studio/);
  const sessionId = new URL(anchor.page.url()).pathname.split('/')[2] ?? '';
  await pressGoLive(anchor);

  // Two others come by the home page and see and hear the anchor.
  const wire = await tapWire(peer.page);
  await peer.page.goto('/');
  await peer.page.locator(`[data-testid=live-watch][href*="${sessionId}"]`).click();
  await instructor.page.goto('/');
  await instructor.page.locator(`[data-testid=live-coach][href*="${sessionId}"]`).click();
  await expectPictureAndVoice(peer, WATCH);
  await expectPictureAndVoice(instructor, COACH);
  await anchor.page.getByTestId('viewer-count').filter({ hasText: '2' }).waitFor();

  // The cue is for the anchor alone.
  await instructor.page.getByTestId('cue-text').fill('把杯子举高一点');
  await instructor.page.getByTestId('cue-send').click();
  const cue = anchor.page.getByTestId('cue-overlay').filter({ hasText: '把杯子举高一点' });
  await cue.waitFor();
  const cueId = (await cue.getAttribute('data-cue-id')) ?? '';
  expect(cueId).toMatch(/^[0-9a-f-]{36}$/);
  await instructor.page
    .locator(`[data-testid="cue-row"][data-cue-id="${cueId}"][data-stage="seen"]`)
    .waitFor();

  // Everybody reads what anybody says.
  await instructor.page.getByTestId('tab-danmaku').click();
  const askedAtMs = await comment(peer, '杯盖漏不漏水？');
  await comment(anchor, '倒过来给大家看，一滴不漏');
  for (const { page } of [anchor, instructor, peer]) {
    await page.getByTestId('danmaku-item').filter({ hasText: '杯盖漏不漏水？' }).waitFor();
    await page.getByTestId('danmaku-item').filter({ hasText: '一滴不漏' }).waitFor();
  }
  await Promise.all([
    saveScreenshot(anchor.page, 'main-job/anchor'),
    saveScreenshot(peer.page, 'main-job/peer'),
    saveScreenshot(instructor.page, 'main-job/instructor'),
  ]);

  // Two raters judge.
  await peer.page.getByTestId('open-rubric').click();
  const peerMarkAtMs = await mark(peer, 'people', 2);
  const coachMarkAtMs = await mark(instructor, 'goods', 3);

  // A few seconds more, so that the moments above do not lie at the very end of the recording.
  await expect
    .poll(() => peer.page.evaluate(() => Date.now()), { timeout: 10_000 })
    .toBeGreaterThan(coachMarkAtMs + 2_500);
  const stage = await StageClock.read(anchor.page);
  await holdToEnd(anchor);

  // The replay plays within three seconds of the end.
  await peer.page.evaluate((at) => window.probe.follow(at, false), REPLAY);
  await peer.page.getByTestId('to-replay').click();
  await peer.page.getByTestId('player-toggle').click();
  const played = await peer.page.waitForFunction(
    (at) => window.probe.frames(at).find(({ mediaMs }) => mediaMs > 200)?.wallMs,
    REPLAY,
    { polling: 50 },
  );
  const { endedAtMs } = await peer.get<SessionDetail>(`/sessions/${sessionId}`);
  expect(((await played.jsonValue()) ?? Number.NaN) - (endedAtMs ?? Number.NaN)).toBeLessThan(3_000);
  await expect
    .poll(() => peer.page.evaluate((at) => window.probe.loudness(at, 1_000), REPLAY), { timeout: 10_000 })
    .toBeGreaterThan(AUDIBLE);

  // Wherever one seeks, the picture is the one that was there then.
  const { spans, durationMs } = await peer.get<Replay>(`/sessions/${sessionId}/replay`);
  for (const share of [0.2, 0.7]) {
    const seek = peer.page.getByTestId('player-seek');
    await seek.fill(String(Math.round((durationMs * share) / 100) * 100));
    const { code, positionMs } = await peer.page.evaluate((at) => window.probe.still(at), REPLAY);
    expect(Math.abs(positionMs - durationMs * share)).toBeLessThan(NEAR_MS);
    const wallMs = wallAtMedia(spans, positionMs) ?? Number.NaN;
    expect(loopDistanceMs(code ?? Number.NaN, stage.codeAt(wallMs))).toBeLessThan(NEAR_MS);
  }

  // Comments and marks stand where the picture is that was on stage when they were made.
  expect(
    loopDistanceMs(await codeAtMoment(peer.page, '杯盖漏不漏水？'), stage.codeAt(askedAtMs)),
  ).toBeLessThan(NEAR_MS);
  await instructor.page.getByTestId('to-replay').click();
  await instructor.page.getByTestId('tab-marks').click();
  for (const [criterion, atMs] of [
    ['人：', peerMarkAtMs],
    ['货：', coachMarkAtMs],
  ] as const) {
    const code = await codeAtMoment(instructor.page, criterion);
    expect(loopDistanceMs(code, stage.codeAt(atMs)), criterion).toBeLessThan(NEAR_MS);
  }
  await saveScreenshot(instructor.page, 'main-job/replay');
  await instructor.page.getByTestId('tab-cues').click();
  await instructor.page.getByTestId('timeline-item').filter({ hasText: '把杯子举高一点' }).waitFor();

  // Nothing of the cue ever reached the peer: not over the socket, not in the ledger.
  expect(wire.received.some((frame) => frame.includes('danmaku:ticked'))).toBe(true);
  const leaks = wire.received.filter(
    (frame) => frame.includes('cue:') || frame.includes(cueId) || frame.includes('把杯子举高一点'),
  );
  expect(leaks).toEqual([]);
  const readable = await peer.get<TimelineItem[]>(`/sessions/${sessionId}/timeline`);
  expect(readable.filter(({ entry }) => entry.kind.startsWith('cue.'))).toEqual([]);
  expect(await peer.page.getByTestId('tab-cues').count()).toBe(0);

  expect([...anchor.troubles, ...instructor.troubles, ...peer.troubles]).toEqual([]);
});

test('the anchor learns the result when the instructor releases it', async () => {
  const instructor = await arrive({ persona: 'instructor' });
  const anchor = await arrive({ persona: 'anchor' });
  const sessions = await instructor.get<SessionDetail[]>('/sessions');
  const session = sessions.find(({ state }) => state === 'reviewable');
  expect(session, 'a session that was scored before').toBeDefined();
  await anchor.page.goto(`/sessions/${session?.id}/replay`);
  await anchor.page.getByTestId('results-held').waitFor();
  await instructor.page.goto(`/sessions/${session?.id}/replay`);
  await instructor.page.getByTestId('score-release').click();
  await instructor.page.getByRole('dialog').getByRole('button').last().click();
  await instructor.page.getByTestId('score-release').waitFor({ state: 'detached' });
  await anchor.page.reload();
  await anchor.page.getByTestId('results').waitFor();
});
