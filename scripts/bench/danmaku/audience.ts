import { randomUUID } from 'node:crypto';
import { PROTOCOL_VERSION } from '@caipai/shared/protocol/version';
import { RawClient } from './raw-client.ts';

// A part of the audience, run as a process of its own: many clients that count what reaches them, and say what there
// is to be said. Spoken to over the channel of its parent.

export type AudienceOrder =
  | { open: { port: number; cookies: string[]; clients: number; sessionId: string; product: boolean } }
  | { talk: { perSecond: number } }
  | { count: true }
  | { report: true };

export interface AudienceReport {
  seconds: number;
  deliveries: number;
  frames: number;
  bytes: number;
  taken: number;
  refused: number;
  gone: number;
  /** How many deliveries took so many milliseconds, the last one for all that took longer. */
  delaysMs: number[];
}

const LONGEST_MS = 5_000;
/** When it was said, within the comment itself: everybody here has the same clock. */
const said = /~(\d+)~/g;

const clients: RawClient[] = [];
const delaysMs = new Float64Array(LONGEST_MS + 1);
let startedAtMs = 0;
let deliveries = 0;
let frames = 0;
let bytes = 0;
let taken = 0;
let refused = 0;
let gone = 0;

// Everybody gets the same frames: what one of them holds is read once, and looked up for the rest.
const known = new Map<string, number[]>();
function timesIn(payload: Buffer): number[] {
  const key = `${payload.length} ${payload.toString('latin1', 0, 160)}`;
  const before = known.get(key);
  if (before) return before;
  const times = [...payload.toString('latin1').matchAll(said)].map(([, ms]) => Number(ms));
  if (known.size > 200) known.clear();
  known.set(key, times);
  return times;
}

function received(payload: Buffer): void {
  // 43: an answer; 42: an event.
  if (payload[1] === 0x33) {
    if (payload.includes('"ok":true')) taken += 1;
    else refused += 1;
    return;
  }
  const times = timesIn(payload);
  if (times.length === 0) return;
  const nowMs = Date.now();
  frames += 1;
  bytes += payload.length;
  deliveries += times.length;
  for (const ms of times) {
    const delay = Math.min(LONGEST_MS, Math.max(0, nowMs - ms));
    delaysMs[delay] = (delaysMs[delay] ?? 0) + 1;
  }
}

function open(order: Extract<AudienceOrder, { open: unknown }>['open']): Promise<unknown> {
  const { port, cookies, sessionId, product } = order;
  return Promise.all(
    Array.from({ length: order.clients }, async (_, index) => {
      // Not all in the same instant: a class takes some seconds to come in.
      await new Promise((resolve) => setTimeout(resolve, index * 8));
      await new Promise<void>((resolve) => {
        const client: RawClient = new RawClient({
          ...{ port, cookie: cookies[index % cookies.length] ?? '' },
          auth: { protocolVersion: PROTOCOL_VERSION, tabId: randomUUID() },
          onConnected: () =>
            client.send(
              product ? `420${JSON.stringify(['session:join', { sessionId, as: 'watch' }])}` : '420["join"]',
            ),
          onText(payload) {
            if (payload[1] === 0x33 && payload[2] === 0x30) resolve();
            else received(payload);
          },
          onGone: () => {
            gone += 1;
          },
        });
        clients.push(client);
      });
    }),
  );
}

function talk(perSecond: number, sessionId: string): void {
  let next = 0;
  const fromMs = Date.now();
  setInterval(() => {
    const due = ((Date.now() - fromMs) / 1_000) * perSecond;
    for (; next < due; next += 1) {
      const input = { sessionId, id: randomUUID(), text: `这只杯子装热水烫不烫手，好看 ~${Date.now()}~` };
      clients[next % clients.length]?.send(`42${next + 1}${JSON.stringify(['danmaku:send', input])}`);
    }
  }, 5);
}

let sessionId = '';
process.on('message', (order: AudienceOrder) => {
  if ('open' in order) {
    sessionId = order.open.sessionId;
    void open(order.open).then(() => process.send?.('ready'));
  } else if ('talk' in order) talk(order.talk.perSecond, sessionId);
  else if ('count' in order) {
    startedAtMs = Date.now();
    deliveries = frames = bytes = taken = refused = 0;
    delaysMs.fill(0);
  } else
    process.send?.({
      ...{ seconds: (Date.now() - startedAtMs) / 1_000, deliveries, frames, bytes, taken, refused, gone },
      delaysMs: [...delaysMs],
    } satisfies AudienceReport);
});
// Nobody is left to measure when the bench is gone.
process.on('disconnect', () => process.exit(0));
