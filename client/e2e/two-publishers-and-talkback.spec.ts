import type { RecordingSound } from '@caipai/shared/schemas/finished-recording';
import type { Replay, TimelineItem } from '@caipai/shared/schemas/replay';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { mediaAtWall, type RecordedSpan, wallAtMedia } from '@caipai/shared/timeline/media-clock';
import type { Page } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import type { Person } from './support/browser.ts';
import { openCuttableNetwork } from './support/cuttable-network.ts';
import { goLive, holdToEnd } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession } from './support/session.ts';
import { loopDistanceMs } from './support/stage-clock.ts';
import { tapWire } from './support/wire.ts';

const LEAD = '[data-testid=watch-video]';
const GUEST = '[data-testid=guest-video]';
const PARTNER = '[data-testid=studio-partner]';
const TALKBACK = '[data-testid=talkback-sound]';
const REPLAY = '[data-testid=replay-video]';
const REPLAY_ASSISTANT = '[data-testid=replay-assistant]';
const REPLAY_TALKBACK = '[data-testid=replay-talkback]';
const AUDIBLE = 0.02;
const TWO_FRAMES_MS = 67;
/** A busy machine delays one camera's frames more than the other's on their way into the recording. */
const NEAR_MS = 250;

const voice = { kind: 'files', orientation: 'portrait', language: 'zh' } as const;

const codeAt = (page: Page, selector: string) => page.evaluate((at) => window.probe.code(at), selector);
const loudnessAt = (page: Page, selector: string) =>
  page.evaluate((at) => window.probe.loudness(at, 500), selector);
const seen = (page: Page, selector: string) =>
  expect.poll(() => codeAt(page, selector), { timeout: 20_000 }).not.toBeNull();
const heard = (page: Page, selector: string) =>
  expect.poll(() => loudnessAt(page, selector), { timeout: 20_000 }).toBeGreaterThan(AUDIBLE);
const layoutOf = (page: Page) => page.getByTestId('live-frame').getAttribute('data-pictures');

async function setLayout({ page }: Person, layout: 'pictureInPicture' | 'sideBySide'): Promise<void> {
  await page.getByTestId('stage-menu').click();
  await page.getByTestId(`layout-${layout}`).click();
  await page.keyboard.press('Escape');
}

/** Resolves when the element shows the frame of its position. */
async function atRest(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((at) => {
    const video = document.querySelector(at);
    return video instanceof HTMLVideoElement && !video.seeking && video.readyState >= 2;
  }, selector);
}

/** How far the two pictures lie apart: by the wall clock of their recordings, and by what stood before the cameras. */
async function apart(page: Page, replay: Replay): Promise<{ clockMs: number; pictureMs: number }> {
  const [lead, second] = await page.evaluate(
    (places) =>
      places.map((at) => ({
        positionMs: (document.querySelector<HTMLVideoElement>(at)?.currentTime ?? Number.NaN) * 1_000,
        code: window.probe.code(at) ?? Number.NaN,
      })),
    [REPLAY, REPLAY_ASSISTANT],
  );
  const nowhere = { positionMs: Number.NaN, code: Number.NaN };
  const [a, b] = [lead ?? nowhere, second ?? nowhere];
  const wallOf = (spans: RecordedSpan[], { positionMs }: typeof nowhere) =>
    wallAtMedia(spans, positionMs) ?? Number.NaN;
  return {
    clockMs: Math.abs(wallOf(replay.spans, a) - wallOf(replay.assistant?.spans ?? [], b)),
    pictureMs: loopDistanceMs(a.code, b.code),
  };
}

test('two on the stage, a coach in their ears, and both in step in the replay', async () => {
  const [anchor, assistant, coach, viewer] = await Promise.all([
    arriveAnchor(),
    arrive({ persona: 'peer-1', name: 'assistant', devices: voice }),
    arrive({ persona: 'instructor', devices: voice }),
    arrive({ persona: 'peer-2', name: 'viewer' }),
  ]);
  const site = await assistant.get<{ me: { id: string } }>('/site');
  const { id: sessionId } = await planSession(anchor, {
    title: '双人彩排',
    crew: { assistantAnchor: site.me.id },
  });

  // The assistant waits beside the stage and comes into the picture with the air.
  await assistant.page.goto(`/sessions/${sessionId}/studio`);
  await assistant.page.getByTestId('join-picture').click({ timeout: 20_000 });
  await saveScreenshot(assistant.page, 'two-publishers/assistant-before-air');
  await goLive(anchor, sessionId);

  const wire = await tapWire(viewer.page);
  await viewer.page.goto(`/sessions/${sessionId}/watch`);
  await coach.page.goto(`/sessions/${sessionId}/coach`);
  await Promise.all([seen(viewer.page, LEAD), seen(viewer.page, GUEST)]);
  await Promise.all([heard(viewer.page, LEAD), heard(viewer.page, GUEST)]);
  expect(await layoutOf(viewer.page)).toBe('pictureInPicture');

  // Both see and hear each other, and nobody hears themself.
  for (const { page } of [anchor, assistant]) {
    await seen(page, PARTNER);
    await heard(page, PARTNER);
    expect((await page.evaluate(() => window.probe.reception())).audioStreams).toBe(1);
  }
  await Promise.all([
    saveScreenshot(viewer.page, 'two-publishers/viewer-inset'),
    saveScreenshot(anchor.page, 'two-publishers/anchor-inset'),
    saveScreenshot(assistant.page, 'two-publishers/assistant-inset'),
  ]);

  await setLayout(anchor, 'sideBySide');
  await expect.poll(() => layoutOf(viewer.page), { timeout: 10_000 }).toBe('sideBySide');
  await saveScreenshot(viewer.page, 'two-publishers/viewer-side-by-side');
  await setLayout(assistant, 'pictureInPicture');
  await expect.poll(() => layoutOf(viewer.page), { timeout: 10_000 }).toBe('pictureInPicture');

  // The coach holds the key: the stage hears it and sees who speaks.
  const talk = coach.page.getByTestId('talk');
  await talk.hover();
  await coach.page.mouse.down();
  for (const { page } of [anchor, assistant]) {
    await page.getByTestId('talkback-badge').waitFor({ timeout: 20_000 });
    await heard(page, TALKBACK);
  }
  await Promise.all([
    saveScreenshot(anchor.page, 'two-publishers/anchor-talkback'),
    saveScreenshot(coach.page, 'two-publishers/coach-talking'),
  ]);
  await coach.page.mouse.up();
  await anchor.page.getByTestId('talkback-badge').waitFor({ state: 'detached' });
  await expect.poll(() => loudnessAt(anchor.page, TALKBACK), { timeout: 10_000 }).toBeLessThan(0.001);
  // The letter does the same, but not while somebody writes.
  await coach.page.keyboard.down('v');
  await anchor.page.getByTestId('talkback-badge').waitFor();
  await heard(anchor.page, TALKBACK);
  await coach.page.keyboard.up('v');
  await anchor.page.getByTestId('talkback-badge').waitFor({ state: 'detached' });
  await coach.page.getByTestId('cue-text').click();
  await coach.page.keyboard.down('v');
  await coach.page.keyboard.up('v');
  expect(await talk.getAttribute('aria-pressed')).toBe('false');

  // The audience got none of it: no stream, no fact.
  expect((await viewer.page.evaluate(() => window.probe.reception())).audioStreams).toBe(2);

  // Stepping out of the picture and ending: the anchor fills the stage and the session went on all the time.
  await assistant.page.getByTestId('join-picture').click();
  await expect.poll(() => layoutOf(viewer.page), { timeout: 10_000 }).toBe('anchor');
  expect((await viewer.get<SessionDetail>(`/sessions/${sessionId}`)).state).toBe('live');
  await assistant.page.getByTestId('join-picture').click();
  await seen(viewer.page, GUEST);
  await expect.poll(() => layoutOf(viewer.page), { timeout: 10_000 }).toBe('pictureInPicture');
  const backAtMs = await viewer.page.evaluate(() => Date.now());
  await expect
    .poll(() => viewer.page.evaluate(() => Date.now()), { timeout: 10_000 })
    .toBeGreaterThan(backAtMs + 5_000);
  await holdToEnd(anchor);

  expect(wire.received.some((frame) => frame.includes('media:published') || frame.includes('"feed"'))).toBe(
    true,
  );
  expect(wire.received.filter((frame) => frame.includes('talkback'))).toEqual([]);
  const readable = await viewer.get<TimelineItem[]>(`/sessions/${sessionId}/timeline`);
  expect(readable.filter(({ entry }) => entry.kind.startsWith('talkback.'))).toEqual([]);

  // The replay shows both in step, wherever one seeks; for the moments without the assistant, the anchor alone.
  await viewer.page.getByTestId('to-replay').click();
  await viewer.page.getByTestId('player-toggle').click();
  const replay = await viewer.get<Replay>(`/sessions/${sessionId}/replay`);
  expect(replay.assistant?.spans.length).toBeGreaterThanOrEqual(2);
  expect(replay.talkback).toEqual([]);
  // The longest stretch: on a busy machine one may begin with the picture alone.
  const spans = (replay.assistant?.spans ?? []).toSorted((a, b) => b.durationMs - a.durationMs);
  const first = spans[0] ?? { startWallMs: 0, durationMs: 0 };
  const placeOf = (share: number) =>
    mediaAtWall(replay.spans, first.startWallMs + first.durationMs * share) ?? Number.NaN;
  const seekTo = (positionMs: number) =>
    viewer.page.getByTestId('player-seek').fill(String(Math.round(positionMs / 100) * 100));
  await viewer.page.getByTestId('player-toggle').click();
  for (const share of [0.3, 0.6, 0.9]) {
    await seekTo(placeOf(share));
    await atRest(viewer.page, REPLAY);
    await expect
      .poll(async () => (await apart(viewer.page, replay)).clockMs, { timeout: 10_000 })
      .toBeLessThan(2);
    await viewer.page.evaluate((at) => window.probe.still(at), REPLAY);
    const { pictureMs } = await apart(viewer.page, replay);
    expect(pictureMs).toBeLessThanOrEqual(NEAR_MS);
  }
  await saveScreenshot(viewer.page, 'two-publishers/replay');

  // While it plays, too.
  await seekTo(placeOf(0.3));
  await viewer.page.getByTestId('player-toggle').click();
  await expect
    .poll(async () => (await apart(viewer.page, replay)).clockMs, { timeout: 20_000, interval: 250 })
    .toBeLessThanOrEqual(TWO_FRAMES_MS);

  // What was said into their ears is for those who were to hear it.
  await coach.page.getByTestId('to-replay').click();
  await coach.page.getByTestId('player-talkback').click();
  const spoken = (await coach.get<Replay>(`/sessions/${sessionId}/replay`)).talkback;
  expect(spoken).toHaveLength(1);
  const url = spoken[0]?.playlistUrl ?? '';
  const answer = async ({ page }: Person) => (await page.request.get(url)).status();
  expect(await answer(coach)).toBe(200);
  expect(await answer(assistant)).toBe(200);
  expect(await answer(viewer)).toBe(404);
  expect(await viewer.page.getByTestId('player-talkback').count()).toBe(0);
  const timeline = await coach.get<TimelineItem[]>(`/sessions/${sessionId}/timeline`);
  const began = timeline.findLast(({ entry }) => entry.kind === 'talkback.began')?.entry.atMs ?? 0;
  await coach.page
    .getByTestId('player-seek')
    .fill(String(Math.round((began - (replay.spans[0]?.startWallMs ?? 0)) / 100) * 100));
  await coach.page.getByTestId('player-toggle').click();
  await heard(coach.page, REPLAY_TALKBACK);
  await coach.page.getByTestId('timeline-talk').first().waitFor();
  await saveScreenshot(coach.page, 'two-publishers/replay-coach');

  // Once the recording is finished the two are one picture, and it still keeps the stage's time.
  const finished = () => viewer.get<Replay>(`/sessions/${sessionId}/replay`);
  await expect
    .poll(async () => (await finished()).finish?.state, { timeout: 120_000, interval: 1_000 })
    .toBe('done');
  const { assistant: beside, soundUrl } = await finished();
  expect(beside).toBeNull();
  const { peaks } = (await (await viewer.page.request.get(soundUrl ?? '')).json()) as RecordingSound;
  // They talk without end, so no two seconds of what was mixed are silent.
  for (let from = 10; from + 20 <= Math.floor(replay.durationMs / 100); from += 20)
    expect(Math.max(...peaks.slice(from, from + 20)), `sound at ${from / 10} s`).toBeGreaterThan(10);
  await viewer.page.reload();
  // A frame in which the code just changes cannot be read after two encoders; not all of them are such.
  const codes: (number | null)[] = [];
  for (const share of [0.3, 0.5, 0.7]) {
    await seekTo(placeOf(share));
    await atRest(viewer.page, REPLAY);
    codes.push((await viewer.page.evaluate((at) => window.probe.still(at), REPLAY)).code);
  }
  expect(codes.filter((code) => code !== null)).not.toEqual([]);
  expect(await viewer.page.locator(REPLAY_ASSISTANT).count()).toBe(0);
  await saveScreenshot(viewer.page, 'two-publishers/replay-composed');

  const expected = (trouble: { text: string }) => trouble.text.includes('companions');
  expect(
    [...anchor.troubles, ...assistant.troubles, ...coach.troubles, ...viewer.troubles].filter(
      (trouble) => !expected(trouble),
    ),
  ).toEqual([]);
});

test('somebody is called onto the stage while watching, and off it again', async () => {
  const [anchor, peer, coach] = await Promise.all([
    arriveAnchor(),
    arrive({ persona: 'peer-1', devices: voice }),
    arrive({ persona: 'instructor' }),
  ]);
  const { id: sessionId } = await planSession(anchor);
  await goLive(anchor, sessionId);
  await peer.page.goto(`/sessions/${sessionId}/watch`);
  await seen(peer.page, LEAD);
  expect(await peer.page.getByTestId('stage-door').count()).toBe(0);
  const { me } = await peer.get<{ me: { id: string } }>('/site');
  await coach.page.goto(`/sessions/${sessionId}/coach`);
  await coach.page.getByTestId('stage-menu').click();
  await coach.page.getByTestId('crew-assistantAnchor').selectOption(me.id);

  await peer.page.getByTestId('stage-door').click();
  await peer.page.getByTestId('join-picture').click({ timeout: 20_000 });
  await seen(anchor.page, PARTNER);
  await coach.page.getByTestId('crew-assistantAnchor').selectOption('');
  await peer.page.getByTestId('studio-dismissed').waitFor();
  await anchor.page.locator(PARTNER).waitFor({ state: 'detached' });
  expect((await peer.get<SessionDetail>(`/sessions/${sessionId}`)).state).toBe('live');

  // Called back, the tab that stayed open is on the stage again and hears what the crew hears.
  await coach.page.getByTestId('crew-assistantAnchor').selectOption(me.id);
  await peer.page.getByTestId('join-picture').click({ timeout: 20_000 });
  await seen(anchor.page, PARTNER);
  await coach.page.keyboard.press('Escape');
  await coach.page.getByTestId('cue-key-smile').click();
  await peer.page.getByTestId('cue-overlay').waitFor({ timeout: 10_000 });

  await coach.page.getByTestId('stage-menu').click();
  await coach.page.getByTestId('crew-assistantAnchor').selectOption('');
  await peer.page.getByTestId('studio-dismissed').waitFor();
  await peer.page.getByRole('link').click();
  await seen(peer.page, LEAD);
  expect([...anchor.troubles, ...peer.troubles, ...coach.troubles]).toEqual([]);
  await holdToEnd(anchor);
});

test('a coach who holds the key while the connection blinks goes on talking, for all to see', async () => {
  const network = await openCuttableNetwork(inject('studio').baseUrl);
  onTestFinished(() => network.close());
  const [anchor, coach] = await Promise.all([
    arriveAnchor(),
    arrive({ persona: 'instructor', devices: voice, baseUrl: network.baseUrl }),
  ]);
  const { id: sessionId } = await planSession(anchor);
  await goLive(anchor, sessionId);
  await coach.page.goto(`/sessions/${sessionId}/coach`);
  const badge = anchor.page.getByTestId('talkback-badge');
  await coach.page.getByTestId('talk').hover();
  await coach.page.mouse.down();
  await badge.waitFor({ timeout: 20_000 });
  await heard(anchor.page, TALKBACK);

  network.cut();
  await badge.waitFor({ state: 'detached', timeout: 20_000 });
  network.mend();
  await badge.waitFor({ timeout: 20_000 });
  await heard(anchor.page, TALKBACK);
  await coach.page.mouse.up();
  await badge.waitFor({ state: 'detached' });
  await holdToEnd(anchor);
});

test('the space bar lets go of the talk key wherever the focus is, and the letter holds on', async () => {
  const [anchor, coach] = await Promise.all([
    arriveAnchor(),
    arrive({ persona: 'instructor', devices: voice }),
  ]);
  const { id: sessionId } = await planSession(anchor);
  await goLive(anchor, sessionId);
  // The first press finds nothing to talk with; the next one does.
  await coach.page.route(/\/talker-[^/]*\.js/, (route) => route.abort(), { times: 1 });
  await coach.page.goto(`/sessions/${sessionId}/coach`);
  const badge = anchor.page.getByTestId('talkback-badge');
  const talk = coach.page.getByTestId('talk');
  await talk.press(' ');
  await coach.page.getByText('连不上服务器').waitFor();

  await talk.focus();
  await coach.page.keyboard.down(' ');
  await badge.waitFor({ timeout: 20_000 });
  await coach.page.getByTestId('cue-key-smile').click();
  await coach.page.keyboard.up(' ');
  await badge.waitFor({ state: 'detached' });
  expect(await talk.getAttribute('aria-pressed')).toBe('false');
  // The space bar that came up over the cue did not send it once more.
  const cues = await coach.get<TimelineItem[]>(`/sessions/${sessionId}/timeline`);
  expect(cues.filter(({ entry }) => entry.kind === 'cue.sent')).toHaveLength(1);

  await talk.focus();
  await coach.page.keyboard.down('v');
  await badge.waitFor();
  await coach.page.getByTestId('cue-key-smile').click();
  expect(await talk.getAttribute('aria-pressed')).toBe('true');
  await coach.page.keyboard.up('v');
  await badge.waitFor({ state: 'detached' });
  await holdToEnd(anchor);
});

test('the assistant holds the stage while the anchor is away', async () => {
  const [anchor, assistant, viewer] = await Promise.all([
    arriveAnchor(),
    arrive({ persona: 'peer-1', name: 'assistant', devices: voice }),
    arrive({ persona: 'peer-2', name: 'viewer' }),
  ]);
  const { me } = await assistant.get<{ me: { id: string } }>('/site');
  const { id: sessionId } = await planSession(anchor, { crew: { assistantAnchor: me.id } });
  await goLive(anchor, sessionId);
  await assistant.page.goto(`/sessions/${sessionId}/studio`);
  await assistant.page.getByTestId('join-picture').click({ timeout: 20_000 });
  await viewer.page.goto(`/sessions/${sessionId}/watch`);
  await Promise.all([seen(viewer.page, LEAD), seen(viewer.page, GUEST)]);

  await anchor.page.close();
  await viewer.page.getByTestId('slate-away').waitFor({ timeout: 30_000 });
  expect(await layoutOf(viewer.page)).toBe('guest');
  await seen(viewer.page, GUEST);
  await saveScreenshot(viewer.page, 'two-publishers/viewer-anchor-away');
  expect(await assistant.page.getByTestId('studio-interrupted').count()).toBe(0);

  const back = await anchor.newPage();
  await back.goto(`/sessions/${sessionId}/studio`);
  await viewer.page.getByTestId('slate-away').waitFor({ state: 'detached', timeout: 30_000 });
  await expect.poll(() => layoutOf(viewer.page), { timeout: 20_000 }).toBe('pictureInPicture');
  await seen(viewer.page, LEAD);
  await holdToEnd({ ...anchor, page: back });
});
