import type { Result } from '@caipai/shared/protocol/result';
import type { SpeechReading, SpeechShare } from '@caipai/shared/schemas/speech';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goLive, startTestServer, type TestClient, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let sessionId: string;
let cohortId: string;
let startedAtMs: number;
let anchor: TestClient;
let coach: TestClient;
let peer: TestClient;
const cookies = { anchor: '', coach: '', peer: '' };
type Who = keyof typeof cookies;

const refusalOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.error.code);
const api = (who: Who, method: string, route: string, body?: unknown) =>
  server.http(method, `/api${route}`, { cookie: cookies[who], body });
const reading = (atMs: number): SpeechReading => ({
  ...{ atMs, shortTermLufs: -17.2, truePeakDbtp: -3.1, syllables: 4, syllablesPerMin: 242 },
  ...{ pitchHz: 210, pitchSdSemitones: 2.4, pauseMs: 0, talkShare: 0.91 },
});
/** Each batch is about other seconds; the server takes one in three seconds of one person. */
async function report(count = 3, id = uuidv7()): Promise<Result<null>> {
  const fromMs = Math.max(startedAtMs, Date.now() - count * 1_000);
  const readings = Array.from({ length: count }, (_, index) => reading(fromMs + index * 1_000));
  const ask = () => anchor.ask('speech:report', { sessionId, id, readings });
  let answer = await ask();
  await expect
    .poll(
      async () => {
        if (!answer.ok && answer.error.code === 'speech.tooFast') answer = await ask();
        return refusalOf(answer);
      },
      { timeout: 10_000, interval: 200 },
    )
    .not.toBe('speech.tooFast');
  return answer;
}
const kept = async (who: Who) => {
  const { status, body } = await api(who, 'GET', `/sessions/${sessionId}/speech`);
  return status === 200 ? (body.value.readings as SpeechReading[]).length : status;
};
const consent = (given: boolean) => api('anchor', 'PUT', `/cohorts/${cohortId}/speech-consent`, { given });
const share = (with_: SpeechShare) =>
  api('anchor', 'PUT', `/sessions/${sessionId}/speech-share`, { share: with_ });
const detailFor = async (who: Who) => (await api(who, 'GET', `/sessions/${sessionId}`)).body.value;
const told = (client: TestClient) => client.heard.filter(([name]) => name === 'speech:measured').length;

beforeAll(async () => {
  server = await startTestServer();
  cookies.anchor = await server.signIn('anchor');
  cookies.coach = await server.signIn('instructor');
  cookies.peer = await server.signIn('peer-1');
  const [session] = (await api('anchor', 'GET', '/sessions')).body.value;
  sessionId = session.id;
  cohortId = session.cohortId;
  [anchor, coach, peer] = await Promise.all([
    server.connect(cookies.anchor),
    server.connect(cookies.coach),
    server.connect(cookies.peer),
  ]);
  await goLive(anchor, sessionId);
  startedAtMs = (await detailFor('anchor')).startedAtMs;
  await coach.ask('session:join', { sessionId, as: 'coach' });
  await peer.ask('session:join', { sessionId, as: 'watch' });
});
afterAll(() => server?.stop());

it('before the anchor has said yes the server takes nothing and has nothing', async () => {
  expect((await detailFor('anchor')).speech).toEqual({
    ...{ figures: 'withConsent', language: null, share: 'nobody', consent: null },
  });
  expect(refusalOf(await report())).toBe('speech.notConsented');
  await consent(false);
  expect(refusalOf(await report())).toBe('speech.notConsented');
  expect(await kept('anchor')).toBe(0);
  expect((await detailFor('anchor')).speech.consent).toBe(false);
});

it('with their yes it is kept once, for them alone', async () => {
  await consent(true);
  const id = uuidv7();
  expect(refusalOf(await report(3, id))).toBe('accepted');
  expect(refusalOf(await report(3, id))).toBe('accepted');
  expect(await kept('anchor')).toBe(3);
  expect([await kept('coach'), await kept('peer')]).toEqual([403, 403]);
  expect([told(coach), told(peer)]).toEqual([0, 0]);
  // What somebody answered is theirs as well.
  expect((await detailFor('coach')).speech.consent).toBeNull();
  const timeline = (await api('peer', 'GET', `/sessions/${sessionId}/timeline`)).body.value;
  expect(JSON.stringify(timeline)).not.toContain('speech.measured');
});

it('nobody else reports for them, and no batch is too long, out of order or of another time', async () => {
  const ask = (readings: SpeechReading[], client = anchor) =>
    client.askRaw('speech:report', { sessionId, id: uuidv7(), readings });
  const nowMs = Date.now();
  expect(refusalOf(await ask([reading(nowMs)], coach))).toBe('auth.forbidden');
  expect(refusalOf(await ask([reading(nowMs)], peer))).toBe('auth.forbidden');
  const many = Array.from({ length: 13 }, (_, index) => reading(nowMs + index));
  expect(refusalOf(await ask(many))).toBe('input.tooLarge');
  expect(refusalOf(await ask([reading(nowMs), reading(nowMs - 1_000)]))).toBe('input.invalid');
  expect(refusalOf(await ask([{ ...reading(nowMs), shortTermLufs: 900 }]))).toMatch(/^input/);
  expect(refusalOf(await report(1))).toBe('accepted');
  expect(refusalOf(await ask([reading(nowMs)]))).toBe('speech.tooFast');
  const before = await kept('anchor');
  expect(await kept('anchor')).toBe(before);
});

it('shared with coaches it reaches them live and later, and no peer', async () => {
  expect((await share('coaches')).body.value.share).toBe('coaches');
  await coach.hears('session:changed', ({ speech }) => speech.share === 'coaches');
  expect(refusalOf(await report())).toBe('accepted');
  await coach.hears('speech:measured', ({ readings }) => readings.length === 3);
  expect(await kept('coach')).toBe(await kept('anchor'));
  expect([told(peer), await kept('peer')]).toEqual([0, 403]);
});

it('shared with the class it is live for coaches alone, and taken back for nobody', async () => {
  await share('class');
  coach.heard.length = 0;
  await report();
  await coach.hears('speech:measured');
  expect([told(peer), await kept('peer')]).toEqual([0, 403]);
  await share('nobody');
  expect([await kept('coach'), await kept('peer')]).toEqual([403, 403]);
  const before = told(coach);
  await report();
  expect(told(coach)).toBe(before);
});

it('only the anchor shares and answers for themselves, and only coaches say whether the class keeps any', async () => {
  const theirs = await api('coach', 'PUT', `/sessions/${sessionId}/speech-share`, { share: 'coaches' });
  expect(theirs.status).toBe(403);
  await api('coach', 'PUT', `/cohorts/${cohortId}/speech-consent`, { given: false });
  expect(await kept('anchor')).toBeGreaterThan(0);
  const policy = { figures: 'off', language: 'zh' };
  expect((await api('anchor', 'PUT', `/cohorts/${cohortId}/speech-policy`, policy)).status).toBe(403);
  await share('class');
  expect((await api('coach', 'PUT', `/cohorts/${cohortId}/speech-policy`, policy)).body.value).toEqual(
    policy,
  );
  expect(refusalOf(await report())).toBe('speech.notConsented');
  expect([await kept('coach'), await kept('peer')]).toEqual([403, 403]);
  expect((await detailFor('peer')).speech.language).toBe('zh');
  await api('coach', 'PUT', `/cohorts/${cohortId}/speech-policy`, { figures: 'withConsent', language: null });
});

it('a consent that is taken back takes along what was kept and shared, also when the session is over', async () => {
  expect(await kept('peer')).toBeGreaterThan(0);
  await anchor.ask('session:end', { sessionId });
  await consent(false);
  expect(await kept('anchor')).toBe(0);
  expect((await detailFor('coach')).speech.share).toBe('nobody');
  await consent(true);
  expect(await kept('anchor')).toBe(0);
});
