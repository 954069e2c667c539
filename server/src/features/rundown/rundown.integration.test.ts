import type { Result } from '@caipai/shared/protocol/result';
import type { CrewJob } from '@caipai/shared/schemas/crew';
import type { LiveRundown } from '@caipai/shared/schemas/rundown';
import type { LedgerEntry } from '@caipai/shared/timeline/ledger-entry';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goLive, startTestServer, type TestClient, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let anchor: TestClient;
let coach: TestClient;
let viewer: TestClient;
let planner: TestClient;
let sessionId: string;
let plannerId: string;
const cookies = { anchor: '', coach: '', planner: '', viewer: '' };

const refusalOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.error.code);
const edit = (client: TestClient, segmentId: string, baseRevision: number, patch: object) =>
  client.ask('rundown:editSegment', { sessionId, id: uuidv7(), segmentId, baseRevision, patch });
const start = (client: TestClient, segmentId: string, id = uuidv7()) =>
  client.ask('rundown:start', { sessionId, id, segmentId });
const patchPlan = (cookie: string, body: object) =>
  server.http('PATCH', `/api/sessions/${sessionId}`, { cookie, body });

/** What a page that is opened now gets. */
async function seenBy(client: TestClient, as: 'studio' | 'coach' | 'crew' | 'watch'): Promise<LiveRundown> {
  const joined = await client.ask('session:join', { sessionId, as });
  if (!joined.ok || !joined.value.rundown) throw new Error('no rundown');
  return joined.value.rundown;
}
async function segmentOf(segmentId: string) {
  const segment = (await seenBy(coach, 'coach')).segments.find(({ id }) => id === segmentId);
  if (!segment) throw new Error(`no segment ${segmentId}`);
  return segment;
}
async function timelineOf(cookie: string): Promise<LedgerEntry[]> {
  const { body } = await server.http('GET', `/api/sessions/${sessionId}/timeline`, { cookie });
  return body.value.map(({ entry }: { entry: LedgerEntry }) => entry);
}
async function giveJob(job: CrewJob, userId: string | null): Promise<void> {
  expect((await patchPlan(cookies.coach, { crew: { [job]: userId } })).status).toBe(200);
}

beforeAll(async () => {
  server = await startTestServer();
  cookies.anchor = await server.signIn('anchor');
  cookies.coach = await server.signIn('instructor');
  cookies.planner = await server.signIn('peer-1');
  cookies.viewer = await server.signIn('peer-2');
  plannerId = (await server.http('GET', '/api/site', { cookie: cookies.planner })).body.value.me.id;
  sessionId = (await server.http('GET', '/api/sessions', { cookie: cookies.anchor })).body.value[0].id;
  [anchor, coach, planner, viewer] = await Promise.all([
    server.connect(cookies.anchor),
    server.connect(cookies.coach),
    server.connect(cookies.planner),
    server.connect(cookies.viewer),
  ]);
  await giveJob('scriptPlanner', plannerId);
});
afterAll(() => server?.stop());

describe('before air', () => {
  it('the script planner writes, nobody starts a segment, and the audience gets nothing of it', async () => {
    expect((await seenBy(planner, 'crew')).revision).toBe(0);
    expect((await edit(planner, 'opening', 0, { script: '晚上好' })).ok).toBe(true);
    expect(refusalOf(await start(planner, 'opening'))).toBe('session.wrongState');
    const watching = await viewer.ask('session:join', { sessionId, as: 'watch' });
    expect(watching.ok && watching.value.rundown).toBeNull();
  });

  it('the planning page stores nothing over what it has not seen', async () => {
    const detail = async () =>
      (await server.http('GET', `/api/sessions/${sessionId}`, { cookie: cookies.anchor })).body.value;
    const { rundown, rundownRevision } = await detail();
    expect(rundownRevision).toBe(1);
    const renamed = rundown.map((each: object, index: number) =>
      index === 1 ? { ...each, title: '保温杯' } : each,
    );
    for (const stale of [{}, { rundownRevision: 0 }]) {
      const answer = await patchPlan(cookies.anchor, { rundown: renamed, ...stale });
      expect(answer.body.error.code).toBe('rundown.conflict');
    }
    await seenBy(planner, 'crew');
    expect((await patchPlan(cookies.anchor, { rundown: renamed, rundownRevision })).status).toBe(200);
    await planner.hears('rundown:changed', ({ segments }) => segments[0]?.title === '保温杯');
    expect((await detail()).rundown[0].script).toBe('晚上好');
    // A page that only changes the title does not hold on to a rundown.
    expect(
      (await patchPlan(cookies.anchor, { title: '改名', rundown: (await detail()).rundown })).status,
    ).toBe(200);
  });
});

describe('on air', () => {
  beforeAll(async () => {
    await goLive(anchor, sessionId);
    expect((await coach.ask('session:join', { sessionId, as: 'coach' })).ok).toBe(true);
    expect((await planner.ask('session:join', { sessionId, as: 'crew' })).ok).toBe(true);
    expect((await viewer.ask('session:join', { sessionId, as: 'watch' })).ok).toBe(true);
  });

  it('the first segment starts by itself with the session, for every console alike', async () => {
    const session = await server.http('GET', `/api/sessions/${sessionId}`, { cookie: cookies.coach });
    const { startedAtMs } = session.body.value;
    for (const [client, as] of [
      [anchor, 'studio'],
      [coach, 'coach'],
      [planner, 'crew'],
    ] as const)
      expect((await seenBy(client, as)).running).toMatchObject({
        ...{ segmentId: 'opening', sinceMs: startedAtMs },
      });
    const started = (await timelineOf(cookies.viewer)).filter(({ kind }) => kind === 'segment.started');
    expect(started).toMatchObject([{ atMs: startedAtMs, title: '开场问好 Opening', segmentKind: 'opening' }]);
  });

  it('who may turn the page does so for all; the others are refused', async () => {
    for (const job of ['operations', 'selector'] as const) {
      await giveJob('scriptPlanner', null);
      await giveJob(job, plannerId);
      expect(refusalOf(await start(planner, 'mug'))).toBe('auth.forbidden');
      expect(refusalOf(await edit(planner, 'mug', 99, { script: 'x' }))).toBe('auth.forbidden');
      await giveJob(job, null);
    }
    expect(refusalOf(await start(viewer, 'mug'))).toBe('auth.forbidden');
    expect(refusalOf(await edit(viewer, 'mug', 99, { script: 'x' }))).toBe('auth.forbidden');

    await giveJob('fieldControl', plannerId);
    expect((await planner.ask('session:join', { sessionId, as: 'crew' })).ok).toBe(true);
    expect(refusalOf(await edit(planner, 'mug', 99, { script: 'x' }))).toBe('auth.forbidden');
    const id = uuidv7();
    expect((await start(planner, 'mug', id)).ok).toBe(true);
    for (const client of [anchor, coach])
      await client.hears('segment:started', ({ running }) => running.segmentId === 'mug');
    await giveJob('fieldControl', null);
    await giveJob('scriptPlanner', plannerId);
    expect((await planner.ask('session:join', { sessionId, as: 'crew' })).ok).toBe(true);

    expect((await start(anchor, 'questions')).ok).toBe(true);
    // The answer got lost and is asked for again: the page that was turned since stays.
    const repeated = await start(coach, 'mug', id);
    expect(repeated.ok && repeated.value.segmentId).toBe('questions');
    expect(refusalOf(await start(anchor, 'nowhere'))).toBe('rundown.segmentNotFound');
    expect(JSON.stringify(viewer.heard)).not.toMatch(/segment:started|rundown:/);
  });

  it('two who turn the page at the same moment turn it once', async () => {
    const count = async () =>
      (await timelineOf(cookies.coach)).filter(({ kind }) => kind === 'segment.started').length;
    const before = await count();
    const both = await Promise.all([start(anchor, 'closing'), start(coach, 'closing')]);
    expect(both.map(refusalOf)).toEqual(['accepted', 'accepted']);
    expect(await count()).toBe(before + 1);
    expect((await start(anchor, 'opening')).ok).toBe(true);
  });

  it('of two who write in the same text one is told, with the words that stand', async () => {
    const { revision } = await segmentOf('mug');
    const both = await Promise.all([
      edit(planner, 'mug', revision, { script: '编导的词' }),
      edit(coach, 'mug', revision, { script: '导师的词' }),
    ]);
    expect(both.map(refusalOf).sort()).toEqual(['accepted', 'rundown.conflict']);
    const lost = both.find((each) => !each.ok);
    const stands = await segmentOf('mug');
    expect(!lost?.ok && lost?.error.current).toEqual(stands);
    const mine = both[0]?.ok ? '导师的词' : '编导的词';
    expect((await edit(coach, 'mug', stands.revision, { script: mine })).ok).toBe(true);
    for (const client of [anchor, coach, planner])
      await client.hears('rundown:changed', ({ segments }) => segments[0]?.script === mine);
  });

  it('many edits at once to different fields and segments all arrive', async () => {
    const { revision } = await seenBy(coach, 'coach');
    const results = await Promise.all([
      edit(planner, 'mug', revision, { title: '杯子' }),
      edit(coach, 'mug', revision, { script: '新词' }),
      edit(anchor, 'mug', revision, { targetSeconds: 240 }),
      edit(planner, 'questions', revision, { script: '答疑' }),
      coach.ask('rundown:insert', {
        ...{ sessionId, id: uuidv7(), afterId: 'mug' },
        segment: { id: 'extra', kind: 'product', title: '加一段', targetSeconds: 30 },
      }),
      planner.ask('rundown:move', { sessionId, id: uuidv7(), segmentId: 'closing', afterId: null }),
    ]);
    expect(results.map(refusalOf)).toEqual(results.map(() => 'accepted'));
    const after = await seenBy(coach, 'coach');
    expect(after.order).toEqual(['closing', 'opening', 'mug', 'extra', 'questions']);
    expect(after.revision).toBe(revision + 6);
    expect(await segmentOf('mug')).toMatchObject({ title: '杯子', script: '新词', targetSeconds: 240 });
  });

  it('what runs or was just written in is not removed; what was removed can be put back', async () => {
    const remove = (segmentId: string, baseRevision: number) =>
      planner.ask('rundown:remove', { sessionId, id: uuidv7(), segmentId, baseRevision });
    expect(refusalOf(await remove('opening', 99))).toBe('rundown.segmentRunning');
    const extra = await segmentOf('extra');
    expect(refusalOf(await remove('extra', extra.revision - 1))).toBe('rundown.conflict');
    expect(refusalOf(await remove('extra', extra.revision))).toBe('accepted');
    await coach.hears('rundown:changed', ({ order }) => order.length === 4);
    const again = { sessionId, id: uuidv7(), afterId: 'mug', segment: extra };
    expect((await planner.ask('rundown:insert', again)).ok).toBe(true);
    expect((await seenBy(coach, 'coach')).order).toEqual(['closing', 'opening', 'mug', 'extra', 'questions']);
  });

  it('nonsense is refused before anything is looked at', async () => {
    const base = { sessionId, id: uuidv7(), segmentId: 'mug', baseRevision: 0 };
    for (const patch of [
      {},
      { title: '' },
      { targetSeconds: -1 },
      { script: 'x'.repeat(5_001) },
      { kind: 'x' },
    ])
      expect(refusalOf(await planner.askRaw('rundown:editSegment', { ...base, patch }))).toMatch(/^input\./);
    const outside = await server.connect(cookies.viewer);
    expect(refusalOf(await edit(outside, 'mug', 0, { script: 'x' }))).toBe('session.notJoined');
  });

  it('who writes where is told to the crew, and to nobody else', async () => {
    expect((await planner.ask('rundown:showEditing', { sessionId, segmentId: 'mug' })).ok).toBe(true);
    const fact = await coach.hears('rundown:editing');
    expect(fact).toMatchObject({ editor: { id: plannerId }, segmentId: 'mug' });
    expect(refusalOf(await viewer.ask('rundown:showEditing', { sessionId, segmentId: 'mug' }))).toBe(
      'auth.forbidden',
    );
  });

  it('the timeline keeps the names that segments had, and edits only for the crew and coaches', async () => {
    const titles = (await timelineOf(cookies.viewer)).flatMap((entry) =>
      entry.kind === 'segment.started' && entry.segmentId === 'mug' ? [entry.title] : [],
    );
    expect(titles).toEqual(['保温杯']);
    expect((await segmentOf('mug')).title).toBe('杯子');
    const changes = (entries: LedgerEntry[]) => entries.filter(({ kind }) => kind === 'rundown.changed');
    expect(changes(await timelineOf(cookies.viewer))).toEqual([]);
    expect(changes(await timelineOf(cookies.planner))).toContainEqual(
      expect.objectContaining({ segmentId: 'extra', change: 'inserted' }),
    );
  });

  it('once it is over nothing is written any more', async () => {
    expect((await anchor.ask('session:end', { sessionId })).ok).toBe(true);
    expect(refusalOf(await edit(coach, 'mug', 99, { script: '晚了' }))).toBe('session.wrongState');
    expect(refusalOf(await start(coach, 'mug'))).toBe('session.wrongState');
  });
});
