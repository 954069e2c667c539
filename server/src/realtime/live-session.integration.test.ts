import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClassOnAir, startClassOnAir } from '../testing/class-on-air.ts';
import { signUpOutsider } from '../testing/outsider.ts';
import { connectClient, silentTrack, type TestClient, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let sessionId: string;
let cookies: ClassOnAir['cookies'];
let anchor: TestClient;
let instructor: TestClient;
let peer: TestClient;
let peer2: TestClient;
let outsider: TestClient;

beforeAll(async () => {
  ({ server, sessionId, cookies, anchor, instructor, peer, peer2 } = await startClassOnAir());
  outsider = await server.connect(await signUpOutsider(server, cookies.instructor));
});

afterAll(async () => {
  await server?.stop();
});

const refusalOf = (result: { ok: boolean; error?: { code: string } }) =>
  result.ok ? 'accepted' : result.error?.code;
const comment = (text: unknown) => ({ sessionId, id: uuidv7(), text });

describe('who may come in', () => {
  it('an outsider finds no session, whatever door they try', async () => {
    for (const as of ['watch', 'coach', 'studio'] as const) {
      expect(refusalOf(await outsider.ask('session:join', { sessionId, as }))).toBe('session.notFound');
    }
    expect(refusalOf(await outsider.askRaw('danmaku:send', comment('hi')))).toBe('session.notJoined');
  });

  it('a peer is no coach and no anchor', async () => {
    expect(refusalOf(await peer.ask('session:join', { sessionId, as: 'coach' }))).toBe('auth.forbidden');
    expect(refusalOf(await peer.ask('session:join', { sessionId, as: 'studio' }))).toBe('auth.forbidden');
  });

  it('a made-up session id is not found, and a malformed one is refused before any look-up', async () => {
    expect(refusalOf(await peer.ask('session:join', { sessionId: uuidv7(), as: 'watch' }))).toBe(
      'session.notFound',
    );
    expect(refusalOf(await peer.ask('session:join', { sessionId: "' or 1=1", as: 'watch' }))).toBe(
      'input.invalid',
    );
  });

  it('a socket without a session cookie does not connect', async () => {
    await expect(server.connect('')).rejects.toThrow('auth.required');
    await expect(server.connect('caipai.session_token=forged')).rejects.toThrow('auth.required');
  });

  it('whoever has no WebSocket, behind an old proxy say, takes part by plain requests', async () => {
    const { running } = server;
    const old = await connectClient(`http://127.0.0.1:${running.port}`, cookies.peer, uuidv7(), 'polling');
    expect((await old.ask('session:join', { sessionId, as: 'watch' })).ok).toBe(true);
    const said = { sessionId, id: uuidv7(), text: 'by polling' };
    expect(refusalOf(await old.ask('danmaku:send', said))).toBe('accepted');
    await old.hears('danmaku:ticked', ({ items }) => items.some(({ id }) => id === said.id));
    old.socket.disconnect();
    expect((await server.http('GET', '/healthz')).status).toBe(200);
  });

  it('counts each person once, without the anchor', async () => {
    const second = await server.connect(cookies.peer);
    await second.ask('session:join', { sessionId, as: 'watch' });
    const joined = await second.ask('session:join', { sessionId, as: 'watch' });
    expect(joined.ok && joined.value.presence).toEqual({ viewers: 3, anchorConnected: true });
    second.socket.disconnect();
  });
});

describe('what a viewer may not do', () => {
  const forbidden: [string, () => unknown][] = [
    ['media:openSend', () => ({ sessionId })],
    ['media:publish', () => ({ sessionId, transportId: 'x', ...silentTrack })],
    ['session:goLive', () => ({ sessionId })],
    ['session:end', () => ({ sessionId })],
    ['session:openLobby', () => ({ sessionId })],
    ['cue:send', () => ({ sessionId, id: uuidv7(), kind: 'smile', priority: 'normal' })],
    ['cue:confirm', () => ({ sessionId, cueId: uuidv7(), stage: 'seen' })],
    ['danmaku:remove', () => ({ sessionId, danmakuId: uuidv7() })],
    ['member:mute', () => ({ sessionId, userId: 'x', seconds: 60 })],
    ['score:release', () => ({ sessionId })],
  ];
  it.each(forbidden)('%s is refused to a peer', async (name, input) => {
    expect(refusalOf(await peer.askRaw(name, input()))).toBe('auth.forbidden');
  });

  it('a role in the request changes nothing', async () => {
    const forged = {
      sessionId,
      id: uuidv7(),
      kind: 'smile',
      priority: 'normal',
      role: 'admin',
      cohortRole: 'instructor',
    };
    expect(refusalOf(await peer.askRaw('cue:send', forged))).toBe('auth.forbidden');
  });

  it('the anchor neither scores themself nor sends cues to themself', async () => {
    const mark = { sessionId, id: uuidv7(), criterionId: 'people', level: 3, atMs: Date.now() };
    expect(refusalOf(await anchor.ask('mark:save', mark))).toBe('auth.forbidden');
    const cue = { sessionId, id: uuidv7(), kind: 'smile' as const, priority: 'normal' as const };
    expect(refusalOf(await anchor.ask('cue:send', cue))).toBe('auth.forbidden');
  });
});

describe('cues', () => {
  it('reach the anchor and the coaches and nobody else, and come back delivered and seen', async () => {
    const cue = {
      sessionId,
      id: uuidv7(),
      kind: 'text' as const,
      text: '看镜头',
      priority: 'urgent' as const,
    };
    expect((await instructor.ask('cue:send', cue)).ok).toBe(true);
    const got = await anchor.hears('cue:sent', (fact) => fact.cue.id === cue.id);
    expect(got.cue).toMatchObject({ text: '看镜头', priority: 'urgent' });
    for (const stage of ['delivered', 'seen'] as const) {
      expect((await anchor.ask('cue:confirm', { sessionId, cueId: cue.id, stage })).ok).toBe(true);
      const confirmed = await instructor.hears(
        'cue:confirmed',
        (fact) => fact.cueId === cue.id && fact.stage === stage,
      );
      expect(confirmed.atMs).toBeGreaterThan(0);
    }
    // A comment sent after the cue has arrived at the peers: whatever was to reach them before has.
    const after = { sessionId, id: uuidv7(), text: '之后' };
    expect((await peer.ask('danmaku:send', after)).ok).toBe(true);
    for (const viewer of [peer, peer2]) {
      await viewer.hears('danmaku:ticked', ({ items }) => items.some((item) => item.id === after.id));
      expect(JSON.stringify(viewer.heard)).not.toContain(cue.id);
      expect(JSON.stringify(viewer.heard)).not.toContain('看镜头');
    }
    const joined = await peer.ask('session:join', { sessionId, as: 'watch' });
    expect(joined.ok && joined.value.cues).toEqual([]);
    const timeline = await server.http('GET', `/api/sessions/${sessionId}/timeline`, {
      cookie: cookies.peer,
    });
    expect(JSON.stringify(timeline.body)).not.toContain(cue.id);
    const own = await server.http('GET', `/api/sessions/${sessionId}/timeline`, { cookie: cookies.anchor });
    expect(JSON.stringify(own.body)).toContain(cue.id);
  });

  it('to another job are theirs to confirm, and of one to all the anchor says how far it came', async () => {
    const send = async (to: 'all' | 'fieldControl') => {
      const id = uuidv7();
      const cue = { sessionId, id, kind: 'smile' as const, priority: 'normal' as const, to };
      expect((await instructor.ask('cue:send', cue)).ok).toBe(true);
      return id;
    };
    const confirm = (cueId: string, stage: 'acted' | 'expired') =>
      anchor.ask('cue:confirm', { sessionId, cueId, stage });
    const foreign = await confirm(await send('fieldControl'), 'acted');
    expect(foreign.ok || foreign.error.code).toBe('cue.notForYou');
    const toAll = await send('all');
    expect((await confirm(toAll, 'acted')).ok).toBe(true);
    const joined = await anchor.ask('session:join', { sessionId, as: 'studio' });
    expect(joined.ok && joined.value.cues.find((cue) => cue.id === toAll)).toMatchObject({
      to: 'all',
      deliveredAtMs: expect.any(Number),
      actedAtMs: expect.any(Number),
      expiredAtMs: null,
    });
  });

  it('a palette cue with words, a text cue without, or too many words are refused', async () => {
    const base = { sessionId, priority: 'normal' };
    expect(
      refusalOf(await instructor.askRaw('cue:send', { ...base, id: uuidv7(), kind: 'smile', text: 'x' })),
    ).toBe('input.invalid');
    expect(refusalOf(await instructor.askRaw('cue:send', { ...base, id: uuidv7(), kind: 'text' }))).toBe(
      'input.invalid',
    );
    expect(
      refusalOf(
        await instructor.askRaw('cue:send', { ...base, id: uuidv7(), kind: 'text', text: '字'.repeat(29) }),
      ),
    ).toBe('input.invalid');
  });
});

describe('marks', () => {
  it('are kept per rater, private until release, and the anchor then sees them', async () => {
    const mark = (level: number, note = '') => ({
      sessionId,
      id: uuidv7(),
      criterionId: 'people',
      level,
      note,
      atMs: Date.now(),
    });
    expect((await instructor.ask('mark:save', mark(2, '状态好'))).ok).toBe(true);
    expect((await peer.ask('mark:save', mark(1))).ok).toBe(true);
    expect((await peer.ask('mark:save', mark(3))).ok).toBe(true);
    const coach = await instructor.ask('session:join', { sessionId, as: 'coach' });
    const levels = coach.ok ? coach.value.marks.map((each) => [each.rater.role, each.level]).sort() : [];
    expect(levels).toEqual([
      ['instructor', 2],
      ['trainee', 3],
    ]);
    const own = await peer.ask('session:join', { sessionId, as: 'watch' });
    expect(own.ok && own.value.marks.map((each) => each.level)).toEqual([3]);
    expect(anchor.heard.some(([name]) => name === 'mark:saved')).toBe(false);
    const before = await server.http('GET', `/api/sessions/${sessionId}/score`, { cookie: cookies.anchor });
    expect(before.body.value.marks).toEqual([]);
  });

  it('an unknown criterion or level is refused', async () => {
    const base = { sessionId, atMs: Date.now(), note: '' };
    expect(
      refusalOf(await peer.askRaw('mark:save', { ...base, id: uuidv7(), criterionId: 'charm', level: 1 })),
    ).toBe('mark.unknownCriterion');
    expect(
      refusalOf(await peer.askRaw('mark:save', { ...base, id: uuidv7(), criterionId: 'people', level: 9 })),
    ).toBe('mark.unknownLevel');
    expect(
      refusalOf(await peer.askRaw('mark:save', { ...base, id: uuidv7(), criterionId: 'people', level: -1 })),
    ).toBe('input.invalid');
  });

  it('a tap that waited offline keeps its moment, but lies neither in the future nor before the session', async () => {
    const future = {
      sessionId,
      id: uuidv7(),
      criterionId: 'place',
      level: 0,
      note: '',
      atMs: Date.now() + 3_600_000,
    };
    const saved = await peer2.ask('mark:save', future);
    expect(saved.ok && saved.value.atMs).toBeLessThanOrEqual(Date.now());
    const early = { ...future, id: uuidv7(), criterionId: 'goods', atMs: 5 };
    const clamped = await peer2.ask('mark:save', early);
    const joined = await peer2.ask('session:join', { sessionId, as: 'watch' });
    expect(clamped.ok && clamped.value.atMs).toBe(joined.ok && joined.value.session.startedAtMs);
  });
});

describe('one anchor, one studio', () => {
  it('a second tab of the anchor may not publish while the first is there', async () => {
    const second = await server.connect(cookies.anchor);
    expect((await second.ask('session:join', { sessionId, as: 'studio' })).ok).toBe(true);
    expect(refusalOf(await second.ask('media:openSend', { sessionId }))).toBe('session.liveElsewhere');
    second.socket.disconnect();
  });

  it('a viewer cannot use the transport of the anchor', async () => {
    const answer = await peer.askRaw('media:connect', {
      sessionId,
      transportId: uuidv7(),
      dtlsParameters: { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: 'AA' }] },
    });
    expect(refusalOf(answer)).toBe('media.transportNotFound');
  });
});

describe('what is no request at all', () => {
  it.each([
    ['an unknown name', 'session:explode', {}],
    ['a name from the prototype', 'constructor', {}],
    ['no object', 'danmaku:send', 'hello'],
    ['null', 'danmaku:send', null],
    ['an array', 'session:join', []],
  ])('%s is refused cleanly', async (_name, request, input) => {
    expect(refusalOf(await peer.askRaw(request, input))).toBe('input.invalid');
  });
});

describe('the end', () => {
  it('is told to all, opens the replay, takes no more comments, and release shows the score', async () => {
    const ended = await anchor.ask('session:end', { sessionId });
    expect(ended.ok).toBe(true);
    await peer.hears('session:changed', ({ state }) => state === 'reviewable');
    expect(refusalOf(await peer.askRaw('danmaku:send', comment('晚了')))).toBe('session.wrongState');
    expect(refusalOf(await anchor.ask('session:goLive', { sessionId }))).toBe('session.wrongState');
    const again = await anchor.ask('session:end', { sessionId });
    expect(again).toEqual(ended);
    // The test's microphone never made a sound, so there is nothing to replay.
    expect(
      (await server.http('GET', `/api/sessions/${sessionId}/replay`, { cookie: cookies.peer })).status,
    ).toBe(409);
    expect((await instructor.ask('score:release', { sessionId })).ok).toBe(true);
    const released = await server.http('GET', `/api/sessions/${sessionId}/score`, { cookie: cookies.anchor });
    expect(released.body.value.marks.length).toBeGreaterThanOrEqual(2);
  });
});
