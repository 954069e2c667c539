import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AudienceOrder, AudienceReport } from './audience.ts';

const PROCESSES = 2;

/** An audience on raw WebSockets, in processes of its own: what it costs is not paid by who measures. */
export interface Hall {
  /** Together they say so much from now on. */
  talk(commentsPerSecond: number): void;
  /** Counts anew from now on. */
  count(): void;
  /** What each process counted. */
  report(): Promise<AudienceReport[]>;
  close(): void;
}

/** Resolves when everybody has joined. Each client is the tab of one of the `cookies`, in turns. */
export async function openHall(options: {
  port: number;
  sessionId: string;
  cookies: readonly string[];
  clients: number;
  /** Whether they speak to the product, or to a baseline that only knows "join" and "danmaku:send". */
  product: boolean;
}): Promise<Hall> {
  const { clients, cookies, ...room } = options;
  const parts: ChildProcess[] = Array.from({ length: PROCESSES }, () =>
    fork(new URL('./audience.ts', import.meta.url)),
  );
  const tellAll = (order: AudienceOrder) => {
    for (const part of parts) part.send(order);
  };
  const answers = () => Promise.all(parts.map(answerOf));
  const close = () => {
    for (const part of parts) part.kill();
  };
  try {
    const ready = answers();
    parts.forEach((part, index) => {
      const own = cookies.filter((_, person) => cookies.length < PROCESSES || person % PROCESSES === index);
      part.send({ open: { ...room, cookies: own, clients: clients / PROCESSES } } satisfies AudienceOrder);
    });
    await ready;
  } catch (error) {
    close();
    throw error;
  }
  return {
    talk: (commentsPerSecond) => tellAll({ talk: { perSecond: commentsPerSecond / PROCESSES } }),
    count: () => tellAll({ count: true }),
    report() {
      const reports = answers() as Promise<AudienceReport[]>;
      tellAll({ report: true });
      return reports;
    },
    close,
  };
}

async function answerOf(part: ChildProcess): Promise<unknown> {
  const left = new AbortController();
  const died = once(part, 'exit', { signal: left.signal }).then(() => {
    throw new Error('a part of the audience has died');
  });
  const answer = once(part, 'message', { signal: left.signal });
  const [value] = await Promise.race([answer, died]);
  left.abort();
  died.catch(() => undefined);
  return value;
}
