import type { Result } from '@caipai/shared/protocol/result';
import type { PlannedCue } from '@caipai/shared/schemas/cue';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestBrowser, publishPicture, type TestBrowser } from '../../testing/picture.ts';
import { startTestServer, type TestClient, type TestServer } from '../../testing/test-server.ts';

let browser: TestBrowser;
let server: TestServer;
const tabId = uuidv7();
let sessionId: string;
let anchor: TestClient;
let coach: TestClient;
let planner: TestClient;
let viewer: TestClient;
const cookies = { anchor: '', coach: '', planner: '', viewer: '' };

const refusalOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.error.code);
const cue = (text: string, atSeconds: number, change: Partial<PlannedCue> = {}): PlannedCue => ({
  ...{ id: uuidv7(), atSeconds, kind: 'text', text, priority: 'normal', to: 'anchor' },
  ...change,
});
const detailFor = async (cookie: string) =>
  (await server.http('GET', `/api/sessions/${sessionId}`, { cookie })).body.value;
async function plan(segmentId: string, cues: PlannedCue[], client = planner): Promise<string> {
  const baseRevision = (await detailFor(cookies.coach)).rundownRevision;
  const edit = { sessionId, id: uuidv7(), segmentId, baseRevision, patch: { cues } };
  return refusalOf(await client.ask('rundown:editSegment', edit));
}
const turnTo = async (segmentId: string) =>
  expect(refusalOf(await coach.ask('rundown:start', { sessionId, id: uuidv7(), segmentId }))).toBe(
    'accepted',
  );
const heard = (client: TestClient, text: string) =>
  client.hears('cue:sent', (fact) => fact.cue.text === text);
const textsHeard = (client: TestClient) =>
  client.heard.flatMap(([name, fact]) =>
    name === 'cue:sent' ? [(fact as { cue: { text: string } }).cue.text] : [],
  );

let ids: string[] = [];
beforeAll(async () => {
  browser = await openTestBrowser();
  server = await startTestServer();
  cookies.anchor = await server.signIn('anchor');
  cookies.coach = await server.signIn('instructor');
  cookies.planner = await server.signIn('peer-1');
  cookies.viewer = await server.signIn('peer-2');
  sessionId = (await server.http('GET', '/api/sessions', { cookie: cookies.anchor })).body.value[0].id;
  const scriptPlanner = (await server.http('GET', '/api/site', { cookie: cookies.planner })).body.value.me.id;
  await server.http('PATCH', `/api/sessions/${sessionId}`, {
    cookie: cookies.coach,
    body: { crew: { scriptPlanner } },
  });
  [anchor, coach, planner, viewer] = await Promise.all([
    server.connect(cookies.anchor, tabId),
    server.connect(cookies.coach),
    server.connect(cookies.planner),
    server.connect(cookies.viewer),
  ]);
  await planner.ask('session:join', { sessionId, as: 'crew' });
  await coach.ask('session:join', { sessionId, as: 'coach' });
  await viewer.ask('session:join', { sessionId, as: 'watch' });
  ids = (await detailFor(cookies.coach)).rundown.map(({ id }: { id: string }) => id);
});
beforeEach(() => {
  for (const client of [anchor, coach, planner, viewer]) client.heard.length = 0;
});
afterAll(async () => {
  await server?.stop();
  await browser?.close();
});

it('what is planned is read by the crew and coaches and by nobody else', async () => {
  expect(await plan(ids[0] as string, [cue('欢迎词', 0), cue('报时', 1, { to: 'scriptPlanner' })])).toBe(
    'accepted',
  );
  expect(await plan(ids[0] as string, [], viewer)).toBe('auth.forbidden');
  expect((await detailFor(cookies.planner)).rundown[0].cues).toHaveLength(2);
  expect(JSON.stringify(await detailFor(cookies.viewer))).not.toContain('欢迎词');
  const joined = await viewer.ask('session:join', { sessionId, as: 'watch' });
  expect(JSON.stringify(joined)).not.toContain('欢迎词');
  // The planning page, which sends the whole rundown, keeps them.
  const { rundown, rundownRevision } = await detailFor(cookies.anchor);
  const body = { title: '改名', rundown, rundownRevision };
  await server.http('PATCH', `/api/sessions/${sessionId}`, { cookie: cookies.anchor, body });
  expect((await detailFor(cookies.planner)).rundown[0].cues).toHaveLength(2);
});

it.each([
  { atSeconds: -1 },
  { atSeconds: 99_999 },
  { text: null },
  { text: '一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十' },
  { to: 'peer' },
  { kind: 'dance' },
])('%o is refused', async (change) => {
  expect(await plan(ids[0] as string, [cue('好', 0, change as never)])).toMatch(/^input/);
});

it('each is sent once when its moment comes, to whom it is meant, and no viewer hears of it', async () => {
  const me = (await server.http('GET', '/api/site', { cookie: cookies.anchor })).body.value.me;
  await anchor.ask('session:join', { sessionId, as: 'studio' });
  await anchor.ask('session:openLobby', { sessionId });
  // A picture that flows: an anchor who sends nothing is interrupted, and prompted by nobody.
  await publishPicture(browser, server.media, sessionId, `${me.id}:${tabId}`);
  await expect
    .poll(async () => refusalOf(await anchor.ask('session:goLive', { sessionId })))
    .toBe('accepted');
  const { cue: first } = await heard(anchor, '欢迎词');
  expect(first).toMatchObject({ planned: true, to: 'anchor', from: { name: '' } });
  const { cue: second } = await heard(coach, '报时');
  await heard(anchor, '报时');
  expect(second.to).toBe('scriptPlanner');
  expect(second.atMs - first.atMs).toBeGreaterThan(500);
  expect(second.atMs - first.atMs).toBeLessThan(2_500);
  // Followed again and again it stays one; its addressee confirms it like any other.
  expect(refusalOf(await anchor.ask('cue:confirm', { sessionId, cueId: first.id, stage: 'seen' }))).toBe(
    'accepted',
  );
  await plan(ids[0] as string, [cue('收尾提醒', 600)]);
  expect(textsHeard(coach)).toEqual(['欢迎词', '报时']);
  expect(textsHeard(viewer)).toEqual([]);
});

it('one that is added to the running segment comes, one that is taken out does not', async () => {
  const { sinceMs } = await coach.ask('session:join', { sessionId, as: 'coach' }).then((joined) => {
    if (!joined.ok || !joined.value.rundown?.running) throw new Error('nothing runs');
    return joined.value.rundown.running;
  });
  const soon = Math.ceil((Date.now() - sinceMs) / 1_000) + 2;
  const [stays, goes] = [cue('留下', soon + 1), cue('拿掉', soon)];
  expect(await plan(ids[0] as string, [stays, goes])).toBe('accepted');
  expect(await plan(ids[0] as string, [stays])).toBe('accepted');
  await heard(anchor, '留下');
  expect(textsHeard(anchor)).toEqual(['留下']);
});

it('leaving the segment cancels what was still to come in it', async () => {
  await plan(ids[1] as string, [cue('讲价格', 2)]);
  await plan(ids[2] as string, [cue('互动开始', 0), cue('互动结束', 3)]);
  await turnTo(ids[1] as string);
  await turnTo(ids[2] as string);
  await heard(anchor, '互动开始');
  await heard(anchor, '互动结束');
  expect(textsHeard(anchor)).toEqual(['互动开始', '互动结束']);
});

it('held back none is sent, and let go again those that missed their moment do not pile up', async () => {
  expect(refusalOf(await viewer.ask('cue:hold', { sessionId, held: true }))).toBe('auth.forbidden');
  expect(refusalOf(await coach.ask('cue:hold', { sessionId, held: true }))).toBe('accepted');
  await planner.hears('cue:held', ({ held }) => held);
  expect(viewer.heard.map(([name]) => name)).not.toContain('cue:held');
  const back = await planner.ask('session:join', { sessionId, as: 'crew' });
  expect(back.ok && back.value.cuesHeld).toBe(true);
  const fresh = uuidv7();
  const segment = { id: fresh, kind: 'product' as const, title: '加一段', targetSeconds: 60 };
  const cues = [cue('压住一', 0), cue('压住二', 1), cue('放行', 8)];
  await planner.ask('rundown:insert', {
    sessionId,
    id: uuidv7(),
    afterId: null,
    segment: { ...segment, cues },
  });
  await turnTo(fresh);
  // Until both have missed their moment by more than a prompt may be late.
  await expect.poll(() => Date.now(), { timeout: 10_000 }).toBeGreaterThan(Date.now() + 6_300);
  await coach.ask('cue:hold', { sessionId, held: false });
  await heard(anchor, '放行');
  expect(textsHeard(anchor)).toEqual(['放行']);
}, 30_000);

it('go on at once when an interruption is over', async () => {
  const fresh = uuidv7();
  const segment = { id: fresh, kind: 'product' as const, title: '断线', targetSeconds: 120 };
  await planner.ask('rundown:insert', { sessionId, id: uuidv7(), afterId: null, segment });
  await turnTo(fresh);
  const turnedAtMs = Date.now();
  const me = (await server.http('GET', '/api/site', { cookie: cookies.anchor })).body.value.me;
  const peerId = `${me.id}:${tabId}`;
  await server.media.request('peer:close', { roomId: sessionId, peerId });
  await coach.hears('session:changed', ({ state }) => state === 'interrupted');
  // One after the other, so that one is just due whenever the session goes on.
  const fromSeconds = Math.ceil((Date.now() - turnedAtMs) / 1_000);
  const cues = Array.from({ length: 8 }, (_, index) => cue(`第 ${index}`, fromSeconds + 4 * index));
  expect(await plan(fresh, cues)).toBe('accepted');
  expect(textsHeard(anchor)).toEqual([]);
  await publishPicture(browser, server.media, sessionId, peerId);
  await coach.hears('session:changed', ({ state }) => state === 'live');
  const resumedAtMs = Date.now();
  await anchor.hears('cue:sent');
  expect(Date.now() - resumedAtMs).toBeLessThan(3_500);
  await turnTo(ids[0] as string);
}, 60_000);

it('when the session is over nothing comes any more', async () => {
  const last = uuidv7();
  const segment = {
    id: last,
    kind: 'closing' as const,
    title: '结束',
    targetSeconds: 60,
    cues: [cue('太晚', 2)],
  };
  await planner.ask('rundown:insert', { sessionId, id: uuidv7(), afterId: null, segment });
  await turnTo(last);
  await anchor.ask('session:end', { sessionId });
  await coach.hears('session:changed', ({ state }) => state === 'reviewable');
  expect(textsHeard(anchor)).toEqual([]);
});
