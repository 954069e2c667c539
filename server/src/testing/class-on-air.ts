import { goLive, startTestServer, type TestClient, type TestServer } from './test-server.ts';

export interface ClassOnAir {
  server: TestServer;
  sessionId: string;
  cookies: Record<'anchor' | 'instructor' | 'peer' | 'peer2', string>;
  anchor: TestClient;
  /** Coaches. */
  instructor: TestClient;
  /** Watch. */
  peer: TestClient;
  peer2: TestClient;
}

/** The demo's class in its first session, which is live. */
export async function startClassOnAir(): Promise<ClassOnAir> {
  const server = await startTestServer();
  const enter = async (persona: string) => {
    const cookie = await server.signIn(persona);
    return { cookie, client: await server.connect(cookie) };
  };
  const [anchor, instructor, peer, peer2] = await Promise.all([
    enter('anchor'),
    enter('instructor'),
    enter('peer-1'),
    enter('peer-2'),
  ]);
  const list = await server.http('GET', '/api/sessions', { cookie: anchor.cookie });
  const sessionId: string = list.body.value[0].id;
  await goLive(anchor.client, sessionId);
  for (const [{ client }, as] of [
    [peer, 'watch'],
    [peer2, 'watch'],
    [instructor, 'coach'],
  ] as const) {
    const joined = await client.ask('session:join', { sessionId, as });
    if (!joined.ok) throw new Error(joined.error.code);
  }
  return {
    server,
    sessionId,
    cookies: {
      anchor: anchor.cookie,
      instructor: instructor.cookie,
      peer: peer.cookie,
      peer2: peer2.cookie,
    },
    anchor: anchor.client,
    instructor: instructor.client,
    peer: peer.client,
    peer2: peer2.client,
  };
}
