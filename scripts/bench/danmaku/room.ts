import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../../../server/src/testing/postgres.ts';
import { cpuSeconds } from '../cpu.ts';
import { callRest, connectMember, signUpPeople } from '../crowd.ts';
import type { AudienceReport } from './audience.ts';
import { openHall } from './hall.ts';

/** People with accounts of their own; the clients are their tabs. */
const PEOPLE = 40;
/** Until the engine has compiled what runs all the time: at first a comment costs half as much again. */
const WARM_UP_MS = 20_000;
const MEASURED_MS = 15_000;

export interface Fanout {
  deliveries: number;
  cpuSeconds: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  takenPerSecond: number;
  refused: number;
  gone: number;
  bytesPerFrame: number;
  framesPerSecond: number;
}

async function startServer(file: URL, env: Record<string, string>) {
  const server = spawn(process.execPath, [fileURLToPath(file)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const [port] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  return {
    port: Number(port),
    pid: server.pid ?? 0,
    async close() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}

/** A session whose anchor has opened the lobby: the audience may comment, and no media disturbs the figures. */
async function openLobby(baseUrl: string): Promise<{ sessionId: string; cookies: string[] }> {
  const anchor = await callRest<{ cohorts: { id: string }[] }>(baseUrl, '/demo/sign-in', {
    persona: 'anchor',
  });
  const { cookie } = await callRest(baseUrl, '/demo/sign-in', { persona: 'instructor' });
  const sessions = await callRest<{ id: string; cohortId: string }[]>(
    baseUrl,
    '/sessions',
    null,
    anchor.cookie,
  );
  const [session] = sessions.value;
  if (!session) throw new Error('the demo has no session');
  const member = await connectMember(baseUrl, anchor.cookie);
  await member.ask('session:join', { sessionId: session.id, as: 'studio' });
  await member.ask('session:openLobby', { sessionId: session.id });
  return {
    sessionId: session.id,
    cookies: await signUpPeople(baseUrl, { cookie, cohortId: session.cohortId }, PEOPLE),
  };
}

async function measureOn(
  server: { port: number; pid: number },
  room: { sessionId: string; cookies: string[]; product: boolean },
  load: { clients: number; commentsPerSecond: number },
): Promise<Fanout> {
  const hall = await openHall({ ...room, port: server.port, clients: load.clients });
  try {
    hall.talk(load.commentsPerSecond);
    await setTimeout(WARM_UP_MS);
    hall.count();
    const before = cpuSeconds(server.pid);
    await setTimeout(MEASURED_MS);
    const spent = cpuSeconds(server.pid) - before;
    return summarise(await hall.report(), spent);
  } finally {
    hall.close();
  }
}

function summarise(reports: readonly AudienceReport[], spent: number): Fanout {
  const sum = (of: (report: AudienceReport) => number) =>
    reports.reduce((total, each) => total + of(each), 0);
  const deliveries = sum((each) => each.deliveries);
  const seconds = sum((each) => each.seconds) / reports.length;
  const delayAt = (share: number): number => {
    let left = share * deliveries;
    const longest = reports[0]?.delaysMs.length ?? 0;
    for (let ms = 0; ms < longest; ms += 1) {
      left -= sum((each) => each.delaysMs[ms] ?? 0);
      if (left <= 0) return ms;
    }
    return longest;
  };
  const frames = sum((each) => each.frames);
  return {
    ...{ deliveries, seconds, cpuSeconds: spent, p50Ms: delayAt(0.5), p99Ms: delayAt(0.99) },
    takenPerSecond: sum((each) => each.taken) / seconds,
    refused: sum((each) => each.refused),
    gone: sum((each) => each.gone),
    bytesPerFrame: sum((each) => each.bytes) / Math.max(1, frames),
    framesPerSecond: frames / seconds,
  };
}

export async function measureStudio(load: { clients: number; commentsPerSecond: number }): Promise<Fanout> {
  const dataDir = await mkdtemp(join(tmpdir(), 'caipai-danmaku-'));
  // A school of this size runs on PostgreSQL; where there is none the embedded database is part of the measurement.
  const postgres = process.env.CAIPAI_POSTGRES_BIN_DIR ? await startPostgres() : null;
  const server = await startServer(new URL('./studio-server.ts', import.meta.url), {
    DATA_DIR: dataDir,
    ...(postgres && { DATABASE_URL: await postgres.createDatabase('danmaku') }),
  });
  try {
    const lobby = await openLobby(`http://127.0.0.1:${server.port}`);
    return await measureOn(server, { ...lobby, product: true }, load);
  } finally {
    await server.close();
    await postgres?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export async function measurePlain(load: { clients: number; commentsPerSecond: number }): Promise<Fanout> {
  const server = await startServer(new URL('./plain-server.ts', import.meta.url), {});
  try {
    return await measureOn(server, { sessionId: '', cookies: [''], product: false }, load);
  } finally {
    await server.close();
  }
}
