import { CUT_AT_LEAST_MS } from '@caipai/shared/domain/violation-ladder';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goLive, startTestServer, type TestClient, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let anchor: TestClient;
let coach: TestClient;
let otherDesk: TestClient;
let peer: TestClient;
let sessionId: string;

beforeAll(async () => {
  server = await startTestServer();
  const [a = '', i = '', p = ''] = await Promise.all(
    ['anchor', 'instructor', 'peer-1'].map((each) => server.signIn(each)),
  );
  [anchor, coach, otherDesk, peer] = await Promise.all([
    server.connect(a),
    server.connect(i),
    server.connect(i),
    server.connect(p),
  ]);
  const list = await server.http('GET', '/api/sessions', { cookie: a });
  sessionId = list.body.value[0]?.id ?? '';
  await goLive(anchor, sessionId);
  for (const each of [coach, otherDesk]) await each.ask('session:join', { sessionId, as: 'coach' });
  await peer.ask('session:join', { sessionId, as: 'watch' });
});

afterAll(() => server?.stop());

const raise = (by: TestClient, seen: number, words: string | null = null) =>
  by.ask('violation:raise', { sessionId, id: uuidv7(), category: 'absolute-term', words, seen });
const granted = <T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};

it('climbs one rung when two desks press at the same moment, and never more than to the cut', async () => {
  const [one, two] = (await Promise.all([raise(coach, 0, '全网最低'), raise(otherDesk, 0, '全网最低')])).map(
    granted,
  );
  expect(one?.step).toBe('remind');
  expect(two?.id).toBe(one?.id);
  await anchor.hears('violation:changed', ({ violation }) => violation.words === '全网最低');
  const steps = [];
  for (const seen of [1, 2, 3]) steps.push(granted(await raise(coach, seen)).step);
  expect(steps).toEqual(['warn', 'cut', 'cut']);
});

it('the audience hears that the stream is cut, and not for what; who joins later hears it too', async () => {
  await peer.hears('stream:cut', ({ cut }) => cut);
  expect(peer.heard.filter(([name]) => name === 'violation:changed')).toEqual([]);
  const late = await server.connect(await server.signIn('peer-2'));
  expect(granted(await late.ask('session:join', { sessionId, as: 'watch' })).cut).toBe(true);
});

it('the anchor goes on only after the time to read, and no later cut stands when a coach lifts it', async () => {
  const joined = granted(await anchor.ask('session:join', { sessionId, as: 'studio' }));
  const cuts = joined.violations.filter(({ step }) => step === 'cut');
  expect(cuts).toHaveLength(2);
  const [first, second] = cuts.map(({ id: violationId }) => ({ sessionId, violationId }));
  if (!first || !second) throw new Error('two cuts');
  const early = await anchor.ask('violation:acknowledge', second);
  expect(early).toMatchObject({ ok: false, error: { code: 'violation.readFirst' } });
  expect(early.ok ? 0 : early.error.retryAfterMs).toBeLessThanOrEqual(CUT_AT_LEAST_MS);

  granted(await anchor.ask('violation:appeal', { ...second, text: '这是型号' }));
  await coach.hears('violation:changed', ({ violation }) => violation.appeal?.text === '这是型号');
  granted(await coach.ask('violation:lift', first));
  expect(peer.heard.findLast(([name]) => name === 'stream:cut')?.[1]).toMatchObject({ cut: true });
  granted(await coach.ask('violation:lift', second));
  await peer.hears('stream:cut', ({ cut }) => !cut);
});

it('what is unknown is refused', async () => {
  const answer = await coach.ask('violation:lift', { sessionId, violationId: uuidv7() });
  expect(answer).toMatchObject({ ok: false, error: { code: 'violation.notFound' } });
});
