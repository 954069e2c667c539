import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, type ModeratedClass, startModeratedClass, ticked } from '../../testing/moderated-class.ts';
import type { TestClient, TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let sessionId: string;
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
