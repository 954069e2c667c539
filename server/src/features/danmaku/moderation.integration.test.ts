import type { JoinedSession } from '@caipai/shared/protocol/facts';
import type { Result } from '@caipai/shared/protocol/result';
import type { TimelineItem } from '@caipai/shared/schemas/replay';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { goLive, startTestServer, type TestClient, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let sessionId: string;
let cohortId: string;
let invitationToken: string;
let anchor: TestClient;
let coach: TestClient;
let field: TestClient;
let operations: TestClient;
/** Comments, and is somebody else in each test: so nobody meets the limit of one person. */
let writer: TestClient;
let writerCookie: string;
let reader: TestClient;
let readerCookie: string;
const cookies = { anchor: '', coach: '', field: '', operations: '' };

const codeOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.error.code);
const whoIs = async (cookie: string): Promise<string> =>
  (await server.http('GET', '/api/site', { cookie })).body.value.me.id;

async function newcomer(name: string) {
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

async function joined(client: TestClient, as: 'watch' | 'coach' | 'crew' | 'studio'): Promise<JoinedSession> {
  const answer = await client.ask('session:join', { sessionId, as });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

async function say(client: TestClient, text: string, more: { replyToId?: string } = {}) {
  const id = uuidv7();
  const answer = await client.ask('danmaku:send', { sessionId, id, text, ...more });
  return { id, answer };
}

const ticked = (client: TestClient, id: string) =>
  client
    .hears('danmaku:ticked', ({ items }) => items.some((item) => item.id === id))
    .then(({ items }) => items.find((item) => item.id === id));

/** Resolves when everything that was to reach this person before now has. */
async function settled(client: TestClient): Promise<void> {
  const { id } = await say(coach, '之后');
  await ticked(client, id);
}

async function timeline(cookie: string): Promise<TimelineItem[]> {
  return (await server.http('GET', `/api/sessions/${sessionId}/timeline`, { cookie })).body.value;
}
const kindsOf = (items: TimelineItem[]) => new Set(items.map(({ entry }) => entry.kind));

beforeAll(async () => {
  server = await startTestServer();
  cookies.anchor = await server.signIn('anchor');
  cookies.coach = await server.signIn('instructor');
  cookies.field = await server.signIn('peer-1');
  cookies.operations = await server.signIn('peer-2');
  const [session] = (await server.http('GET', '/api/sessions', { cookie: cookies.anchor })).body.value;
  sessionId = session.id;
  cohortId = session.cohortId;
  const invitation = await server.http('POST', `/api/cohorts/${cohortId}/invitations`, {
    cookie: cookies.coach,
    body: { role: 'trainee' },
  });
  invitationToken = invitation.body.value.path.slice('/join/'.length);
  const crew = { fieldControl: await whoIs(cookies.field), operations: await whoIs(cookies.operations) };
  await server.http('PATCH', `/api/sessions/${sessionId}`, { cookie: cookies.coach, body: { crew } });
  [anchor, coach, field, operations] = await Promise.all([
    server.connect(cookies.anchor),
    server.connect(cookies.coach),
    server.connect(cookies.field),
    server.connect(cookies.operations),
  ]);
  await goLive(anchor, sessionId);
  await joined(coach, 'coach');
  await joined(field, 'crew');
  await joined(operations, 'crew');
  ({ client: reader, cookie: readerCookie } = await newcomer('看客'));
});
afterAll(() => server?.stop());
beforeEach(async () => {
  ({ client: writer, cookie: writerCookie } = await newcomer('提问的人'));
});

describe('slow mode', () => {
  it('holds each viewer to one comment an interval, tells how long to wait, and lets the crew answer', async () => {
    expect((await joined(writer, 'watch')).slowModeSeconds).toBe(0);
    expect(codeOf(await field.ask('danmaku:setSlowMode', { sessionId, seconds: 60 }))).toBe('accepted');
    expect((await reader.hears('slowMode:changed')).seconds).toBe(60);
    const first = await say(writer, '第一句');
    expect(codeOf(first.answer)).toBe('accepted');
    const { answer } = await say(writer, '第二句');
    expect(answer).toMatchObject({ ok: false, error: { code: 'danmaku.slowMode' } });
    expect(!answer.ok && answer.error.retryAfterMs).toBeGreaterThan(50_000);
    // The same comment again is no second one.
    const again = await writer.ask('danmaku:send', { sessionId, id: first.id, text: '第一句' });
    expect(codeOf(again)).toBe('accepted');
    for (const text of ['有的', '还有']) expect(codeOf((await say(anchor, text)).answer)).toBe('accepted');
    expect((await joined(writer, 'watch')).slowModeSeconds).toBe(60);
    await field.ask('danmaku:setSlowMode', { sessionId, seconds: 0 });
    expect(codeOf((await say(writer, '第二句')).answer)).toBe('accepted');
  });

  it.each([
    [-1, 'input.invalid'],
    [301, 'input.tooLarge'],
    [1.5, 'input.invalid'],
    ['5', 'input.invalid'],
  ])('%s seconds are refused', async (seconds, code) => {
    expect(codeOf(await field.askRaw('danmaku:setSlowMode', { sessionId, seconds }))).toBe(code);
  });
});

it('a blocked word is found whatever its width, case and spaces', async () => {
  const path = `/api/cohorts/${cohortId}/block-words`;
  const put = (words: string[]) => server.http('PUT', path, { cookie: cookies.coach, body: { words } });
  await put(['加微信', 'Spam']);
  for (const text of ['加 微 信', '加*微*信', 'ＳＰＡＭ', 's p a m'])
    expect(codeOf((await say(writer, text)).answer)).toBe('danmaku.blockedWord');
  expect(codeOf((await say(writer, '好看')).answer)).toBe('accepted');
  await put([]);
});

describe('review before the audience reads', () => {
  it('a held comment reaches moderators and its writer only, until it is released', async () => {
    await field.ask('danmaku:setHold', { sessionId, hold: 'all' });
    await coach.hears('hold:changed', ({ hold }) => hold === 'all');
    const { id, answer } = await say(writer, '等一等的话');
    expect(answer).toMatchObject({ ok: true, value: { held: true } });
    for (const moderator of [field, coach]) {
      const { danmaku } = await moderator.hears('danmaku:held', (fact) => fact.danmaku.id === id);
      expect(danmaku).toMatchObject({ text: '等一等的话', why: 'all', by: { name: '提问的人' } });
    }
    await settled(reader);
    for (const other of [reader, anchor, operations]) {
      expect(JSON.stringify(other.heard)).not.toContain(id);
      expect(JSON.stringify(other.heard)).not.toContain('hold:changed');
    }
    expect((await joined(writer, 'watch')).waiting).toMatchObject([{ id, text: '等一等的话' }]);
    expect(JSON.stringify(await joined(reader, 'watch'))).not.toContain(id);
    expect((await joined(field, 'crew')).moderation).toMatchObject({
      hold: 'all',
      held: [expect.objectContaining({ id })],
    });
    expect((await joined(operations, 'crew')).moderation).toBeNull();
    expect(JSON.stringify(await timeline(readerCookie))).not.toContain(id);
    expect(JSON.stringify(await timeline(cookies.field))).toContain('danmaku.held');

    expect(codeOf(await field.ask('danmaku:release', { sessionId, danmakuId: id }))).toBe('accepted');
    expect(codeOf(await coach.ask('danmaku:release', { sessionId, danmakuId: id }))).toBe('accepted');
    expect(await ticked(reader, id)).toMatchObject({ text: '等一等的话', by: { name: '提问的人' } });
    expect((await writer.hears('danmaku:settled')).released).toBe(true);
    const late = await joined(reader, 'watch');
    expect(late.danmaku.filter((each) => each.id === id)).toHaveLength(1);
    expect((await joined(field, 'crew')).moderation?.held).toEqual([]);
    const told = (await timeline(readerCookie)).filter(({ entry }) => 'id' in entry && entry.id === id);
    expect(told.map(({ entry }) => entry.kind)).toEqual(['danmaku.sent']);
  });

  it('what was refused stays unread, and the one who wrote it is told', async () => {
    const { id } = await say(writer, '不该说的话');
    expect(codeOf(await coach.ask('danmaku:remove', { sessionId, danmakuId: id }))).toBe('accepted');
    expect(await writer.hears('danmaku:settled', (fact) => fact.danmakuId === id)).toMatchObject({
      released: false,
    });
    expect(codeOf(await field.ask('danmaku:release', { sessionId, danmakuId: id }))).toBe('danmaku.notFound');
    await settled(reader);
    expect(JSON.stringify(reader.heard)).not.toContain(id);
    expect((await joined(writer, 'watch')).waiting).toEqual([]);
    for (const cookie of [readerCookie, writerCookie])
      expect(JSON.stringify(await timeline(cookie))).not.toContain('不该说的话');
  });

  it('two moderators who press at once, one to release and one to refuse, end in one of both for all', async () => {
    const { id } = await say(writer, '一起按');
    const [released] = await Promise.all([
      field.ask('danmaku:release', { sessionId, danmakuId: id }),
      coach.ask('danmaku:remove', { sessionId, danmakuId: id }),
    ]);
    const { danmaku, removedDanmakuIds } = await joined(reader, 'watch');
    const shown = danmaku.some((each) => each.id === id);
    // Who wanted it away gets their way in either order.
    expect(shown).toBe(false);
    if (released.ok) expect(removedDanmakuIds).toContain(id);
  });

  it('what waits cannot be pinned, answered, marked or replied to', async () => {
    const { id } = await say(writer, '还没放行？');
    const requests = [
      field.ask('danmaku:pin', { sessionId, danmakuId: id }),
      field.ask('danmaku:answer', { sessionId, danmakuId: id, answered: true }),
      field.ask('danmaku:classify', { sessionId, danmakuId: id, question: false }),
      say(anchor, '回你', { replyToId: id }).then(({ answer }) => answer),
    ];
    for (const answer of await Promise.all(requests)) expect(codeOf(answer)).toBe('danmaku.notFound');
  });

  it('in suspicious mode only what looks odd waits, and whoever works here never does', async () => {
    await coach.ask('danmaku:setHold', { sessionId, hold: 'suspicious' });
    expect((await say(writer, '好看')).answer).toMatchObject({ value: { held: false } });
    const { id, answer } = await say(writer, '看 www.example.cn');
    expect(answer).toMatchObject({ value: { held: true } });
    await field.hears('danmaku:held', ({ danmaku }) => danmaku.id === id && danmaku.why === 'link');
    expect((await say(operations, '链接在 www.example.cn')).answer).toMatchObject({ value: { held: false } });
    await coach.ask('danmaku:setHold', { sessionId, hold: 'nothing' });
    // Sent again after the review was switched off it is still the one that waits.
    const again = await writer.ask('danmaku:send', { sessionId, id, text: '看 www.example.cn' });
    expect(again).toMatchObject({ value: { held: true } });
  });

  it('a field control who has handed the job over hears nothing more of it', async () => {
    const userId = await whoIs(cookies.field);
    const give = (to: string | null) =>
      coach.ask('crew:assign', { sessionId, job: 'fieldControl', userId: to });
    expect(codeOf(await give(null))).toBe('accepted');
    await coach.ask('danmaku:setHold', { sessionId, hold: 'all' });
    const { id } = await say(writer, '交接之后');
    await coach.hears('danmaku:held', ({ danmaku }) => danmaku.id === id);
    await settled(field);
    expect(JSON.stringify(field.heard)).not.toContain(id);
    await give(userId);
    expect((await joined(field, 'crew')).moderation?.held.some((each) => each.id === id)).toBe(true);
    await coach.ask('danmaku:setHold', { sessionId, hold: 'nothing' });
  });
});

describe('risky wording', () => {
  const flagged = (client: TestClient, id: string) =>
    client.hears('danmaku:flagged', ({ danmakuId }) => danmakuId === id);

  it('is shown to field control and coaches with its reason, and to nobody else by any way', async () => {
    const text = '跳楼价卖，还根治脱发';
    const { id, answer } = await say(writer, text);
    expect(answer).toMatchObject({ ok: true, value: { held: false } });
    for (const moderator of [field, coach]) {
      const { flags } = await flagged(moderator, id);
      expect(flags.map(({ category }) => category)).toEqual([
        'false-urgency-or-price',
        'medical-or-efficacy',
      ]);
      expect(flags.map(({ start, end }) => text.slice(start, end)).join()).toContain('治脱发');
      expect(flags[0]?.why.en).toContain('price');
    }
    const after = await say(coach, '之后');
    for (const other of [reader, writer, anchor, operations]) {
      expect(await ticked(other, id)).toMatchObject({ text });
      await ticked(other, after.id);
      for (const sign of ['danmaku:flagged', 'medical-or-efficacy', 'ad-law'])
        expect(JSON.stringify(other.heard)).not.toContain(sign);
    }
    for (const moderator of [joined(field, 'crew'), joined(coach, 'coach')])
      expect((await moderator).moderation?.flags[id]).toHaveLength(2);
    for (const other of [joined(reader, 'watch'), joined(operations, 'crew'), joined(anchor, 'studio')])
      expect(JSON.stringify(await other)).not.toContain('medical-or-efficacy');
    for (const cookie of [readerCookie, cookies.operations, cookies.anchor])
      expect(JSON.stringify(await timeline(cookie))).not.toContain('medical-or-efficacy');
  });

  it('of honest words nothing is said', async () => {
    const { id } = await say(writer, '第一次来，最近有货吗');
    await ticked(field, id);
    await settled(field);
    expect(
      field.heard.some(([name, fact]) => name === 'danmaku:flagged' && JSON.stringify(fact).includes(id)),
    ).toBe(false);
  });

  it('waits when field control wants it so, with its flags at moderators alone, and keeps them when released', async () => {
    expect(codeOf(await field.ask('danmaku:setHold', { sessionId, hold: 'flagged' }))).toBe('accepted');
    expect((await say(writer, '好看')).answer).toMatchObject({ value: { held: false } });
    const { id, answer } = await say(writer, '喝了根治糖尿病');
    expect(answer).toMatchObject({ value: { held: true } });
    const { danmaku } = await coach.hears('danmaku:held', (fact) => fact.danmaku.id === id);
    expect(danmaku).toMatchObject({ why: 'flagged', flags: [{ category: 'medical-or-efficacy' }] });
    const [own] = (await joined(writer, 'watch')).waiting;
    expect(own).toMatchObject({ id });
    expect(own).not.toHaveProperty('flags');
    expect((await say(operations, '根治的话不要说')).answer).toMatchObject({ value: { held: false } });
    await field.ask('danmaku:release', { sessionId, danmakuId: id });
    expect((await flagged(field, id)).flags).toHaveLength(1);
    await ticked(reader, id);
    expect((await say(writer, '看 www.example.cn')).answer).toMatchObject({ value: { held: true } });
    await field.ask('danmaku:setHold', { sessionId, hold: 'nothing' });
  });
});

describe('mutes', () => {
  it('have a reason and an end, stand in a list for moderators, and are lifted by any of them', async () => {
    const userId = await whoIs(writerCookie);
    const mute = (seconds: number) =>
      field.ask('member:mute', { sessionId, userId, seconds, reason: 'flooding' });
    expect(codeOf(await mute(300))).toBe('accepted');
    expect(await writer.hears('member:muted')).toMatchObject({ reason: 'flooding' });
    const { mutes } = await coach.hears('mutes:changed', (fact) => fact.mutes.length > 0);
    expect(mutes).toMatchObject([{ person: { id: userId, name: '提问的人' }, reason: 'flooding' }]);
    expect(codeOf((await say(writer, '嗯')).answer)).toBe('danmaku.muted');
    expect((await joined(coach, 'coach')).moderation?.mutes).toHaveLength(1);
    expect(await mute(0)).toMatchObject({ ok: true });
    expect((await joined(coach, 'coach')).moderation?.mutes).toEqual([]);
    expect(codeOf((await say(writer, '谢谢')).answer)).toBe('accepted');
    await settled(reader);
    expect(JSON.stringify(reader.heard)).not.toContain('flooding');
    expect(kindsOf(await timeline(readerCookie)).has('member.muted')).toBe(false);
    expect(kindsOf(await timeline(cookies.field)).has('member.muted')).toBe(true);
  });

  it('are not for the anchor, the crew or coaches', async () => {
    for (const cookie of [cookies.anchor, cookies.coach, cookies.operations]) {
      const request = { sessionId, userId: await whoIs(cookie), seconds: 60 };
      expect(codeOf(await field.ask('member:mute', request))).toBe('auth.forbidden');
    }
  });
});

describe('a pinned comment', () => {
  it('is one at a time, reaches everybody and those who come later, and goes with its removal', async () => {
    const { id } = await say(writer, '先看这条');
    const { id: other } = await say(writer, '再看这条');
    await field.ask('danmaku:pin', { sessionId, danmakuId: id });
    await reader.hears('danmaku:pinned', ({ danmaku }) => danmaku?.id === id);
    await coach.ask('danmaku:pin', { sessionId, danmakuId: other });
    expect((await joined(reader, 'watch')).pinned).toMatchObject({ id: other, text: '再看这条' });
    await coach.ask('danmaku:remove', { sessionId, danmakuId: other });
    expect((await joined(reader, 'watch')).pinned).toBeNull();
    expect(codeOf(await field.ask('danmaku:pin', { sessionId, danmakuId: other }))).toBe('danmaku.notFound');
    await field.ask('danmaku:pin', { sessionId, danmakuId: null });
    await reader.hears('danmaku:pinned', ({ danmaku }) => danmaku === null);
    expect(kindsOf(await timeline(readerCookie)).has('danmaku.pinned')).toBe(true);
  });
});

it('a reply names whom it answers, and never quotes what was taken down', async () => {
  const { id } = await say(writer, '多大的杯子');
  const { id: replyId } = await say(anchor, '五百毫升', { replyToId: id });
  expect(await ticked(reader, replyId)).toMatchObject({ replyTo: { id, name: '提问的人' } });
  await coach.ask('danmaku:remove', { sessionId, danmakuId: id });
  const late = await joined(reader, 'watch');
  expect(late.danmaku.find((each) => each.id === replyId)?.replyTo).toEqual({ id, name: '提问的人' });
  expect(JSON.stringify(late)).not.toContain('多大的杯子');
  expect(codeOf((await say(anchor, '再回', { replyToId: id })).answer)).toBe('danmaku.notFound');
});

describe('questions', () => {
  it('are guessed, answered once by whoever is first, and opened again; viewers hear nothing of it', async () => {
    const { id } = await say(writer, '这个漏水吗');
    expect(await ticked(anchor, id)).toMatchObject({ question: true });
    const openOf = async () => (await joined(operations, 'crew')).questions.find((q) => q.danmaku.id === id);
    expect(await openOf()).toMatchObject({ answeredAfterMs: null });
    const answers = await Promise.all(
      [anchor, field, operations, coach].map((person) =>
        person.ask('danmaku:answer', { sessionId, danmakuId: id, answered: true }),
      ),
    );
    expect(answers.map(codeOf)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    const { question } = await field.hears(
      'question:changed',
      (fact) => fact.danmakuId === id && fact.question?.answeredAfterMs != null,
    );
    expect(question?.answeredAfterMs).toBeGreaterThanOrEqual(0);
    const entries = (await timeline(cookies.coach)).filter(({ entry }) => entry.kind === 'danmaku.answered');
    expect(entries).toHaveLength(1);
    expect(entries[0]?.entry).toMatchObject({ danmakuId: id, answered: true, delayMs: expect.any(Number) });
    await coach.ask('danmaku:answer', { sessionId, danmakuId: id, answered: false });
    expect(await openOf()).toMatchObject({ answeredAfterMs: null });
    await settled(reader);
    expect(JSON.stringify(reader.heard)).not.toContain('question:changed');
    expect((await joined(reader, 'watch')).questions).toEqual([]);
    expect(kindsOf(await timeline(readerCookie)).has('danmaku.answered')).toBe(false);
  });

  it('can be corrected in both directions', async () => {
    const { id: no } = await say(writer, '好看吗好看');
    const { id: yes } = await say(writer, '想知道尺寸');
    await operations.ask('danmaku:classify', { sessionId, danmakuId: no, question: false });
    await operations.ask('danmaku:classify', { sessionId, danmakuId: yes, question: true });
    const ids = (await joined(anchor, 'studio')).questions.map((each) => each.danmaku.id);
    expect(ids).toContain(yes);
    expect(ids).not.toContain(no);
  });
});

describe('what a viewer may not do', () => {
  it.each([
    ['danmaku:release', { danmakuId: uuidv7() }],
    ['danmaku:pin', { danmakuId: null }],
    ['danmaku:setSlowMode', { seconds: 5 }],
    ['danmaku:setHold', { hold: 'all' }],
    ['danmaku:answer', { danmakuId: uuidv7(), answered: true }],
    ['danmaku:classify', { danmakuId: uuidv7(), question: true }],
    ['member:mute', { userId: 'x', seconds: 60 }],
  ])('%s is refused', async (name, input) => {
    expect(codeOf(await reader.askRaw(name, { sessionId, ...input }))).toBe('auth.forbidden');
  });

  it('operations answers questions, and moderates nothing', async () => {
    const request = { sessionId, danmakuId: null };
    expect(codeOf(await operations.ask('danmaku:pin', request))).toBe('auth.forbidden');
  });
});
