import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publish, startTestServer, type TestClient, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let anchor: TestClient;
let coach: TestClient;
let peer: TestClient;
let sessionId: string;

beforeAll(async () => {
  server = await startTestServer();
  const cookies = await Promise.all(['anchor', 'instructor', 'peer-1'].map((each) => server.signIn(each)));
  [anchor, coach, peer] = (await Promise.all(cookies.map((each) => server.connect(each)))) as [
    TestClient,
    TestClient,
    TestClient,
  ];
  const list = await server.http('GET', '/api/sessions', { cookie: cookies[0] ?? '' });
  sessionId = list.body.value[0]?.id ?? '';
  expect((await anchor.ask('session:join', { sessionId, as: 'studio' })).ok).toBe(true);
  expect((await anchor.ask('session:openLobby', { sessionId })).ok).toBe(true);
  expect((await coach.ask('session:join', { sessionId, as: 'coach' })).ok).toBe(true);
  expect((await peer.ask('session:join', { sessionId, as: 'watch' })).ok).toBe(true);
});

afterAll(() => server?.stop());

const picture = {
  codecs: [{ mimeType: 'video/VP8', payloadType: 100, clockRate: 90_000, parameters: {}, rtcpFeedback: [] }],
  encodings: [{ ssrc: 22_222_222 }],
  headerExtensions: [],
  rtcp: { cname: 'probe' },
};
const codeOf = (answer: { ok: boolean; error?: { code: string } }) => answer.error?.code;

describe('the network is tried', () => {
  it('by the anchor before air, and nobody is told that anything is published', async () => {
    const opened = await anchor.ask('media:openSend', { sessionId });
    const transportId = opened.ok ? opened.value.transportId : '';
    const probe = await anchor.ask('media:openProbe', { sessionId, transportId, rtpParameters: picture });
    expect(probe.ok).toBe(true);
    const joined = await coach.ask('session:join', { sessionId, as: 'coach' });
    expect(joined.ok && joined.value.tracks).toEqual([]);
    for (let turn = 0; turn < 2; turn += 1)
      expect((await anchor.ask('media:closeProbe', { sessionId })).ok).toBe(true);
  });

  it('by nobody who does not publish', async () => {
    const wish = { sessionId, transportId: 'any', rtpParameters: picture };
    expect(codeOf(await coach.ask('media:openProbe', wish))).toBe('auth.forbidden');
    expect(codeOf(await peer.ask('media:openProbe', wish))).toBe('auth.forbidden');
  });

  it('over no transport of another', async () => {
    const wish = { sessionId, transportId: 'any', rtpParameters: picture };
    expect(codeOf(await anchor.ask('media:openProbe', wish))).toBe('media.transportNotFound');
  });

  it('no more once the session is live', async () => {
    await publish(anchor, sessionId);
    expect((await anchor.ask('session:goLive', { sessionId })).ok).toBe(true);
    const wish = { sessionId, transportId: 'any', rtpParameters: picture };
    expect(codeOf(await anchor.ask('media:openProbe', wish))).toBe('session.wrongState');
  });
});
