import type { JoinedSession } from '@caipai/shared/protocol/facts';
import type { Result } from '@caipai/shared/protocol/result';
import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import type { TimelineItem } from '@caipai/shared/schemas/replay';
import { uuidv7 } from 'uuidv7';
import { goLive, startTestServer, type TestClient } from './test-server.ts';

export const codeOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.error.code);

export const ticked = (client: TestClient, id: string): Promise<Danmaku | undefined> =>
  client
    .hears('danmaku:ticked', ({ items }) => items.some((item) => item.id === id))
    .then(({ items }) => items.find((item) => item.id === id));

export type ModeratedClass = Awaited<ReturnType<typeof startModeratedClass>>;

/** The demo's class on air, with a coach, a field control, operations, and somebody who only reads. */
export async function startModeratedClass() {
  const server = await startTestServer();
  const cookies = {
    anchor: await server.signIn('anchor'),
    coach: await server.signIn('instructor'),
    field: await server.signIn('peer-1'),
    operations: await server.signIn('peer-2'),
  };
  const [session] = (await server.http('GET', '/api/sessions', { cookie: cookies.anchor })).body.value;
  const sessionId: string = session.id;
  const cohortId: string = session.cohortId;
  const invitation = await server.http('POST', `/api/cohorts/${cohortId}/invitations`, {
    cookie: cookies.coach,
    body: { role: 'trainee' },
  });
  const invitationToken = invitation.body.value.path.slice('/join/'.length);

  const whoIs = async (cookie: string): Promise<string> =>
    (await server.http('GET', '/api/site', { cookie })).body.value.me.id;

  async function joined(
    client: TestClient,
    as: 'watch' | 'coach' | 'crew' | 'studio',
  ): Promise<JoinedSession> {
    const answer = await client.ask('session:join', { sessionId, as });
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value;
  }

  async function newcomer(name: string): Promise<{ client: TestClient; cookie: string }> {
    const { cookie } = await server.http('POST', '/api/sign-up', {
      body: {
        ...{ name, email: `${uuidv7()}@test.invalid`, password: 'long enough', locale: 'zh-CN' },
        invitationToken,
      },
    });
    const client = await server.connect(cookie);
    await joined(client, 'watch');
    return { client, cookie };
  }

  async function say(client: TestClient, text: string, more: { replyToId?: string } = {}) {
    const id = uuidv7();
    const answer = await client.ask('danmaku:send', { sessionId, id, text, ...more });
    return { id, answer };
  }

  const crew = { fieldControl: await whoIs(cookies.field), operations: await whoIs(cookies.operations) };
  await server.http('PATCH', `/api/sessions/${sessionId}`, { cookie: cookies.coach, body: { crew } });
  const [anchor, coach, field, operations] = await Promise.all([
    server.connect(cookies.anchor),
    server.connect(cookies.coach),
    server.connect(cookies.field),
    server.connect(cookies.operations),
  ]);
  await goLive(anchor, sessionId);
  await joined(coach, 'coach');
  await joined(field, 'crew');
  await joined(operations, 'crew');
  const { client: reader, cookie: readerCookie } = await newcomer('看客');

  return {
    server,
    sessionId,
    cohortId,
    cookies,
    anchor,
    coach,
    field,
    operations,
    reader,
    readerCookie,
    whoIs,
    joined,
    newcomer,
    say,
    /** Resolves when everything that was to reach this person before now has. */
    async settled(client: TestClient): Promise<void> {
      const { id } = await say(coach, '之后');
      await ticked(client, id);
    },
    async timeline(cookie: string): Promise<TimelineItem[]> {
      return (await server.http('GET', `/api/sessions/${sessionId}/timeline`, { cookie })).body.value;
    },
  };
}
