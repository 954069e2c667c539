import type { TimelineItem } from '@caipai/shared/schemas/replay';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, type ModeratedClass, startModeratedClass, ticked } from '../../testing/moderated-class.ts';
import type { TestClient, TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let sessionId: string;
let cohortId: string;
let cookies: ModeratedClass['cookies'];
let anchor: TestClient;
let coach: TestClient;
let field: TestClient;
let operations: TestClient;
let reader: TestClient;
let readerCookie: string;
let whoIs: ModeratedClass['whoIs'];
let joined: ModeratedClass['joined'];
let say: ModeratedClass['say'];
let settled: ModeratedClass['settled'];
let timeline: ModeratedClass['timeline'];
let newcomer: ModeratedClass['newcomer'];
/** Comments, and is somebody else in each test: so nobody meets the limit of one person. */
let writer: TestClient;
let writerCookie: string;

beforeAll(async () => {
  ({
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
    say,
    settled,
    timeline,
    newcomer,
  } = await startModeratedClass());
});
afterAll(() => server?.stop());
beforeEach(async () => {
  ({ client: writer, cookie: writerCookie } = await newcomer('提问的人'));
});

const kindsOf = (items: TimelineItem[]) => new Set(items.map(({ entry }) => entry.kind));

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
