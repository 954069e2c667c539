import type { Refusal } from '@caipai/shared/protocol/result';
import type { Person } from '@caipai/shared/schemas/common';
import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { newId } from '../../net/new-id.ts';
import { Emitter } from '../../rtc/emitter.ts';
import type { LiveSession } from './live-session.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';
import { type DanmakuLine, withDanmaku, withOwnDanmaku, withoutDanmaku } from './view.ts';

/** A comment belongs to its moment: after a minute without a network it is not sent by itself. */
const TOO_LATE_MS = 60_000;

/** Sends comments. */
export class DanmakuDesk extends Emitter<{ own: Danmaku }> {
  readonly #session: LiveSession;
  readonly #outbox: Outbox;
  readonly #me: Person;
  /** The comment that the next one answers. */
  readonly answering: StoreApi<DanmakuLine | null> = createStore<DanmakuLine | null>(() => null);

  constructor(session: LiveSession, outbox: Outbox, me: Person) {
    super();
    this.#session = session;
    this.#outbox = outbox;
    this.#me = me;
  }

  get #job(): Danmaku['by']['job'] {
    const { session } = this.#session.view;
    if (session?.anchor.id === this.#me.id) return 'anchor';
    return session?.access.moderate ? 'instructor' : 'peer';
  }

  /** Shows the comment at once; answers with a refusal when the server did not take it. */
  async send(text: string): Promise<Refusal | null> {
    const id = newId();
    const answered = this.answering.getState();
    const replyTo = answered && { id: answered.id, name: answered.by.name };
    const reply = replyTo ? { replyToId: replyTo.id } : {};
    this.answering.setState(null, true);
    const atMs = this.#session.net.serverNow();
    const by = { ...this.#me, job: this.#job };
    this.#session.update((view) =>
      withOwnDanmaku(view, {
        ...{ id, text, atMs, by, seq: null, fate: 'sending', refusal: null },
        ...(replyTo && { replyTo }),
      }),
    );
    this.emit('own', { id, text, atMs, by, seq: 0 });
    const answer = await this.#session.ask('danmaku:send', { id, text, ...reply });
    if (answer.ok) {
      this.accepted(id, answer.value);
      return null;
    }
    const { error } = answer;
    if (error.code.startsWith('server.')) {
      const input = { sessionId: this.#session.sessionId, id, text, ...reply };
      this.#outbox.add('danmaku:send', input, this.#session.net.serverNow() + TOO_LATE_MS);
      return null;
    }
    this.#session.update((view) => withoutDanmaku(view, id));
    if (answered && error.code !== 'danmaku.notFound') this.answering.setState(answered, true);
    if (error.code === 'danmaku.muted' && error.retryAfterMs) {
      const mutedUntilMs = this.#session.net.serverNow() + error.retryAfterMs;
      this.#session.update((view) => ({ ...view, mutedUntilMs }));
    }
    return error;
  }

  accepted(id: string, { seq, atMs, held }: { seq: number; atMs: number; held: boolean }): void {
    this.#session.update((view) => {
      const line = view.danmaku.find((each) => each.id === id);
      if (!line) return view;
      return held
        ? withOwnDanmaku(view, { ...line, atMs, fate: 'waiting' })
        : withDanmaku(view, [{ ...line, seq, atMs }]);
    });
  }

  /** Comments that waited through a reload get their place in the list back, with what became of them. */
  reflect(entries: readonly OutboxEntry[]): void {
    for (const entry of entries) {
      if (entry.name !== 'danmaku:send') continue;
      const { id, text } = entry.input;
      this.#session.update((view) =>
        withOwnDanmaku(view, {
          id,
          text,
          atMs: entry.queuedAtMs,
          by: { ...this.#me, job: this.#job },
          seq: null,
          fate: entry.fate === 'failed' ? 'failed' : 'sending',
          refusal: entry.refusal,
        }),
      );
    }
  }

  resend(id: string): void {
    this.#outbox.retry(id);
    void this.#outbox.flush();
  }

  discard(id: string): void {
    this.#outbox.discard(id);
    this.#session.update((view) => withoutDanmaku(view, id));
  }
}
