import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connectMediaNode } from '@caipai/media/control/connect';
import { startProgram } from '@caipai/server/testing/program';
import type { RequestName } from '@caipai/shared/protocol/requests';
import { type MediaRequestName, mediaRequests } from '@caipai/shared/schemas/media';
import type { Browser, Page } from 'playwright-core';
import { openPerson, type Persona } from '../../../client/e2e/support/browser.ts';
import { freeUdpPorts } from '../../../client/e2e/support/free-ports.ts';
import { pageScript } from '../../../client/e2e/support/page-script.ts';
import { planSession } from '../../../client/e2e/support/session.ts';
import { childrenOf, startStudio } from '../../../client/e2e/support/studio-server.ts';
import { connectMember, type Member } from '../crowd.ts';
import type { Place } from './page.ts';

/** Somewhere a publisher is on air, with a page that receives. */
export interface OnAir {
  place: Place;
  source: Page;
  audience: Page;
  /** The processes that forward: node and its mediasoup worker. */
  pids: number[];
  close(): Promise<void>;
}

const script = () => pageScript(new URL('./page.ts', import.meta.url));
const withWorker = (pid = -1) => [pid, ...childrenOf(pid, 'mediasoup-worker')];
const noLimits = { MEDIA_MAX_VIEWERS: '1000', MEDIA_WORKER_CONSUMERS: '1000' };

/** The whole program as it is, with one worker, recording. `fps` is the publisher's. */
export async function openStudio(publisher: Browser, receiver: Browser, fps: number): Promise<OnAir> {
  await using open = new AsyncDisposableStack();
  const server = await startStudio(noLimits);
  open.defer(() => server.close());
  const arrive = async (browser: Browser, persona: Persona) => {
    // The page only lends its origin and its cookie.
    const person = await openPerson(browser, {
      ...{ baseUrl: server.baseUrl, persona, screen: { bypassCSP: true } },
    });
    open.defer(() => person.close());
    await lendSockets(person.page, server.baseUrl);
    await person.page.addInitScript(await script());
    await person.page.goto('/healthz');
    return person;
  };
  const anchor = await arrive(publisher, 'anchor');
  const peer = await arrive(receiver, 'peer-1');
  const place: Place = { kind: 'studio', sessionId: (await planSession(anchor)).id };
  await anchor.page.evaluate(([at, rate]) => window.fanout.publish(at, rate), [place, fps] as const);
  return keep(open, { place, source: anchor.page, audience: peer.page, pids: withWorker(server.pid) });
}

/** A socket for each tab of the page, each as the person whose page it is. */
async function lendSockets(page: Page, baseUrl: string): Promise<void> {
  const cookies = await page.context().cookies(baseUrl);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const members = new Map<string, Promise<Member>>();
  await page.exposeFunction('askStudio', async (tab: string, name: RequestName, input: never) => {
    const member = members.get(tab) ?? connectMember(baseUrl, cookie);
    members.set(tab, member);
    return (await member).ask(name, input);
  });
  await page.exposeFunction('leaveStudio', async (tab: string) => {
    (await members.get(tab))?.socket.disconnect();
    members.delete(tab);
  });
}

/** The program's media half in a process of its own, with one worker; nothing is recorded. */
export async function openNode(publisher: Browser, receiver: Browser, fps: number): Promise<OnAir> {
  await using open = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'caipai-bench-node-'));
  open.defer(() => rm(dataDir, { recursive: true, force: true }));
  const token = randomUUID();
  const rtcPort = await freeUdpPorts(2);
  const program = await startProgram(
    {
      ...{ DATA_DIR: dataDir, MEDIA_TOKEN: token, MEDIA_CONTROL_PORT: '0', ...noLimits },
      ...{ MEDIA_RTC_MIN_PORT: String(rtcPort), MEDIA_RTC_MAX_PORT: String(rtcPort + 1) },
    },
    ['--role=media'],
  );
  open.defer(async () => void (await program.stop()));
  const node = connectMediaNode(program.url, token);
  open.defer(() => node.close());
  const arrive = async (browser: Browser) => {
    const page = await (await browser.newContext()).newPage();
    open.defer(() => page.context().close());
    await page.exposeFunction('callNode', (name: MediaRequestName, input: object) =>
      node.request(name, mediaRequests[name].input.parse(input) as never),
    );
    await page.addInitScript(await script());
    // A media node serves no pages; this one needs an origin that browsers trust.
    await page.route(`${program.url}/`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await page.goto(`${program.url}/`);
    return page;
  };
  const place: Place = { kind: 'node', roomId: randomUUID() };
  const source = await arrive(publisher);
  const audience = await arrive(receiver);
  await source.evaluate(([at, rate]) => window.fanout.publish(at, rate), [place, fps] as const);
  return keep(open, { place, source, audience, pids: withWorker(program.process.pid) });
}

/** A bare router with the same transports and consumers. */
export async function openBare(publisher: Browser, receiver: Browser, fps: number): Promise<OnAir> {
  await using open = new AsyncDisposableStack();
  const file = fileURLToPath(new URL('../baseline/bare-process.ts', import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  open.defer(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line', {
    signal: AbortSignal.timeout(20_000),
  })) as [string];
  const { baseUrl } = JSON.parse(line) as { baseUrl: string };
  const arrive = async (browser: Browser) => {
    const page = await (await browser.newContext({ baseURL: baseUrl })).newPage();
    open.defer(() => page.context().close());
    await page.addInitScript(await script());
    await page.goto('/');
    return page;
  };
  const place: Place = { kind: 'bare' };
  const source = await arrive(publisher);
  const audience = await arrive(receiver);
  await source.evaluate(([at, rate]) => window.fanout.publish(at, rate), [place, fps] as const);
  return keep(open, { place, source, audience, pids: withWorker(child.pid) });
}

/** What was opened stays open until the place is closed. */
function keep(open: AsyncDisposableStack, place: Omit<OnAir, 'close'>): OnAir {
  const kept = open.move();
  return { ...place, close: () => kept.disposeAsync() };
}
