import { type RequestInput, type RequestName, requestSchemas } from '@caipai/shared/protocol/requests';
import { type CrewJob, crewJobs } from '@caipai/shared/schemas/crew';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUpOutsider } from '../testing/outsider.ts';
import {
  goLive,
  silentTrack,
  startTestServer,
  type TestClient,
  type TestServer,
} from '../testing/test-server.ts';

// Every request × everybody: what the table does not give is refused on the wire, and what it gives is not refused
// for lack of the right. A request without a row or a sample does not compile.

type Asked = Exclude<RequestName, 'clock:read' | 'session:join' | 'session:leave'>;
const roles = ['anchor', ...crewJobs, 'instructor', 'peer'] as const;
type Role = (typeof roles)[number];

const everyone = roles;
const behindTheCamera = ['fieldControl', 'operations', 'scriptPlanner', 'selector'] as const;
const onStage = ['anchor', 'assistantAnchor'] as const;
/** Whose page sends something: the stage picture and sound, the coach words for the crew. */
const senders = [...onStage, 'instructor'] as const;

const may: Record<Asked, readonly Role[]> = {
  'session:openLobby': ['anchor'],
  'session:goLive': ['anchor'],
  'session:end': ['anchor', 'instructor'],
  'session:setLayout': [...onStage, 'instructor'],
  // Each holder hands over their own job; that of field control is the sample.
  'crew:assign': ['anchor', 'fieldControl', 'instructor'],
  'media:openSend': senders,
  'media:openReceive': everyone,
  'media:connect': everyone,
  'media:restartIce': everyone,
  // The sample is a microphone; what the coach's console sends is told in the crew's own tests.
  'media:publish': onStage,
  'media:setPaused': senders,
  'media:unpublish': senders,
  'media:consume': everyone,
  'media:resume': everyone,
  'media:pause': everyone,
  'media:preferLayer': everyone,
  'media:reportHealth': everyone,
  'danmaku:send': everyone,
  'danmaku:remove': ['fieldControl', 'instructor'],
  'member:mute': ['fieldControl', 'instructor'],
  'danmaku:release': ['fieldControl', 'instructor'],
  'danmaku:pin': ['fieldControl', 'instructor'],
  'danmaku:setSlowMode': ['fieldControl', 'instructor'],
  'danmaku:setHold': ['fieldControl', 'instructor'],
  'danmaku:answer': [...onStage, 'fieldControl', 'operations', 'instructor'],
  'danmaku:classify': [...onStage, 'fieldControl', 'operations', 'instructor'],
  'cue:send': [...behindTheCamera, 'instructor'],
  'cue:confirm': ['anchor', ...crewJobs],
  'cue:notice': ['anchor'],
  'cue:hold': [...behindTheCamera, 'instructor'],
  'speech:report': ['anchor'],
  'violation:raise': ['instructor'],
  'violation:appeal': ['anchor'],
  'violation:acknowledge': ['anchor'],
  'violation:lift': ['instructor'],
  'rundown:start': [...onStage, 'fieldControl', 'scriptPlanner', 'instructor'],
  'rundown:editSegment': ['anchor', 'scriptPlanner', 'instructor'],
  'rundown:insert': ['anchor', 'scriptPlanner', 'instructor'],
  'rundown:move': ['anchor', 'scriptPlanner', 'instructor'],
  'rundown:remove': ['anchor', 'scriptPlanner', 'instructor'],
  'rundown:showEditing': ['anchor', 'scriptPlanner', 'instructor'],
  // Before air only: on air those on stage hear that it is not the time.
  'media:openProbe': onStage,
  'media:closeProbe': everyone,
  'shelf:pin': ['anchor', 'fieldControl', 'instructor'],
  'shelf:explain': ['anchor', 'fieldControl', 'instructor'],
  'shelf:setFlash': ['anchor', 'fieldControl', 'instructor'],
  'shelf:setCoupon': ['anchor', 'fieldControl', 'instructor'],
  'shelf:setStock': ['anchor', 'fieldControl', 'instructor'],
  'order:place': [...behindTheCamera, 'instructor', 'peer'],
  'mark:save': [...behindTheCamera, 'instructor', 'peer'],
  'transcript:say': ['anchor'],
  'score:release': ['instructor'],
};

/** What would end or change the session for the roles that come after: only the refusals are tried. */
const tried: Partial<Record<Asked, 'refusalsOnly'>> = {
  'session:end': 'refusalsOnly',
  'score:release': 'refusalsOnly',
  'crew:assign': 'refusalsOnly',
};

const id = () => uuidv7();
const samples: { [N in Asked]: (sessionId: string) => Omit<RequestInput<N>, 'sessionId'> } = {
  'session:openLobby': () => ({}),
  'session:goLive': () => ({}),
  'session:end': () => ({}),
  'session:setLayout': () => ({ layout: 'sideBySide' }),
  'crew:assign': () => ({ job: 'fieldControl', userId: null }),
  'media:openSend': () => ({}),
  'media:openReceive': () => ({ rtpCapabilities: { codecs: [], headerExtensions: [] } }),
  'media:connect': () => ({
    transportId: 'none',
    dtlsParameters: { role: 'auto', fingerprints: [{ algorithm: 'sha-256', value: 'AA' }] },
  }),
  'media:restartIce': () => ({ transportId: 'none' }),
  'media:publish': () => ({ transportId: 'none', ...silentTrack }),
  'media:setPaused': () => ({ producerId: 'none', paused: true }),
  'media:unpublish': () => ({ producerId: 'none' }),
  'media:consume': () => ({ producerId: 'none' }),
  'media:resume': () => ({ consumerIds: ['none'] }),
  'media:pause': () => ({ consumerIds: ['none'] }),
  'media:preferLayer': () => ({ consumerId: 'none', spatialLayer: 0 }),
  'media:reportHealth': () => ({
    grade: 'good',
    reason: 'none',
    figures: {
      ...{ bitrateBps: null, lossShare: null, roundTripMs: null, jitterMs: null, width: null, height: null },
      ...{ framesPerSecond: null, layer: null, layers: null, codec: null },
    },
  }),
  'danmaku:send': () => ({ id: id(), text: '好' }),
  'danmaku:remove': () => ({ danmakuId: id() }),
  'member:mute': () => ({ userId: peerId, seconds: 0 }),
  'danmaku:release': () => ({ danmakuId: id() }),
  'danmaku:pin': () => ({ danmakuId: null }),
  'danmaku:setSlowMode': () => ({ seconds: 0 }),
  'danmaku:setHold': () => ({ hold: 'nothing' }),
  'danmaku:answer': () => ({ danmakuId: id(), answered: true }),
  'danmaku:classify': () => ({ danmakuId: id(), question: true }),
  'cue:send': () => ({ id: id(), kind: 'smile', priority: 'normal' }),
  'cue:confirm': () => ({ cueId: id(), stage: 'seen' }),
  'cue:notice': () => ({ id: id(), cause: 'overrun' }),
  'cue:hold': () => ({ held: false }),
  'speech:report': () => ({
    id: id(),
    readings: [
      {
        ...{ atMs: Date.now(), shortTermLufs: -18, truePeakDbtp: -3, syllables: 4, syllablesPerMin: 230 },
        ...{ pitchHz: 200, pitchSdSemitones: 2, pauseMs: 0, talkShare: 0.9 },
      },
    ],
  }),
  'violation:raise': () => ({ id: id(), category: 'absolute-term', seen: 0 }),
  'violation:appeal': () => ({ violationId: id(), text: '这是型号' }),
  'violation:acknowledge': () => ({ violationId: id() }),
  'violation:lift': () => ({ violationId: id() }),
  'rundown:start': () => ({ id: id(), segmentId: 'none' }),
  'rundown:editSegment': () => ({ id: id(), segmentId: 'none', baseRevision: 0, patch: { title: '新' } }),
  'rundown:insert': () => ({
    id: id(),
    afterId: null,
    segment: { id: id(), kind: 'opening', title: '开场', targetSeconds: 60 },
  }),
  'rundown:move': () => ({ id: id(), segmentId: 'none', afterId: null }),
  'rundown:remove': () => ({ id: id(), segmentId: 'none', baseRevision: 0 }),
  'rundown:showEditing': () => ({ segmentId: null }),
  'media:openProbe': () => ({ transportId: 'none', rtpParameters: silentTrack.rtpParameters }),
  'media:closeProbe': () => ({}),
  'shelf:pin': () => ({ id: id(), productId: null, instead: null }),
  'shelf:explain': () => ({ id: id(), productId: id() }),
  'shelf:setFlash': () => ({ id: id(), productId: id(), revision: 0, flash: null }),
  'shelf:setCoupon': () => ({ id: id(), productId: id(), revision: 0, coupon: null }),
  'shelf:setStock': () => ({ id: id(), productId: id(), revision: 0, stock: 1 }),
  'order:place': () => ({ id: id(), productId: id(), quantity: 1, totalFen: 100 }),
  'transcript:say': () => ({ id: id(), fromMs: 1, untilMs: 2, text: '好', final: true }),
  'mark:save': () => ({ id: id(), criterionId: 'people', level: 0, atMs: Date.now() }),
  'score:release': () => ({}),
};

let server: TestServer;
let sessionId: string;
let holderId: string;
let peerId: string;
let anchor: TestClient;
const cookies = { anchor: '', holder: '', peer: '', instructor: '' };

beforeAll(async () => {
  server = await startTestServer();
  cookies.anchor = await server.signIn('anchor');
  cookies.holder = await server.signIn('peer-1');
  cookies.peer = await server.signIn('peer-2');
  cookies.instructor = await server.signIn('instructor');
  peerId = (await server.http('GET', '/api/site', { cookie: cookies.peer })).body.value.me.id;
  holderId = (await server.http('GET', '/api/site', { cookie: cookies.holder })).body.value.me.id;
  sessionId = (await server.http('GET', '/api/sessions', { cookie: cookies.anchor })).body.value[0].id;
  anchor = await server.connect(cookies.anchor);
  await goLive(anchor, sessionId);
});
afterAll(() => server?.stop());

async function enter(role: Role): Promise<TestClient> {
  if (role === 'anchor') return anchor;
  if (role === 'instructor' || role === 'peer') {
    const client = await server.connect(cookies[role]);
    await client.ask('session:join', { sessionId, as: role === 'peer' ? 'watch' : 'coach' });
    return client;
  }
  const crew = Object.fromEntries(crewJobs.map((job): [CrewJob, string | null] => [job, null]));
  const changed = await server.http('PATCH', `/api/sessions/${sessionId}`, {
    cookie: cookies.anchor,
    body: { crew: { ...crew, [role]: holderId } },
  });
  expect(changed.status).toBe(200);
  const client = await server.connect(cookies.holder);
  const as = role === 'assistantAnchor' ? 'studio' : 'crew';
  expect((await client.ask('session:join', { sessionId, as })).ok).toBe(true);
  return client;
}

const asked = Object.keys(requestSchemas).filter((name): name is Asked => name in may);

describe.each(roles)('%s', (role) => {
  it('is refused on the wire what is not theirs to ask, and nothing else for lack of the right', async () => {
    const client = await enter(role);
    const wrong: string[] = [];
    for (const name of asked) {
      const allowed = may[name].includes(role);
      if (allowed && tried[name] === 'refusalsOnly') continue;
      const answer = await client.askRaw(name, { sessionId, ...samples[name](sessionId) });
      const code = answer.ok ? 'accepted' : answer.error.code;
      if (code === 'input.invalid') wrong.push(`${name}: the sample does not parse`);
      if ((code === 'auth.forbidden') === allowed) wrong.push(`${name}: ${code}`);
    }
    expect(wrong).toEqual([]);
  });
});

it('there is a row for every request', () => {
  const rows = new Set([...asked, 'clock:read', 'session:join', 'session:leave']);
  expect(Object.keys(requestSchemas).filter((name) => !rows.has(name))).toEqual([]);
});

it('whoever is not in the class finds no session, by whatever request', async () => {
  const client = await server.connect(await signUpOutsider(server, cookies.instructor));
  for (const as of ['studio', 'watch', 'coach', 'crew'] as const) {
    const joined = await client.ask('session:join', { sessionId, as });
    expect(joined.ok || joined.error.code).toBe('session.notFound');
  }
  for (const name of asked) {
    const answer = await client.askRaw(name, { sessionId, ...samples[name](sessionId) });
    expect(answer.ok || answer.error.code).toBe('session.notJoined');
  }
});
