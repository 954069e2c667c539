import { join } from 'node:path';
import { setTimeout as passes } from 'node:timers/promises';
import type { Replay } from '@caipai/shared/schemas/replay';
import { expect, test } from 'vitest';
import { CAMERA_FPS } from '../../../scripts/fixtures/camera-file.ts';
import { goLive, holdToEnd } from '../support/on-air.ts';
import { untilFramesFlow } from '../support/picture.ts';
import { planSession, untilReviewable } from '../support/session.ts';
import { openFaultyStudio } from './faulty-studio.ts';
import { readSeams } from './seams.ts';

const OUTAGE_MS = 45_000;
const FRAME_MS = 1_000 / CAMERA_FPS;
const SEAM_SOUND_MS = 40;

test('what a network lost for 45 s comes from the browser: the replay has no hole and no jump', async (context) => {
  const { network, studio, anchor, viewer } = await openFaultyStudio(context);
  const session = await planSession(anchor);
  await anchor.page.addInitScript(() => localStorage.setItem('caipai.safetyCopy', '{"on":true}'));
  await goLive(anchor, session.id);
  await viewer.page.goto(`/sessions/${session.id}/watch`);
  await untilFramesFlow(viewer, 300);

  await network.outage(true);
  await passes(OUTAGE_MS);
  await network.outage(false);
  await viewer.page.getByTestId('slate-interrupted').waitFor({ state: 'hidden', timeout: 15_000 });
  await untilFramesFlow(viewer, 250);
  await holdToEnd(anchor);
  await untilReviewable(viewer, session.id);

  const replay = () => viewer.get<Replay>(`/sessions/${session.id}/replay`);
  const holesMs = ({ spans }: Replay) =>
    spans.slice(1).map(({ startWallMs }, index) => {
      const before = spans[index];
      return Math.round(startWallMs - (before?.startWallMs ?? 0) - (before?.durationMs ?? 0));
    });
  const holesBefore = holesMs(await replay());
  const endedAtMs = Date.now();
  await expect
    .poll(async () => (await replay()).receipt?.takes.map(({ origin }) => origin), {
      timeout: 120_000,
      interval: 1_000,
    })
    .toEqual(['stream', 'copy', 'stream']);
  const mendedAfterMs = Date.now() - endedAtMs;
  const mended = await replay();
  const playlist = await (
    await viewer.page.context().request.get(`/api/sessions/${session.id}/replay/index.m3u8`)
  ).text();
  const { seams, errors } = await readSeams(playlist, join(studio.recordingsDir, session.id), FRAME_MS);
  console.log(
    JSON.stringify({
      proof: 'safety copy',
      holesBefore,
      holesAfter: holesMs(mended),
      mendedAfterMs,
      seams,
      errors,
    }),
  );
  expect(holesBefore).toHaveLength(1);
  for (const hole of holesMs(mended)) expect(Math.abs(hole)).toBeLessThan(150);
  expect(errors).toEqual([]);
  expect(seams.length).toBeGreaterThan(0);
  for (const { pictureMs, soundMs } of seams) {
    expect(Math.abs(pictureMs)).toBeLessThanOrEqual(FRAME_MS);
    expect(soundMs).toBeLessThanOrEqual(SEAM_SOUND_MS);
  }

  // The anchor's own page says so, and the copy is gone from the device.
  await anchor.page.goto(`/sessions/${session.id}/replay`);
  await anchor.page.getByTestId('repaired').waitFor();
  expect(await anchor.page.getByTestId('copies').count()).toBe(0);
});
