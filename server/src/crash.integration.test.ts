import { rm } from 'node:fs/promises';
import type { TimelineItem } from '@caipai/shared/schemas/replay';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './store/database.ts';
import { session } from './store/schema/index.ts';
import { makeDataDir } from './testing/database-template.ts';
import { request, signInAs } from './testing/http-client.ts';
import { type Program, startProgram } from './testing/program.ts';
import { connectClient, goLive } from './testing/test-server.ts';

let dataDir: string;
let program: Program;

beforeEach(async () => {
  dataDir = await makeDataDir('crash');
  program = await startProgram({ DATA_DIR: dataDir });
});

afterEach(async () => {
  if (program.process.exitCode === null && program.process.signalCode === null) await program.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function enter(persona: string) {
  const cookie = await signInAs(program.url, persona);
  return { cookie, client: await connectClient(program.url, cookie) };
}

async function firstSession(cookie: string): Promise<{ id: string; state: string }> {
  return (await request(program.url, 'GET', '/api/sessions', { cookie })).body.value[0];
}

describe('kill -9 of the server in the middle of a session', () => {
  it('keeps every danmaku, cue and mark that was acknowledged, and lets the anchor go on', async () => {
    const [anchor, instructor, peer] = await Promise.all(['anchor', 'instructor', 'peer-1'].map(enter));
    if (!anchor || !instructor || !peer) throw new Error('sign-in');
    const sessionId = (await firstSession(anchor.cookie)).id;
    await goLive(anchor.client, sessionId);
    await instructor.client.ask('session:join', { sessionId, as: 'coach' });
    await peer.client.ask('session:join', { sessionId, as: 'watch' });

    // A stream of writes without pause, so that the kill falls into the middle of it.
    const acknowledged: string[] = [];
    let cut = false;
    const keepSending = async (send: (id: string) => Promise<{ ok: boolean }>) => {
      while (!cut) {
        const id = uuidv7();
        const answer = await send(id).catch(() => ({ ok: false }));
        if (answer.ok) acknowledged.push(id);
        else if (cut) return;
      }
    };
    const streams = [
      keepSending((id) =>
        instructor.client.ask('cue:send', { sessionId, id, kind: 'smile', priority: 'normal' }),
      ),
      keepSending((id) =>
        peer.client.ask('mark:save', {
          sessionId,
          id,
          criterionId: 'people',
          level: 1,
          note: '',
          atMs: Date.now(),
        }),
      ),
    ];
    const text = uuidv7();
    const comment = await peer.client.ask('danmaku:send', { sessionId, id: text, text: '断电前的一句' });
    expect(comment.ok).toBe(true);
    acknowledged.push(text);
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(200);
    await program.kill();
    cut = true;
    for (const each of [anchor, instructor, peer]) each.client.socket.disconnect();
    await Promise.all(streams);

    program = await startProgram({ DATA_DIR: dataDir });
    const cookie = await signInAs(program.url, 'instructor');
    const timeline = await request(program.url, 'GET', `/api/sessions/${sessionId}/timeline`, { cookie });
    const stored = new Set(
      (timeline.body.value as TimelineItem[]).map(({ entry }) => ('id' in entry ? entry.id : entry.kind)),
    );
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(stored).toContain('session.interrupted');

    // Within the grace the anchor comes back into the same session and ends it properly.
    expect((await firstSession(cookie)).state).toBe('interrupted');
    const back = await connectClient(program.url, await signInAs(program.url, 'anchor'));
    expect((await back.ask('session:join', { sessionId, as: 'studio' })).ok).toBe(true);
    expect((await back.ask('session:end', { sessionId })).ok).toBe(true);
    await back.hears('session:changed', ({ state }) => state === 'reviewable');
    back.socket.disconnect();
  });

  it('a session whose anchor never came back is closed at the next start', async () => {
    const anchor = await enter('anchor');
    const sessionId = (await firstSession(anchor.cookie)).id;
    await goLive(anchor.client, sessionId);
    await program.kill();
    anchor.client.socket.disconnect();

    // Two minutes pass while the machine is down.
    const closed = await openDatabase({ databaseUrl: null, dataDir, onIdleError: () => undefined });
    await closed.db
      .update(session)
      .set({ state: 'interrupted', interruptedAtMs: Date.now() - 120_000 })
      .where(eq(session.id, sessionId));
    await closed.close();

    program = await startProgram({ DATA_DIR: dataDir });
    const cookie = await signInAs(program.url, 'anchor');
    await expect.poll(async () => (await firstSession(cookie)).state, { timeout: 15_000 }).toBe('reviewable');
  });
});

it('SIGTERM stops the program cleanly with exit code 0', async () => {
  expect(await program.stop()).toBe(0);
});
