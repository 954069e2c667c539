import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUpOutsider } from '../testing/outsider.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let instructor: string;
let trainee: string;
let cohortId: string;
let rubricId: string;

beforeAll(async () => {
  server = await startTestServer();
  [instructor, trainee] = await Promise.all([server.signIn('instructor'), server.signIn('anchor')]);
  cohortId = (await server.http('GET', '/api/site', { cookie: trainee })).body.value.me.cohorts[0].id;
  rubricId = (await server.http('GET', `/api/cohorts/${cohortId}`, { cookie: trainee })).body.value.rubrics[0]
    .id;
});

afterAll(async () => {
  await server?.stop();
});

const plan = (change: object = {}) => ({ cohortId, title: '周四彩排', rubricId, ...change });

describe('accounts', () => {
  it('nobody is signed in without a cookie, and a private route says so', async () => {
    expect((await server.http('GET', '/api/site')).body.value.me).toBeNull();
    expect(await server.http('GET', '/api/sessions')).toMatchObject({
      status: 401,
      body: { error: { code: 'auth.required' } },
    });
  });

  it('a wrong password and an unknown address get the same answer', async () => {
    const wrong = await server.http('POST', '/api/sign-in', {
      body: { email: 'anchor@demo.invalid', password: 'guess' },
    });
    const unknown = await server.http('POST', '/api/sign-in', {
      body: { email: 'who@demo.invalid', password: 'guess' },
    });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual(unknown.body);
    expect(wrong.body.error.code).toBe('auth.wrongCredentials');
  });

  it('signing out ends the cookie', async () => {
    const cookie = await server.signIn('peer-2');
    const out = await server.http('POST', '/api/sign-out', { cookie, body: {} });
    expect(out.status).toBe(200);
    expect((await server.http('GET', '/api/site', { cookie: out.cookie })).body.value.me).toBeNull();
  });

  it('an account needs an invitation; in the demo there is no first administrator to become', async () => {
    const body = {
      name: '路人',
      email: 'passer@test.invalid',
      password: 'long enough',
      locale: 'zh-CN',
      setupCode: 'guess',
    };
    expect((await server.http('POST', '/api/sign-up', { body })).body.error.code).toBe('auth.forbidden');
  });

  it('an invitation makes a member with the invited role, and the language sticks', async () => {
    const made = await server.http('POST', `/api/cohorts/${cohortId}/invitations`, {
      cookie: instructor,
      body: { role: 'trainee' },
    });
    const token = made.body.value.path.slice('/join/'.length);
    const preview = await server.http('GET', `/api/invitations/${token}`);
    expect(preview.body.value).toMatchObject({ cohortName: '示范班 · Demo class', role: 'trainee' });
    const body = {
      name: '新生<b>',
      email: 'New@test.invalid',
      password: 'long enough',
      locale: 'en',
      invitationToken: token,
    };
    const joined = await server.http('POST', '/api/sign-up', { body });
    expect(joined.body.value).toMatchObject({ name: '新生<b>', locale: 'en', role: 'member' });
    expect(joined.body.value.cohorts).toMatchObject([{ id: cohortId, role: 'trainee' }]);
    expect((await server.http('POST', '/api/sign-up', { body })).body.error.code).toBe('auth.emailTaken');
  });

  it('a trainee may not invite, and a made-up or malformed token opens nothing', async () => {
    const body = { role: 'instructor' };
    expect(
      (await server.http('POST', `/api/cohorts/${cohortId}/invitations`, { cookie: trainee, body })).status,
    ).toBe(403);
    expect((await server.http('GET', `/api/invitations/${'x'.repeat(24)}`)).body.error.code).toBe(
      'invitation.notFound',
    );
  });

  it('passwords cannot be tried without end', async () => {
    const attempt = () =>
      server.http('POST', '/api/sign-in', { body: { email: 'a@b.invalid', password: 'x' } });
    const codes = new Set<string>();
    for (let n = 0; n < 12; n++) codes.add((await attempt()).body.error.code);
    expect(codes).toContain('auth.rateLimited');
  });
});

describe('sessions of a cohort', () => {
  it('are planned by its members and not seen by others', async () => {
    const made = await server.http('POST', '/api/sessions', { cookie: trainee, body: plan() });
    expect(made.body.value).toMatchObject({
      state: 'draft',
      title: '周四彩排',
      access: { publish: true, cue: false },
    });
    const cookie = await signUpOutsider(server, instructor);
    const id = made.body.value.id;
    expect((await server.http('GET', '/api/sessions', { cookie })).body.value).toEqual([]);
    for (const [method, route] of [
      ['GET', `/api/sessions/${id}`],
      ['GET', `/api/sessions/${id}/replay`],
      ['GET', `/api/sessions/${id}/timeline`],
      ['GET', `/api/sessions/${id}/score`],
      ['GET', `/api/sessions/${id}/replay/index.m3u8`],
      ['GET', `/api/sessions/${id}/replay/files/take-001/seg-00001.ts`],
      ['GET', `/api/sessions/${id}/poster.jpg`],
      ['DELETE', `/api/sessions/${id}`],
    ] as const) {
      const answer = await server.http(method, route, { cookie });
      expect([route, answer.status, answer.body.error.code]).toEqual([route, 404, 'session.notFound']);
    }
    expect((await server.http('GET', `/api/cohorts/${cohortId}`, { cookie })).body.error.code).toBe(
      'cohort.notFound',
    );
    expect((await server.http('POST', '/api/sessions', { cookie, body: plan() })).body.error.code).toBe(
      'cohort.notFound',
    );
  });

  it('a peer neither edits nor deletes what another planned', async () => {
    const made = await server.http('POST', '/api/sessions', { cookie: trainee, body: plan() });
    const peer = await server.signIn('peer-1');
    const route = `/api/sessions/${made.body.value.id}`;
    expect((await server.http('PATCH', route, { cookie: peer, body: { title: '我的' } })).status).toBe(403);
    expect((await server.http('DELETE', route, { cookie: peer })).status).toBe(403);
    expect(
      (await server.http('PATCH', route, { cookie: trainee, body: { title: '改过' } })).body.value.title,
    ).toBe('改过');
    expect((await server.http('DELETE', route, { cookie: trainee })).status).toBe(200);
    expect((await server.http('GET', route, { cookie: trainee })).status).toBe(404);
  });

  it.each([
    ['no title', { title: undefined }],
    ['an empty title', { title: '   ' }],
    ['a title of 81 characters', { title: '长'.repeat(81) }],
    ['a cohort id that is none', { cohortId: '1' }],
    ['a segment of no length', { rundown: [{ id: 'a', kind: 'opening', title: 'x', targetSeconds: 0 }] }],
    [
      'two segments with one id',
      { rundown: [1, 2].map(() => ({ id: 'a', kind: 'opening', title: 'x', targetSeconds: 9 })) },
    ],
    ['a shape that is none', { orientation: 'round' }],
  ])('%s is refused with the field named', async (_name, change) => {
    const answer = await server.http('POST', '/api/sessions', { cookie: trainee, body: plan(change) });
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe('input.invalid');
    expect(answer.body.error.fields).toHaveLength(1);
  });

  it('a rubric of another cohort, or of none, is not found', async () => {
    const answer = await server.http('POST', '/api/sessions', {
      cookie: trainee,
      body: plan({ rubricId: uuidv7() }),
    });
    expect(answer.body.error.code).toBe('rubric.notFound');
  });

  it('a schedule moves a draft to scheduled and back', async () => {
    const made = await server.http('POST', '/api/sessions', {
      cookie: trainee,
      body: plan({ scheduledAtMs: Date.now() + 3_600_000 }),
    });
    expect(made.body.value.state).toBe('scheduled');
    const back = await server.http('PATCH', `/api/sessions/${made.body.value.id}`, {
      cookie: trainee,
      body: { scheduledAtMs: null },
    });
    expect(back.body.value).toMatchObject({ state: 'draft', scheduledAtMs: null });
  });

  it('a replay of what has not ended is not ready', async () => {
    const made = await server.http('POST', '/api/sessions', { cookie: trainee, body: plan() });
    const answer = await server.http('GET', `/api/sessions/${made.body.value.id}/replay`, {
      cookie: trainee,
    });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'replay.notReady' } } });
  });
});

describe('connections', () => {
  it('an idle one is kept for longer than proxies keep theirs, so that no request meets its closing', async () => {
    const { headers } = await server.http('GET', '/api/site');
    const seconds = /^timeout=(\d+)$/.exec(headers.get('keep-alive') ?? '')?.[1];
    expect(Number(seconds)).toBeGreaterThan(60);
  });
});

describe('requests that are none', () => {
  it('a body that is no JSON, and one that is too long', async () => {
    const broken = await server.http('POST', '/api/sessions', { cookie: trainee, body: '{"title":' });
    expect(broken).toMatchObject({ status: 400, body: { error: { code: 'input.invalid' } } });
    const huge = await server.http('POST', '/api/sessions', {
      cookie: trainee,
      body: plan({ title: 'x'.repeat(400_000) }),
    });
    expect(huge).toMatchObject({ status: 413, body: { error: { code: 'input.tooLarge' } } });
  });

  it('another site may not act for a visitor', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const answer = await server.http('POST', '/api/sessions', { cookie: trainee, body: plan(), headers });
      expect(answer.status).toBe(403);
    }
  });

  it('an unknown path, and a path that climbs out of the recordings', async () => {
    expect((await server.http('GET', '/api/nothing', { cookie: trainee })).status).toBe(404);
    const id = uuidv7();
    for (const file of ['..%2f..%2fauth-secret', 'index.m3u8%00', '.env']) {
      const answer = await server.http('GET', `/api/sessions/${id}/replay/files/take-001/${file}`, {
        cookie: trainee,
      });
      expect([400, 404]).toContain(answer.status);
      expect(answer.body.ok).toBe(false);
    }
  });
});
