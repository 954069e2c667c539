import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClassOnAir, startClassOnAir } from '../../testing/class-on-air.ts';
import type { TestClient, TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let sessionId: string;
let cookies: ClassOnAir['cookies'];
let anchor: TestClient;
let instructor: TestClient;
let peer: TestClient;
let peer2: TestClient;

beforeAll(async () => {
  ({ server, sessionId, cookies, anchor, instructor, peer, peer2 } = await startClassOnAir());
});

afterAll(async () => {
  await server?.stop();
});

const refusalOf = (result: { ok: boolean; error?: { code: string } }) =>
  result.ok ? 'accepted' : result.error?.code;
const comment = (text: unknown) => ({ sessionId, id: uuidv7(), text });

async function whoIs(cookie: string): Promise<string> {
  const site = await server.http('GET', '/api/site', { cookie });
  return site.body.value.me.id;
}

it('reaches everybody in one tick, with who said it', async () => {
  const sent = comment('这个杯子漏水吗？ 😀');
  const answer = await peer.askRaw('danmaku:send', sent);
  expect(answer.ok).toBe(true);
  for (const reader of [anchor, instructor, peer2]) {
    const tick = await reader.hears('danmaku:ticked', ({ items }) =>
      items.some((item) => item.id === sent.id),
    );
    expect(tick.items.find((item) => item.id === sent.id)).toMatchObject({
      text: '这个杯子漏水吗？ 😀',
      by: { job: 'peer' },
    });
  }
});

it('the same comment sent twice is one entry at one place', async () => {
  const sent = { sessionId, id: uuidv7(), text: 'twice' };
  const first = await instructor.ask('danmaku:send', sent);
  const second = await instructor.ask('danmaku:send', sent);
  expect(first).toEqual(second);
});

it.each([
  ['no text', { text: undefined }, 'input.invalid'],
  ['only white space', { text: ' \n\t ' }, 'input.invalid'],
  ['only invisible direction marks', { text: '\u202e\u202d' }, 'input.invalid'],
  ['61 characters', { text: '很'.repeat(61) }, 'input.invalid'],
  ['a megabyte', { text: 'x'.repeat(200_000) }, 'input.tooLarge'],
  ['a number', { text: 5 }, 'input.invalid'],
  ['an id that is none', { text: 'hi', id: '1' }, 'input.invalid'],
])('%s is refused and nothing is stored', async (_name, change, code) => {
  expect(refusalOf(await instructor.askRaw('danmaku:send', { ...comment('x'), ...change }))).toBe(code);
});

it('markup travels as the text it is, and direction overrides are taken out', async () => {
  const sent = comment('<img src=x onerror=alert(1)> \u202eabc');
  expect((await peer2.askRaw('danmaku:send', sent)).ok).toBe(true);
  const tick = await peer.hears('danmaku:ticked', ({ items }) => items.some((item) => item.id === sent.id));
  expect(tick.items.find((item) => item.id === sent.id)?.text).toBe('<img src=x onerror=alert(1)> abc');
});

it('a flood is slowed down and told for how long', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) => anchor.askRaw('danmaku:send', comment(`第 ${n} 句`))),
  );
  const refused = answers.filter((answer) => !answer.ok);
  expect(refused.length).toBeGreaterThanOrEqual(4);
  for (const answer of refused) {
    expect(answer.ok || answer.error.code).toBe('danmaku.tooFast');
    expect(answer.ok || answer.error.retryAfterMs).toBeGreaterThan(0);
  }
});

it('a blocked word is refused, in any case of letters', async () => {
  const me = await server.http('GET', '/api/sessions', { cookie: cookies.instructor });
  const cohortId = me.body.value[0]?.cohortId;
  await server.http('PUT', `/api/cohorts/${cohortId}/block-words`, {
    cookie: cookies.instructor,
    body: { words: ['加微信', 'Spam'] },
  });
  const late = await server.connect(cookies.peer2);
  await late.ask('session:join', { sessionId, as: 'watch' });
  expect(refusalOf(await late.askRaw('danmaku:send', comment('快加微信')))).toBe('danmaku.blockedWord');
  expect(refusalOf(await late.askRaw('danmaku:send', comment('sPAM!')))).toBe('danmaku.blockedWord');
});

it('a muted person is refused, told so, and free again when the mute is lifted', async () => {
  const userId =
    (await peer2.ask('session:join', { sessionId, as: 'watch' })) && (await whoIs(cookies.peer2));
  expect((await instructor.ask('member:mute', { sessionId, userId, seconds: 600 })).ok).toBe(true);
  await peer2.hears('member:muted', ({ untilMs }) => untilMs > Date.now());
  expect(refusalOf(await peer2.askRaw('danmaku:send', comment('嗯')))).toBe('danmaku.muted');
  await instructor.ask('member:mute', { sessionId, userId, seconds: 0 });
  expect(refusalOf(await peer2.askRaw('danmaku:send', comment('嗯')))).not.toBe('danmaku.muted');
});

it('a removed comment disappears for all and is not handed to those who join later', async () => {
  const sent = { sessionId, id: uuidv7(), text: '要删掉的' };
  expect(refusalOf(await instructor.ask('danmaku:send', sent))).toBe('accepted');
  expect((await instructor.ask('danmaku:remove', { sessionId, danmakuId: sent.id })).ok).toBe(true);
  await peer.hears('danmaku:removed', ({ danmakuId }) => danmakuId === sent.id);
  const joined = await peer.ask('session:join', { sessionId, as: 'watch' });
  expect(joined.ok && joined.value.danmaku.some((item) => item.id === sent.id)).toBe(false);
});
