import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPerson } from '../../../client/e2e/support/browser.ts';
import { pageScript } from '../../../client/e2e/support/page-script.ts';
import { type StudioServer, startStudio } from '../../../client/e2e/support/studio-server.ts';
import { programPath } from '../../fixtures/programs.ts';
import { callRest, connectMember } from '../crowd.ts';
import { describeSpread, median, type Suite, say } from '../figures.ts';
import { firstFrameMs, followFromStart } from '../first-frame.ts';
import { recordedSource } from '../recorded-source.ts';
import { openStudioRoom } from '../studio-room.ts';

const LENGTHS = [
  { name: 'replay_ready_1min_ms', seconds: 60, repeats: 5 },
  { name: 'replay_ready_10min_ms', seconds: 600, repeats: 3 },
  { name: 'replay_ready_60min_ms', seconds: 3_600, repeats: 1 },
] as const;
const PLAIN_STARTS = 5;
/** The last segment is written when the session ends. */
const TAIL_S = 3;
/** A busy machine writes no faster than five times real time. */
const FEED_LIMIT_FACTOR = 0.2;
const FEED_LIMIT_BASE_MS = 60_000;

export const replayReady: Suite = {
  name: 'replay-ready',
  says:
    'From the request that ends the session until a peer who was watching has the first picture of the ' +
    'replay on screen: they press the link to the replay as soon as it is there. The recording is one take ' +
    'of 1, 10 or 60 minutes: the capture writes it with its own arguments from a file fed as fast as it goes. ' +
    'Baselines: for 1 minute hls.js alone on the same playlist, for the others the 1-minute figure.',
  figures: LENGTHS.map(({ name }) => name),
  async run(report) {
    await using open = new AsyncDisposableStack();
    const publisher = await launchBrowser();
    open.defer(() => publisher.close());
    const viewer = await launchBrowser();
    open.defer(() => viewer.close());
    let first: { readyMs: number } | null = null;
    for (const { name, seconds, repeats } of LENGTHS) {
      const ready: number[] = [];
      const plain: number[] = [];
      const server = await startStudio({
        FFMPEG_PATH: fileURLToPath(new URL('../capture-at-speed.mjs', import.meta.url)),
        BENCH_FFMPEG: programPath('FFMPEG_PATH'),
        BENCH_SOURCE: await recordedSource(seconds),
      });
      try {
        while (ready.length < repeats) {
          const trial = await endOnce(server, publisher, viewer, seconds);
          ready.push(trial.readyMs);
          plain.push(...trial.plainMs);
        }
      } finally {
        await server.close();
      }
      say(`${seconds} s recorded, end to first picture of the replay: ${describeSpread(ready)}`);
      say(`${seconds} s recorded, hls.js alone: ${describeSpread(plain)}`);
      report({
        ...{ name, value: median(ready), unit: 'ms', n: ready.length },
        baseline: first
          ? { name: 'replay_ready_1min_ms', value: first.readyMs }
          : { name: 'hls.js alone on the same playlist, load to first picture', value: median(plain) },
      });
      first ??= { readyMs: median(ready) };
    }
  },
};

async function endOnce(
  server: StudioServer,
  publisher: Browser,
  viewer: Browser,
  seconds: number,
): Promise<{ readyMs: number; plainMs: number[] }> {
  const room = await openStudioRoom(publisher, server);
  const { sessionId } = room;
  const peer = await openPerson(viewer, { baseUrl: server.baseUrl, persona: 'peer-1' });
  try {
    const picture = '[data-testid=replay-video]';
    await followFromStart(peer.page, picture);
    await peer.page
      .context()
      .addInitScript(await pageScript(new URL('../baseline/plain-hls-page.ts', import.meta.url)));
    await peer.page.goto(`/sessions/${sessionId}/watch`);
    await untilFed(join(server.recordingsDir, sessionId, 'take-001/index.m3u8'), seconds - TAIL_S);
    const { cookie } = await callRest(server.baseUrl, '/demo/sign-in', { persona: 'instructor' });
    const instructor = await connectMember(server.baseUrl, cookie);
    await instructor.ask('session:join', { sessionId, as: 'coach' });

    const endedAtMs = performance.timeOrigin + performance.now();
    const ended = instructor.ask('session:end', { sessionId });
    await peer.page.getByTestId('to-replay').click();
    const shownMs = await firstFrameMs(peer.page, picture);
    await ended;
    instructor.socket.disconnect();

    const { value: replay } = await callRest<{ playlistUrl: string; durationMs: number }>(
      ...([server.baseUrl, `/sessions/${sessionId}/replay`, null, cookie] as const),
    );
    if (replay.durationMs < (seconds - TAIL_S) * 1_000) {
      throw new Error(`the replay has ${replay.durationMs} ms of ${seconds} s`);
    }
    const plainPage = await peer.newPage();
    await plainPage.goto('/healthz');
    const plainMs: number[] = [];
    while (plainMs.length < PLAIN_STARTS) {
      plainMs.push(await plainPage.evaluate((url) => window.playPlain(url), replay.playlistUrl));
    }
    return { readyMs: shownMs - endedAtMs, plainMs };
  } finally {
    await peer.close();
    await room.close();
  }
}

/** Waits until the take's own playlist holds this many seconds. */
async function untilFed(playlist: string, seconds: number): Promise<void> {
  const deadlineMs = performance.now() + FEED_LIMIT_BASE_MS + seconds * 1_000 * FEED_LIMIT_FACTOR;
  for (;;) {
    const text = await readFile(playlist, 'utf8').catch(() => '');
    const lengths = [...text.matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) => Number(length));
    const recorded = lengths.reduce((sum, length) => sum + length, 0);
    if (recorded >= seconds) return;
    if (performance.now() > deadlineMs) throw new Error(`only ${recorded} s of ${seconds} s were written`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
