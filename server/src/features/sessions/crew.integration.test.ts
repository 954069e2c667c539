import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Result } from '@caipai/shared/protocol/result';
import type { Layout, SessionDetail } from '@caipai/shared/schemas/session';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  goLive,
  silentTrack,
  startTestServer,
  type TestClient,
  type TestServer,
} from '../../testing/test-server.ts';

let server: TestServer;
let anchor: TestClient;
let assistant: TestClient;
let coach: TestClient;
let viewer: TestClient;
let sessionId: string;
let assistantId: string;
const cookies = { anchor: '', assistant: '', coach: '', viewer: '' };

const refusalOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.error.code);
const whoIs = async (cookie: string): Promise<string> =>
  (await server.http('GET', '/api/site', { cookie })).body.value.me.id;
const assign = (cookie: string, userId: string | null) =>
  server.http('PATCH', `/api/sessions/${sessionId}`, { cookie, body: { crew: { assistantAnchor: userId } } });
const detail = async (cookie: string): Promise<SessionDetail> =>
  (await server.http('GET', `/api/sessions/${sessionId}`, { cookie })).body.value;

async function publishAs(client: TestClient, source: 'microphone' | 'talkback'): Promise<Result<unknown>> {
  const opened = await client.ask('media:openSend', { sessionId });
  if (!opened.ok) return opened;
  const { transportId } = opened.value;
  return client.ask('media:publish', { sessionId, transportId, ...silentTrack, source });
}

/** Resolves when everything that was to reach the viewer before now has. */
async function settled(): Promise<void> {
  const id = uuidv7();
  await coach.ask('danmaku:send', { sessionId, id, text: '之后' });
  await viewer.hears('danmaku:ticked', ({ items }) => items.some((item) => item.id === id));
}

beforeAll(async () => {
  server = await startTestServer();
  cookies.anchor = await server.signIn('anchor');
  cookies.assistant = await server.signIn('peer-1');
  cookies.coach = await server.signIn('instructor');
  cookies.viewer = await server.signIn('peer-2');
  assistantId = await whoIs(cookies.assistant);
  sessionId = (await server.http('GET', '/api/sessions', { cookie: cookies.anchor })).body.value[0].id;
  [anchor, assistant, coach, viewer] = await Promise.all([
    server.connect(cookies.anchor),
    server.connect(cookies.assistant),
    server.connect(cookies.coach),
    server.connect(cookies.viewer),
  ]);
});
afterAll(() => server?.stop());

it('anchor and coaches choose the assistant, from the cohort and not the anchor; peers choose nobody', async () => {
  expect((await assign(cookies.viewer, assistantId)).body.error.code).toBe('auth.forbidden');
  expect((await assign(cookies.anchor, await whoIs(cookies.anchor))).body.error.code).toBe(
    'crew.notEligible',
  );
  expect((await assign(cookies.anchor, 'nobody')).body.error.code).toBe('crew.notEligible');
  expect(refusalOf(await assistant.ask('session:join', { sessionId, as: 'studio' }))).toBe('auth.forbidden');
  expect((await assign(cookies.anchor, assistantId)).status).toBe(200);
  expect((await detail(cookies.viewer)).crew).toEqual([
    { job: 'assistantAnchor', person: { id: assistantId, name: expect.any(String) } },
  ]);
});

it('the assistant publishes beside the anchor, but neither goes live nor ends', async () => {
  await goLive(anchor, sessionId);
  for (const [client, as] of [
    [assistant, 'studio'],
    [coach, 'coach'],
    [viewer, 'watch'],
  ] as const)
    expect((await client.ask('session:join', { sessionId, as })).ok).toBe(true);
  expect(refusalOf(await assistant.ask('session:goLive', { sessionId }))).toBe('auth.forbidden');
  expect(refusalOf(await assistant.ask('session:end', { sessionId }))).toBe('auth.forbidden');
  expect(refusalOf(await publishAs(assistant, 'talkback'))).toBe('auth.forbidden');
  expect(refusalOf(await publishAs(assistant, 'microphone'))).toBe('accepted');
  await viewer.hears(
    'media:published',
    ({ feed, publisherId }) => feed === 'assistant' && publisherId === assistantId,
  );
});

it('cues reach the assistant too', async () => {
  const cue = { sessionId, id: uuidv7(), kind: 'smile' as const, priority: 'normal' as const };
  expect((await coach.ask('cue:send', cue)).ok).toBe(true);
  await assistant.hears('cue:sent', (fact) => fact.cue.id === cue.id);
  const mark = { sessionId, id: uuidv7(), criterionId: 'people', level: 3, atMs: Date.now() };
  expect(refusalOf(await assistant.ask('mark:save', mark))).toBe('auth.forbidden');
});

it('the layout is changed by the stage and the coach, told to all and kept for the replay', async () => {
  expect(refusalOf(await viewer.ask('session:setLayout', { sessionId, layout: 'sideBySide' }))).toBe(
    'auth.forbidden',
  );
  expect((await assistant.ask('session:setLayout', { sessionId, layout: 'sideBySide' })).ok).toBe(true);
  await viewer.hears('session:changed', ({ layout }) => layout === 'sideBySide');
  const timeline = await server.http('GET', `/api/sessions/${sessionId}/timeline`, {
    cookie: cookies.viewer,
  });
  expect(timeline.body.value.map(({ entry }: { entry: object }) => entry)).toContainEqual(
    expect.objectContaining({ kind: 'layout.changed', layout: 'sideBySide' }),
  );
});

it('a layout that stands already changes nothing, and nobody changes it faster than it can be seen', async () => {
  const layouts = async () => {
    const { body } = await server.http('GET', `/api/sessions/${sessionId}/timeline`, {
      cookie: cookies.viewer,
    });
    const entries: { entry: { kind: string; layout?: string } }[] = body.value;
    return entries.flatMap(({ entry }) => (entry.kind === 'layout.changed' ? [entry.layout] : []));
  };
  const set = (client: TestClient, layout: Layout) => client.ask('session:setLayout', { sessionId, layout });
  // By another hand, since the assistant has just changed it.
  for (let times = 0; times < 3; times += 1)
    expect(refusalOf(await set(coach, 'sideBySide'))).toBe('accepted');
  expect(await layouts()).toEqual(['sideBySide']);
  expect(refusalOf(await set(coach, 'pictureInPicture'))).toBe('accepted');
  const hasty = await set(coach, 'sideBySide');
  expect(!hasty.ok && hasty.error).toMatchObject({
    code: 'layout.tooFast',
    retryAfterMs: expect.any(Number),
  });
  expect(await layouts()).toEqual(['sideBySide', 'pictureInPicture']);
});

it('talkback is told to the crew and the coaches, and nothing of it to viewers', async () => {
  expect(refusalOf(await publishAs(viewer, 'talkback'))).toBe('auth.forbidden');
  expect(refusalOf(await publishAs(coach, 'microphone'))).toBe('auth.forbidden');
  expect(refusalOf(await publishAs(coach, 'talkback'))).toBe('accepted');
  const { producerId } = await anchor.hears('media:published', ({ feed }) => feed === 'talkback');
  for (const paused of [false, true]) {
    expect((await coach.ask('media:setPaused', { sessionId, producerId, paused })).ok).toBe(true);
    for (const listener of [anchor, assistant, coach])
      await listener.hears('talkback:changed', ({ talking }) => talking === !paused);
  }
  await settled();
  const wire = JSON.stringify(viewer.heard);
  expect(wire).not.toContain(producerId);
  expect(wire).not.toContain('talkback');
  const joined = await viewer.ask('session:join', { sessionId, as: 'watch' });
  expect(JSON.stringify(joined)).not.toContain('talkback');
  // A coach who looks at the audience's page gets what the audience gets.
  const second = await server.connect(cookies.coach);
  expect(JSON.stringify(await second.ask('session:join', { sessionId, as: 'watch' }))).not.toContain(
    producerId,
  );
  second.socket.disconnect();
  const read = async (cookie: string) =>
    JSON.stringify((await server.http('GET', `/api/sessions/${sessionId}/timeline`, { cookie })).body);
  expect(await read(cookies.viewer)).not.toContain('talkback');
  expect(await read(cookies.assistant)).toContain('talkback.began');
});

it('a viewer who guesses the id of the talkback is answered as if it did not exist', async () => {
  const { producerId } = await anchor.hears('media:published', ({ feed }) => feed === 'talkback');
  const { rtpCapabilities } = await server.media.request('room:open', { roomId: sessionId });
  const opened = await viewer.ask('media:openReceive', { sessionId, rtpCapabilities });
  expect(opened.ok && opened.value.consumers.map(({ feed }) => feed).sort()).toEqual(['anchor', 'assistant']);
  expect(refusalOf(await viewer.ask('media:consume', { sessionId, producerId }))).toBe(
    'media.transportNotFound',
  );
  const heard = await assistant.ask('media:openReceive', { sessionId, rtpCapabilities });
  expect(heard.ok && heard.value.consumers.map(({ feed }) => feed).sort()).toEqual(['anchor', 'talkback']);
});

it('a coach who leaves while talking is told to have stopped', async () => {
  const second = await server.connect(cookies.coach);
  await second.ask('session:join', { sessionId, as: 'coach' });
  const published = await publishAs(second, 'talkback');
  const { producerId } = (published as { value: { producerId: string } }).value;
  await second.ask('media:setPaused', { sessionId, producerId, paused: false });
  const late = await server.connect(cookies.assistant);
  const joined = await late.ask('session:join', { sessionId, as: 'studio' });
  expect(joined.ok && joined.value.talking).toHaveLength(1);
  anchor.heard.length = 0;
  second.socket.disconnect();
  await anchor.hears('talkback:changed', ({ talking }) => !talking);
  late.socket.disconnect();
});

it('an assistant who is replaced is off the air and hears nothing more of the crew', async () => {
  anchor.heard.length = 0;
  expect((await assign(cookies.coach, null)).status).toBe(200);
  await viewer.hears('session:changed', ({ crew }) => crew.length === 0);
  await anchor.hears('media:unpublished');
  expect(refusalOf(await assistant.ask('media:openSend', { sessionId }))).toBe('auth.forbidden');
  const cue = { sessionId, id: uuidv7(), kind: 'louder' as const, priority: 'normal' as const };
  await coach.ask('cue:send', cue);
  await anchor.hears('cue:sent', (fact) => fact.cue.id === cue.id);
  await settled();
  expect(JSON.stringify(assistant.heard)).not.toContain(cue.id);
});

it('an assistant who is called back hears the crew again, in the tab that stayed open', async () => {
  expect((await assign(cookies.coach, assistantId)).status).toBe(200);
  expect(refusalOf(await assistant.ask('session:join', { sessionId, as: 'studio' }))).toBe('accepted');
  const cue = { sessionId, id: uuidv7(), kind: 'slowDown' as const, priority: 'normal' as const };
  await coach.ask('cue:send', cue);
  await assistant.hears('cue:sent', (fact) => fact.cue.id === cue.id);
  expect(refusalOf(await publishAs(assistant, 'microphone'))).toBe('accepted');
});

it('a dismissal that the media plane did not hear of is told to all, and completed when asked for again', async () => {
  const { request } = server.media;
  const failing = vi.spyOn(server.media, 'request').mockImplementation((name, input) => {
    if (name === 'peer:close') throw new StudioError('media.unavailable');
    return request(name, input);
  });
  viewer.heard.length = 0;
  anchor.heard.length = 0;
  try {
    expect((await assign(cookies.coach, null)).body.error.code).toBe('media.unavailable');
  } finally {
    failing.mockRestore();
  }
  await viewer.hears('session:changed', ({ crew }) => crew.length === 0);
  const entries = await server.http('GET', `/api/sessions/${sessionId}/timeline`, { cookie: cookies.coach });
  expect(entries.body.value.at(-1).entry).toMatchObject({ kind: 'crew.changed', userId: null });
  expect((await assign(cookies.coach, null)).status).toBe(200);
  await anchor.hears('media:unpublished');
});
