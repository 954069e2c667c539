import { join } from 'node:path';
import { setTimeout as passes } from 'node:timers/promises';
import type { Replay, TimelineItem } from '@caipai/shared/schemas/replay';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { expect, test } from 'vitest';
import { goLive, holdToEnd } from '../support/on-air.ts';
import { untilFramesFlow } from '../support/picture.ts';
import { planSession, untilReviewable } from '../support/session.ts';
import { StageClock } from '../support/stage-clock.ts';
import { openFaultyStudio } from './faulty-studio.ts';
import { compareSeconds } from './recorded-seconds.ts';

const OUTAGE_MS = 45_000;
const BACK_WITHIN_MS = 3_000;
const HOLE_WITHIN_MS = 500;
const WATCH = '[data-testid=watch-video]';
const SLATE = '[data-testid=slate-interrupted]';

test('after 45 s without a network the same session goes on, and the replay marks the hole', async (context) => {
  const { network, studio, anchor, viewer } = await openFaultyStudio(context);
  const session = await planSession(anchor);
  await StageClock.watch(anchor.page);
  await viewer.page.addInitScript(`window.probe.follow('${WATCH}')`);
  await goLive(anchor, session.id);
  await viewer.page.goto(`/sessions/${session.id}/watch`);
  await untilFramesFlow(viewer, 300);
  for (const { page } of [anchor, viewer]) await page.evaluate(() => Object.assign(window, { stayed: true }));

  const outFromMs = Date.now();
  await network.outage(true);
  const [slateAfterMs] = await Promise.all([
    viewer.page
      .locator(SLATE)
      .waitFor({ timeout: OUTAGE_MS })
      .then(() => Date.now() - outFromMs),
    passes(OUTAGE_MS),
  ]);
  await network.outage(false);
  const backFromMs = Date.now();
  const back = await viewer.page.waitForFunction(
    ({ slate, watch, fromMs }) => {
      // A picture counts from when nothing covers it.
      const frame = window.probe.frames(watch).find(({ wallMs, code }) => wallMs > fromMs && code !== null);
      if (!frame || document.querySelector(slate)) return null;
      return { frameMs: frame.wallMs, uncoveredMs: window.probe.wallNow() };
    },
    { slate: SLATE, watch: WATCH, fromMs: backFromMs },
    { timeout: 40_000, polling: 'raf' },
  );
  const { frameMs, uncoveredMs } = (await back.jsonValue()) ?? {
    frameMs: Number.NaN,
    uncoveredMs: Number.NaN,
  };
  await untilFramesFlow(viewer, 150);
  for (const { page } of [anchor, viewer]) expect(await page.evaluate(() => 'stayed' in window)).toBe(true);

  const stage = await StageClock.read(anchor.page);
  await holdToEnd(anchor);
  await untilReviewable(viewer, session.id);
  const { spans, receipt } = await viewer.get<Replay>(`/sessions/${session.id}/replay`);
  const timeline = await viewer.get<TimelineItem[]>(`/sessions/${session.id}/timeline`);
  const detail = await viewer.get<SessionDetail>(`/sessions/${session.id}`);
  const news = timeline
    .filter(({ entry }) => entry.kind.startsWith('session.') || entry.kind.startsWith('recording.'))
    .map(({ entry }) => ({ ...entry, atMs: Math.round(entry.atMs - outFromMs) }));
  const holes = spans.slice(1).map((span, index) => {
    const before = spans[index];
    const fromMs = (before?.startWallMs ?? 0) + (before?.durationMs ?? 0);
    return { fromMs: Math.round(fromMs), toMs: Math.round(span.startWallMs) };
  });
  const takes = receipt?.takes.map(({ name }) => name) ?? [];
  const folder = join(studio.recordingsDir, session.id);
  const { errors, takes: ends, ...seconds } = await compareSeconds(folder, spans, takes, stage);
  console.log(
    JSON.stringify({
      proof: 'anchor outage',
      slateAfterMs,
      pictureBackMs: Math.round(Math.max(frameMs, uncoveredMs) - backFromMs),
      firstFrameMs: Math.round(frameMs - backFromMs),
      holes: holes.map(({ fromMs, toMs }) => ({
        beginsAfterOutageMs: fromMs - outFromMs,
        endsAfterFirstFrameMs: Math.round(toMs - frameMs),
        lengthMs: toMs - fromMs,
      })),
      // What the pictures themselves say, against what the spans say.
      takes: ends.map(({ firstFrameWallMs, lastFrameWallMs }, index) => ({
        lastFrameAfterOutageMs: Math.round(lastFrameWallMs - outFromMs),
        spanStartsAfterFirstFrameMs: Math.round((spans[index]?.startWallMs ?? 0) - firstFrameWallMs),
        spanEndsAfterLastFrameMs: Math.round(
          (spans[index]?.startWallMs ?? 0) + (spans[index]?.durationMs ?? 0) - lastFrameWallMs,
        ),
      })),
      news,
      ...seconds,
      errorLines: errors.length,
    }),
  );

  expect(detail.id).toBe(session.id);
  expect(news.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['session.interrupted', 'session.resumed']),
  );
  expect(holes).toHaveLength(1);
  const [hole] = holes;
  expect(Math.abs((hole?.fromMs ?? 0) - outFromMs)).toBeLessThan(HOLE_WITHIN_MS);
  expect(Math.abs((hole?.toMs ?? 0) - frameMs)).toBeLessThan(HOLE_WITHIN_MS);
  expect(errors).toEqual([]);
  expect(seconds.missing).toEqual([]);
  expect(Math.max(frameMs, uncoveredMs) - backFromMs).toBeLessThan(BACK_WITHIN_MS);
});
