import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TranscriptLine } from '@caipai/shared/schemas/transcript';
import { mediaAtWall } from '@caipai/shared/timeline/media-clock';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestBrowser, publishPicture, type TestBrowser } from '../../testing/picture.ts';
import { goLive, startTestServer, type TestClient, type TestServer } from '../../testing/test-server.ts';

const harmless = '大家晚上好，欢迎来到直播间';
const forbidden = '这款面霜全网最低价，用了就能根治湿疹';

let dir: string;
let server: TestServer;
let sessionId: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'sentences-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));
afterEach(() => server?.stop());

/** A server whose recogniser hears these sentences, whatever is said. */
async function startHearing(lines: { atMs: number; endMs: number; text: string }[]): Promise<void> {
  const file = path.join(dir, 'sentences.jsonl');
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  server = await startTestServer(
    { TRANSCRIPT: 'fixture', TRANSCRIPT_FIXTURE: file },
    { transcript: { recogniser: 'fixture', file } },
  );
}

async function people() {
  const cookies = {
    anchor: await server.signIn('anchor'),
    instructor: await server.signIn('instructor'),
    crew: await server.signIn('peer-1'),
    peer: await server.signIn('peer-2'),
  };
  const holder = (await server.http('GET', '/api/site', { cookie: cookies.crew })).body.value.me.id;
  sessionId = (await server.http('GET', '/api/sessions', { cookie: cookies.anchor })).body.value[0].id;
  const assigned = await server.http('PATCH', `/api/sessions/${sessionId}`, {
    cookie: cookies.anchor,
    body: { crew: { fieldControl: holder } },
  });
  expect(assigned.status).toBe(200);
  return cookies;
}

async function enter(cookie: string, as: 'coach' | 'crew' | 'watch'): Promise<TestClient> {
  const client = await server.connect(cookie);
  expect((await client.ask('session:join', { sessionId, as })).ok).toBe(true);
  return client;
}

const saidTo = (client: TestClient): TranscriptLine[] =>
  client.heard.flatMap(([name, fact]) =>
    name === 'transcript:said' ? [(fact as { line: TranscriptLine }).line] : [],
  );
const timelineOf = async (cookie: string) =>
  (await server.http('GET', `/api/sessions/${sessionId}/timeline`, { cookie })).body.value as {
    entry: { kind: string; text?: string };
  }[];
const kindsOf = async (cookie: string) =>
  (await timelineOf(cookie)).map(({ entry }) => entry.kind).filter((kind) => kind.startsWith('transcript'));

describe('a recogniser of the media node', () => {
  it('is heard by the crew live, what the rules have against it by anchor and coaches, and peers hear nothing', async () => {
    await startHearing([
      { atMs: 0, endMs: 400, text: harmless },
      { atMs: 500, endMs: 900, text: forbidden },
    ]);
    const cookies = await people();
    const coach = await enter(cookies.instructor, 'coach');
    const crew = await enter(cookies.crew, 'crew');
    const peer = await enter(cookies.peer, 'watch');
    const anchor = await server.connect(cookies.anchor);
    await goLive(anchor, sessionId);
    const startedAtMs = Date.now();

    const isForbidden = ({ line }: { line: TranscriptLine }) => line.text === forbidden;
    const [toAnchor, toCoach, toCrew] = await Promise.all(
      [anchor, coach, crew].map((client) => client.hears('transcript:said', isForbidden)),
    );
    // One that fits overtakes nothing: what comes after it on the same socket has come.
    await peer.ask('danmaku:send', { sessionId, id: uuidv7(), text: '好' });

    expect(toCoach?.line.hits.map(({ category }) => category)).toEqual(
      expect.arrayContaining(['medical-or-efficacy']),
    );
    for (const { start, end } of toCoach?.line.hits ?? [])
      expect(forbidden.slice(start, end).length).toBeGreaterThan(0);
    expect(toAnchor?.line.hits).toEqual(toCoach?.line.hits);
    expect(toCrew?.line.hits).toEqual([]);
    expect(peer.heard.filter(([name]) => name.startsWith('transcript'))).toEqual([]);
    // Each of them once.
    for (const client of [anchor, coach, crew])
      expect(saidTo(client).map(({ text }) => text)).toEqual([harmless, forbidden]);
    // What is said is told before it is over, and kept only then.
    expect(coach.heard.some(([name]) => name === 'transcript:heard')).toBe(true);
    expect(toCoach?.line.fromMs).toBeGreaterThan(startedAtMs - 5_000);
    expect((toCoach?.line.untilMs ?? 0) - (toCoach?.line.fromMs ?? 0)).toBe(400);

    expect(await kindsOf(cookies.instructor)).toEqual([
      'transcript.said',
      'transcript.said',
      'transcript.flagged',
    ]);
    expect(await kindsOf(cookies.anchor)).toHaveLength(3);
    expect(await kindsOf(cookies.crew)).toEqual(['transcript.said', 'transcript.said']);
    expect(await kindsOf(cookies.peer)).toEqual([]);

    // A page that opens later knows it too, and no more than its reader may.
    const joining = async (cookie: string, as: 'coach' | 'crew' | 'watch') => {
      const late = await server.connect(cookie);
      const joined = await late.ask('session:join', { sessionId, as });
      return joined.ok ? joined.value.transcript : null;
    };
    const later = await joining(cookies.instructor, 'coach');
    expect(later?.recogniser).toBe('fixture');
    expect(later?.lines.map(({ text, hits }) => [text, hits.length > 0])).toEqual([
      [harmless, false],
      [forbidden, true],
    ]);
    expect((await joining(cookies.crew, 'crew'))?.lines.every(({ hits }) => hits.length === 0)).toBe(true);
    expect(await joining(cookies.peer, 'watch')).toBeNull();

    // The words are in the replay of everybody who sees one, the rules' opinion in that of two.
    await anchor.ask('session:end', { sessionId });
    await anchor.hears('session:changed', ({ state }) => state === 'reviewable');
    expect(await kindsOf(cookies.peer)).toEqual(['transcript.said', 'transcript.said']);
    expect(await kindsOf(cookies.instructor)).toContain('transcript.flagged');
  });

  it('leaves captions beside the finished recording, on its own clock', async () => {
    await startHearing([
      { atMs: 800, endMs: 1_800, text: harmless },
      { atMs: 2_000, endMs: 3_000, text: forbidden },
    ]);
    const browser: TestBrowser = await openTestBrowser();
    try {
      const cookies = await people();
      const tabId = uuidv7();
      const anchor = await server.connect(cookies.anchor, tabId);
      const me = (await server.http('GET', '/api/site', { cookie: cookies.anchor })).body.value.me;
      await anchor.ask('session:join', { sessionId, as: 'studio' });
      await anchor.ask('session:openLobby', { sessionId });
      await publishPicture(browser, server.media, sessionId, `${me.id}:${tabId}`);
      await expect.poll(async () => (await anchor.ask('session:goLive', { sessionId })).ok).toBe(true);
      await anchor.hears('transcript:said', ({ line }) => line.text === forbidden);
      const recorded = async () => {
        const { takes } = await server.media.request('recording:describe', { recordingId: sessionId });
        return takes.flatMap(({ segments }) => segments).reduce((sum, each) => sum + each.durationMs, 0);
      };
      await expect.poll(recorded, { timeout: 30_000, interval: 200 }).toBeGreaterThan(3_500);
      await anchor.ask('session:end', { sessionId });
      await anchor.hears('session:changed', ({ state }) => state === 'reviewable');

      const base = `/api/sessions/${sessionId}/replay`;
      const replay = async (cookie = cookies.peer) => (await server.http('GET', base, { cookie })).body.value;
      expect((await replay()).captions).toBeNull();
      await expect
        .poll(async () => (await replay()).finish?.state, { timeout: 50_000, interval: 250 })
        .toBe('done');
      const { captions, spans, recogniser } = await replay();
      expect(recogniser).toBe('fixture');
      expect(captions.language).toBe('zh');
      const file = await server.http('GET', captions.url, { cookie: cookies.peer });
      expect(file.status).toBe(200);
      expect(file.headers.get('content-type')).toMatch(/^text\/vtt/);
      const vtt = String(file.body);
      expect(vtt.startsWith('WEBVTT\n\n')).toBe(true);
      expect(vtt).toContain(harmless);
      expect(vtt).toContain(forbidden);
      // Each where the picture of its moment is; what began before the first picture stands at the beginning.
      const starts = [...vtt.matchAll(/^00:00:(\d\d\.\d\d\d) -->/gm)].map(
        ([, seconds]) => Number(seconds) * 1_000,
      );
      const due = saidTo(anchor).map(({ fromMs }) => mediaAtWall(spans, fromMs) ?? Number.NaN);
      expect(starts).toHaveLength(2);
      for (const [index, ms] of starts.entries()) expect(Math.abs(ms - (due[index] ?? 0))).toBeLessThan(60);
      expect((await server.http('GET', captions.url)).status).toBe(401);
    } finally {
      await browser.close();
    }
  });
});

describe('the browser of the anchor', () => {
  const sentence = (text: string, final = true) => ({
    ...{ sessionId, id: uuidv7(), fromMs: Date.now() - 1_000, untilMs: Date.now(), text, final },
  });
  const refusalOf = (answer: { ok: boolean; error?: { code: string } }) =>
    answer.ok ? 'accepted' : answer.error?.code;

  it('tells sentences once, within the time of the session, and is kept from telling too many', async () => {
    server = await startTestServer({ TRANSCRIPT: 'browser' });
    const cookies = await people();
    const coach = await enter(cookies.instructor, 'coach');
    const anchor = await server.connect(cookies.anchor);
    await goLive(anchor, sessionId);

    const once = { ...sentence(forbidden), fromMs: 0, untilMs: 10 };
    expect((await anchor.ask('transcript:say', once)).ok).toBe(true);
    expect((await anchor.ask('transcript:say', once)).ok).toBe(true);
    const { line } = await coach.hears('transcript:said');
    expect(line.hits.length).toBeGreaterThan(0);
    // Before the session was on nothing was said in it.
    expect(line.fromMs).toBeGreaterThan(Date.now() - 60_000);
    expect(
      (await anchor.ask('transcript:say', { ...sentence('马上'), untilMs: Date.now() + 30_000 })).ok,
    ).toBe(true);
    const soon = await coach.hears('transcript:said', ({ line: each }) => each.text === '马上');
    expect(soon.line.untilMs).toBeLessThanOrEqual(Date.now());
    expect(saidTo(coach)).toHaveLength(2);
    expect(await kindsOf(cookies.instructor)).toEqual([
      'transcript.said',
      'transcript.flagged',
      'transcript.said',
    ]);

    // What is being said is told now and then, and kept nowhere.
    expect((await anchor.ask('transcript:say', sentence('还没', false))).ok).toBe(true);
    expect(refusalOf(await anchor.ask('transcript:say', sentence('还没说', false)))).toBe(
      'transcript.tooFast',
    );
    expect(await kindsOf(cookies.instructor)).toHaveLength(3);

    const many = await Promise.all(
      Array.from({ length: 60 }, (_, index) => anchor.ask('transcript:say', sentence(`第${index}句`))),
    );
    expect(many.filter(({ ok }) => !ok).map(refusalOf)).toContain('transcript.tooFast');

    for (const wrong of [
      { text: '好'.repeat(201) },
      { text: '' },
      { untilMs: 5 },
      { fromMs: 1, untilMs: 100_000 },
      { id: 'x' },
    ])
      expect(
        refusalOf((await anchor.askRaw('transcript:say', { ...sentence('好'), ...wrong })) as never),
      ).toBe('input.invalid');
    expect(refusalOf(await coach.ask('transcript:say', sentence('好')))).toBe('auth.forbidden');
  });

  it('tells nothing where it was not asked for', async () => {
    server = await startTestServer();
    const cookies = await people();
    const anchor = await server.connect(cookies.anchor);
    await goLive(anchor, sessionId);
    expect(refusalOf(await anchor.ask('transcript:say', sentence('好')))).toBe('transcript.unavailable');
    const joined = await (await server.connect(cookies.instructor)).ask('session:join', {
      sessionId,
      as: 'coach',
    });
    expect(joined.ok && joined.value.transcript).toEqual({ recogniser: 'none', lines: [] });
    expect(await kindsOf(cookies.anchor)).toEqual([]);
  });
});
