import type { Replay } from '@caipai/shared/schemas/replay';
import { wallAtMedia } from '@caipai/shared/timeline/media-clock';
import { expect, test } from 'vitest';
import { goLive, holdToEnd } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { untilFramesFlow } from './support/picture.ts';
import { planSession } from './support/session.ts';
import { loopDistanceMs, StageClock } from './support/stage-clock.ts';

const REPLAY = '[data-testid=replay-video]';

test('an anchor who reloads is back on air by itself, and the replay is one', async () => {
  const anchor = await arriveAnchor();
  const peer = await arrive({ persona: 'peer-1' });
  const session = await planSession(anchor);
  await StageClock.watch(anchor.page);
  await goLive(anchor, session.id);
  await peer.page.goto(`/sessions/${session.id}/watch`);
  await untilFramesFlow(peer, 40);
  await peer.page.evaluate(() => Object.assign(window, { stayed: true }));

  await anchor.page.reload();
  await anchor.page.getByTestId('end-session').waitFor();
  await untilFramesFlow(peer, 90);
  expect(await peer.page.evaluate(() => 'stayed' in window)).toBe(true);
  await peer.page.locator('[data-testid=air-badge][data-state=live]').waitFor();

  const stage = await StageClock.read(anchor.page);
  await holdToEnd(anchor);
  await peer.page.getByTestId('to-replay').click();
  await peer.page.getByTestId('player-seek').waitFor();
  const { spans } = await peer.get<Replay>(`/sessions/${session.id}/replay`);
  const last = spans.at(-1);
  if (!last) throw new Error('nothing was recorded');

  // In the stretch after the reload the picture is still the right one.
  const positionWanted = last.startMediaMs + last.durationMs / 2;
  await peer.page.getByTestId('player-seek').fill(String(Math.round(positionWanted / 100) * 100));
  const { code, positionMs } = await peer.page.evaluate((at) => window.probe.still(at), REPLAY);
  const wallMs = wallAtMedia(spans, positionMs) ?? Number.NaN;
  expect(loopDistanceMs(code ?? Number.NaN, stage.codeAt(wallMs))).toBeLessThan(250);
});
