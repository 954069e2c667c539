import { join } from 'node:path';
import type { Replay } from '@caipai/shared/schemas/replay';
import { expect, onTestFinished, test } from 'vitest';
import { CAMERA_FPS } from '../../../scripts/fixtures/camera-file.ts';
import { goLive, holdToEnd } from '../support/on-air.ts';
import { arrive, arriveAnchor } from '../support/people.ts';
import { untilFramesFlow } from '../support/picture.ts';
import { planSession, untilReviewable } from '../support/session.ts';
import { childrenOf, type StudioServer, startStudio } from '../support/studio-server.ts';
import { readSeams } from './seams.ts';

const FRAME_MS = 1_000 / CAMERA_FPS;
const TAIL_LOST_MS = 2_000;
const WATCH = '[data-testid=watch-video]';

/** Kills one process of a studio and answers the studio that is there afterwards. */
type Kill = (studio: StudioServer) => Promise<StudioServer>;

const killChild =
  (name: string): Kill =>
  async (studio) => {
    const [pid, ...more] = childrenOf(studio.pid, name);
    if (pid === undefined || more.length > 0) throw new Error(`one ${name} expected`);
    process.kill(pid, 'SIGKILL');
    return studio;
  };

const victims: [string, Kill, comesBack: boolean][] = [
  ['ffmpeg', killChild('input.sdp'), false],
  ['a media worker', killChild('mediasoup-worker'), true],
  [
    'the whole server',
    async ({ kill, dataDir, baseUrl }) => {
      await kill();
      return startStudio({}, { dataDir, port: Number(new URL(baseUrl).port) });
    },
    true,
  ],
];

test.each(victims)(
  'kill -9 of %s loses the end of a take at most, and nothing with the safety copy',
  async (name, kill, comesBack) => {
    let studio = await startStudio();
    onTestFinished(() => studio.close());
    const { baseUrl } = studio;
    const anchor = await arriveAnchor({ baseUrl });
    const viewer = await arrive({ persona: 'peer-1', baseUrl });
    await anchor.page.addInitScript(() => localStorage.setItem('caipai.safetyCopy', '{"on":true}'));
    const session = await planSession(anchor);
    await viewer.page.addInitScript(`window.probe.follow('${WATCH}')`);
    await goLive(anchor, session.id);
    await viewer.page.goto(`/sessions/${session.id}/watch`);
    await untilFramesFlow(viewer, 250);
    for (const { page } of [anchor, viewer])
      await page.evaluate(() => Object.assign(window, { stayed: true }));

    const killedAtMs = Date.now();
    studio = await kill(studio);
    let backMs = 0;
    if (comesBack) {
      const back = await viewer.page.waitForFunction(
        ({ watch, fromMs }) => {
          const frame = window.probe
            .frames(watch)
            .find(({ wallMs, code }) => wallMs > fromMs + 500 && code !== null);
          return frame && !document.querySelector('[data-testid=slate-interrupted]')
            ? window.probe.wallNow()
            : null;
        },
        { watch: WATCH, fromMs: killedAtMs },
        { timeout: 40_000, polling: 'raf' },
      );
      backMs = Math.round(((await back.jsonValue()) ?? Number.NaN) - killedAtMs);
    }
    await untilFramesFlow(viewer, 300);
    for (const { page } of [anchor, viewer]) expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
    await holdToEnd(anchor);
    await untilReviewable(viewer, session.id);

    const replay = () => viewer.get<Replay>(`/sessions/${session.id}/replay`);
    const { spans, receipt } = await replay();
    const first = spans[0];
    const tailLostMs = Math.round(killedAtMs - (first?.startWallMs ?? 0) - (first?.durationMs ?? 0));
    const holeMs = Math.round(
      (spans[1]?.startWallMs ?? Number.NaN) - (first?.startWallMs ?? 0) - (first?.durationMs ?? 0),
    );
    await expect
      .poll(async () => (await replay()).receipt?.takes.map(({ origin }) => origin), {
        timeout: 120_000,
        interval: 1_000,
      })
      .toContain('copy');
    const playlist = await (
      await viewer.page.context().request.get(`/api/sessions/${session.id}/replay/index.m3u8`)
    ).text();
    const { seams, errors } = await readSeams(playlist, join(studio.recordingsDir, session.id), FRAME_MS);
    console.log(
      JSON.stringify({
        proof: `kill ${name}`,
        tailLostMs,
        holeMs,
        backMs,
        gaps: receipt?.gaps,
        seams,
        errors,
      }),
    );
    expect(tailLostMs).toBeLessThan(TAIL_LOST_MS);
    expect(errors).toEqual([]);
    expect(seams.length).toBeGreaterThan(0);
    for (const { pictureMs, soundMs } of seams) {
      expect(Math.abs(pictureMs)).toBeLessThanOrEqual(FRAME_MS);
      expect(soundMs).toBeLessThanOrEqual(40);
    }
  },
);
