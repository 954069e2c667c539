import { isOver } from '@caipai/shared/domain/session-machine';
import type { RequestInput, RequestName, RequestValues } from '@caipai/shared/protocol/requests';
import type { Refusal, Result } from '@caipai/shared/protocol/result';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { Outbox, type OutboxEntry, type Store, sessionsWithEntries } from './outbox.ts';

/** Something a person made that the server will never take, so that it can be read and copied once more. */
export interface Unsent {
  id: string;
  name: OutboxEntry['name'];
  sessionTitle: string | null;
  /** The words of it: of a mark the criterion, the level and the note, as far as they are known. */
  text: string;
  refusal: Refusal;
  /** Ends the keeping, once it was read. */
  forget: () => void;
}

/** What waits to be told. */
export const unsentStore: StoreApi<readonly Unsent[]> = createStore<readonly Unsent[]>(() => []);

export function tellUnsent(news: readonly Unsent[]): void {
  const known = new Set(unsentStore.getState().map(({ id }) => id));
  const unknown = news.filter(({ id }) => !known.has(id));
  if (unknown.length > 0) unsentStore.setState([...unsentStore.getState(), ...unknown], true);
}

export function forgetUnsent(): void {
  for (const each of unsentStore.getState()) each.forget();
  unsentStore.setState([], true);
}

type Session = Pick<SessionDetail, 'title' | 'rubric'>;

export function asUnsent(
  entry: OutboxEntry,
  refusal: Refusal,
  session: Session | null,
  outbox: Outbox,
): Unsent {
  return {
    id: entry.input.id,
    name: entry.name,
    sessionTitle: session?.title ?? null,
    text: wordsOf(entry, session),
    refusal,
    forget: () => outbox.discard(entry.input.id),
  };
}

function wordsOf(entry: OutboxEntry, session: Session | null): string {
  if (entry.name === 'danmaku:send') return entry.input.text;
  const { criterionId, level, note } = entry.input;
  const criterion = session?.rubric.criteria.find((each) => each.id === criterionId);
  const label = level === null ? undefined : criterion?.levels[level]?.label;
  return [criterion?.title, label, note].filter(Boolean).join(' · ');
}

export interface LeftoverPorts {
  userId: string;
  storage: Store;
  now: () => number;
  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestValues[N]>>;
  readSession(sessionId: string): Promise<Result<SessionDetail>>;
}

/**
 * What an earlier page could not get rid of and whose session is over: nobody opens its live page any
 * more, so it is sent from here. Answers with what the server refused for good.
 */
export async function sendLeftovers(ports: LeftoverPorts): Promise<Unsent[]> {
  const refused: Unsent[] = [];
  for (const sessionId of sessionsWithEntries(ports.storage, ports.userId))
    refused.push(...(await sendFrom(sessionId, ports)));
  return refused;
}

async function sendFrom(sessionId: string, ports: LeftoverPorts): Promise<Unsent[]> {
  const { userId, storage, now, ask } = ports;
  const outbox = new Outbox(
    storage,
    { userId, sessionId },
    { send: ask, now, changed: () => {}, delivered: () => {} },
  );
  const read = await ports.readSession(sessionId);
  const session = read.ok ? read.value : null;
  // Before its end the live page takes care of its own.
  if (session && !isOver(session.state)) return [];
  let refusal = read.ok ? null : read.error;
  if (!refusal) {
    const entered = await ask('session:join', { sessionId, as: 'watch' });
    if (entered.ok) {
      await outbox.flush();
      void ask('session:leave', { sessionId, as: 'watch' });
    } else refusal = entered.error;
  }
  // No server now, or nobody signed in: all of it goes on waiting.
  if (refusal && !isForGood(refusal)) return [];
  return outbox.entries.flatMap((entry) => {
    const reason = refusal ?? (entry.fate === 'failed' ? entry.refusal : null);
    return reason ? [asUnsent(entry, reason, session, outbox)] : [];
  });
}

function isForGood({ code }: Refusal): boolean {
  return code === 'session.notFound' || code === 'auth.forbidden';
}
