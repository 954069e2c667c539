import type { Replay } from '@caipai/shared/schemas/replay';
import { wallAtMedia } from '@caipai/shared/timeline/media-clock';
import { expect, test } from 'vitest';
import { goLive, holdToEnd } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { untilFramesFlow } from './support/picture.ts';
import { planSession } from './support/session.ts';
import { loopDistanceMs, StageClock } from './support/stage-clock.ts';
import { startStudio } from './support/studio-server.ts';

const REPLAY = '[data-testid=replay-video]';

test('a server that is killed comes back with the session, and both stretches of the recording play', async () => {
  const first = await startStudio();
  let second: Awaited<ReturnType<typeof startStudio>> | null = null;
  try {
    const { baseUrl } = first;
    const anchor = await arriveAnchor({ baseUrl });
    const peer = await arrive({ persona: 'peer-1', baseUrl });
    await StageClock.watch(anchor.page);
    const session = await planSession(anchor);
    await goLive(anchor, session.id);
    await peer.page.goto(`/sessions/${session.id}/watch`);
    await untilFramesFlow(peer, 90);
    for (const { page } of [anchor, peer]) await page.evaluate(() => Object.assign(window, { stayed: true }));

    await first.kill();
    second = await startStudio({}, { dataDir: first.dataDir, port: Number(new URL(baseUrl).port) });

    // Nobody reloads anything: the anchor's page publishes again, the viewer's page shows it.
    await peer.page.evaluate(() => window.probe.forget('[data-testid=watch-video]'));
    await untilFramesFlow(peer, 90);
    await peer.page.locator('[data-testid=air-badge][data-state=live]').waitFor();
    for (const { page } of [anchor, peer]) expect(await page.evaluate(() => 'stayed' in window)).toBe(true);

    const stage = await StageClock.read(anchor.page);
    await holdToEnd(anchor);
    await peer.page.getByTestId('to-replay').click();
    await peer.page.getByTestId('player-seek').waitFor();
    const { spans } = await peer.get<Replay>(`/sessions/${session.id}/replay`);
    expect(spans.length).toBeGreaterThanOrEqual(2);
    for (const span of [spans[0], spans.at(-1)]) {
      if (!span) throw new Error('no span');
      const wantedMs = span.startMediaMs + span.durationMs / 2;
      await peer.page.getByTestId('player-seek').fill(String(Math.round(wantedMs / 100) * 100));
      const { code, positionMs } = await peer.page.evaluate((at) => window.probe.still(at), REPLAY);
      const wallMs = wallAtMedia(spans, positionMs) ?? Number.NaN;
      expect(loopDistanceMs(code ?? Number.NaN, stage.codeAt(wallMs))).toBeLessThan(250);
    }
  } finally {
    await (second ?? first).close();
  }
});
