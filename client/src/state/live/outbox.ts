import type { RequestInput, RequestValues } from '@caipai/shared/protocol/requests';
import type { Refusal, Result } from '@caipai/shared/protocol/result';

/** Requests that must not be lost: each carries an id made here, so sending one twice is harmless. */
export type OutboxName = 'mark:save' | 'danmaku:send';

type EntryOf<N extends OutboxName> = {
  name: N;
  input: RequestInput<N>;
  fate: 'waiting' | 'failed';
  refusal: Refusal | null;
  queuedAtMs: number;
  /** When it is too late to send this; null for never. */
  expiresAtMs: number | null;
};
export type OutboxEntry = { [N in OutboxName]: EntryOf<N> }[OutboxName];

export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
export type OutboxSend = <N extends OutboxName>(
  name: N,
  input: RequestInput<N>,
) => Promise<Result<RequestValues[N]>>;

export interface OutboxHooks {
  send: OutboxSend;
  now: () => number;
  changed: (entries: readonly OutboxEntry[]) => void;
  delivered: (entry: OutboxEntry, value: RequestValues[OutboxName]) => void;
}

/**
 * Entries wait in the browser's storage, one key each, so that two tabs cannot overwrite each other's,
 * and leave it only when the server has them. Sent one at a time, oldest first: of two marks on one
 * criterion the later must arrive later.
 */
export class Outbox {
  readonly #storage: Store;
  readonly #prefix: string;
  readonly #hooks: OutboxHooks;
  #entries: OutboxEntry[];
  #flushing = false;
  #again = false;

  constructor(storage: Store, owner: { userId: string; sessionId: string }, hooks: OutboxHooks) {
    this.#storage = storage;
    this.#prefix = `${keyOf(owner.userId)}${owner.sessionId}.`;
    this.#hooks = hooks;
    this.#entries = this.#read();
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  add<N extends OutboxName>(name: N, input: RequestInput<N>, expiresAtMs: number | null = null): void {
    const entry = {
      name,
      input,
      fate: 'waiting',
      refusal: null,
      queuedAtMs: this.#hooks.now(),
      expiresAtMs,
    } as OutboxEntry;
    this.#put(entry);
  }

  /** A failed entry gets another chance. */
  retry(id: string): void {
    const entry = this.#entries.find((each) => each.input.id === id);
    if (entry) this.#put({ ...entry, fate: 'waiting', refusal: null, expiresAtMs: null });
  }

  discard(id: string): void {
    this.#entries = this.#entries.filter((entry) => entry.input.id !== id);
    this.#safely(() => this.#storage.removeItem(this.#prefix + id));
    this.#hooks.changed(this.#entries);
  }

  /**
   * Sends what waits. Stops at the first answer that says "not now" and leaves the rest for the next
   * call; an answer that says "never" marks the entry as failed and goes on.
   */
  async flush(): Promise<void> {
    if (this.#flushing) {
      this.#again = true;
      return;
    }
    this.#flushing = true;
    try {
      do {
        this.#again = false;
        await this.#pass();
      } while (this.#again);
    } finally {
      this.#flushing = false;
    }
  }

  async #pass(): Promise<void> {
    for (;;) {
      const entry = this.#entries.find((each) => each.fate === 'waiting');
      if (!entry) return;
      if (entry.expiresAtMs !== null && this.#hooks.now() > entry.expiresAtMs) {
        this.#put({ ...entry, fate: 'failed', refusal: { code: 'server.unavailable' } });
        continue;
      }
      const answer = await this.#hooks.send(entry.name, entry.input as never);
      if (answer.ok) {
        this.discard(entry.input.id);
        this.#hooks.delivered(entry, answer.value);
      } else if (isForLater(answer.error)) {
        return;
      } else {
        this.#put({ ...entry, fate: 'failed', refusal: answer.error });
      }
    }
  }

  #put(entry: OutboxEntry): void {
    const rest = this.#entries.filter((each) => each.input.id !== entry.input.id);
    this.#entries = [...rest, entry].sort((a, b) => a.queuedAtMs - b.queuedAtMs);
    this.#safely(() => this.#storage.setItem(this.#prefix + entry.input.id, JSON.stringify(entry)));
    this.#hooks.changed(this.#entries);
  }

  #read(): OutboxEntry[] {
    const found: OutboxEntry[] = [];
    this.#safely(() => {
      for (let index = 0; index < this.#storage.length; index += 1) {
        const key = this.#storage.key(index);
        if (!key?.startsWith(this.#prefix)) continue;
        const text = this.#storage.getItem(key);
        if (text) found.push(JSON.parse(text) as OutboxEntry);
      }
    });
    return found.sort((a, b) => a.queuedAtMs - b.queuedAtMs);
  }

  /** Storage may be full, blocked or hold nonsense; then entries live as long as the page. */
  #safely(work: () => void): void {
    try {
      work();
    } catch {
      // Kept in memory all the same.
    }
  }
}

const keyOf = (userId: string): string => `caipai.outbox.${userId}.`;

/** The sessions of which something of this person's is still kept here. */
export function sessionsWithEntries(storage: Store, userId: string): string[] {
  const prefix = keyOf(userId);
  const found = new Set<string>();
  for (let index = 0; index < storage.length; index += 1) {
    const key = storage.key(index);
    if (key?.startsWith(prefix)) found.add(key.slice(prefix.length).split('.')[0] ?? '');
  }
  return [...found];
}

/** Refusals that speak of the moment, not of the request. */
function isForLater({ code }: Refusal): boolean {
  return code.startsWith('server.') || code === 'session.notJoined' || code === 'auth.rateLimited';
}
