import { type AutoCue, isVoiceCause } from '@caipai/shared/domain/auto-cues';
import { noTimes } from '@caipai/shared/domain/cues';
import type { Person } from '@caipai/shared/schemas/common';
import type { CueKind, CuePriority, CueStage, CueTarget } from '@caipai/shared/schemas/cue';
import { newId } from '../../net/new-id.ts';
import { retryDelayMs, sleep } from '../../rtc/retry-policy.ts';
import type { LiveSession } from './live-session.ts';
import { type CueRow, withCue } from './view.ts';

/** A prompt that comes late disturbs: after this it is not tried any more, the coach decides anew. */
const WORTH_SENDING_MS = 4_000;

/** A later one implies the earlier ones, so only the latest need be told. */
const order: readonly CueStage[] = ['delivered', 'expired', 'seen', 'acted'];

export interface CueDraft {
  kind: CueKind;
  text: string | null;
  priority: CuePriority;
  to: CueTarget;
}

/** Sends cues (coach) and confirms them (anchor). */
export class CueDesk {
  readonly #session: LiveSession;
  readonly #me: Person;
  readonly #unconfirmed = new Map<string, CueStage>();
  /** Prompts of this studio itself, of which the server knows nothing. */
  readonly #own = new Set<string>();

  constructor(session: LiveSession, me: Person) {
    this.#session = session;
    this.#me = me;
  }

  async send(draft: CueDraft): Promise<void> {
    const row: CueRow = {
      ...draft,
      id: newId(),
      seq: 0,
      atMs: this.#session.net.serverNow(),
      from: this.#me,
      ...noTimes,
      fate: 'sending',
      refusal: null,
    };
    const ask = () => this.#session.ask('cue:send', { id: row.id, ...draft });
    // On its way before this page draws it.
    let asking = ask();
    this.#put(row);
    const startMs = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      const answer = await asking;
      if (answer.ok) return this.#put({ ...row, ...answer.value, fate: 'sent' });
      const hopeless =
        !answer.error.code.startsWith('server.') || performance.now() - startMs > WORTH_SENDING_MS;
      if (hopeless) return this.#put({ ...row, fate: 'failed', refusal: answer.error });
      await sleep(Math.max(200, retryDelayMs(attempt) ?? 0));
      asking = ask();
    }
  }

  /** Confirmations that could not be sent go out with the next `flush`. */
  confirm(cueId: string, stage: CueStage): void {
    if (this.#own.has(cueId)) return;
    const waiting = this.#unconfirmed.get(cueId);
    if (waiting && order.indexOf(waiting) >= order.indexOf(stage)) return;
    this.#unconfirmed.set(cueId, stage);
    void this.#send(cueId, stage);
  }

  /** Puts before the anchor what their own studio noticed; what concerns their voice stays here. */
  notice({ cause, kind, priority }: AutoCue): void {
    const id = newId();
    this.#own.add(id);
    const atMs = this.#session.net.serverNow();
    this.#session.promptHere({
      ...{ id, seq: 0, kind, text: null, priority, atMs, from: this.#me, to: 'anchor' },
      ...noTimes,
    });
    if (!isVoiceCause(cause)) void this.#session.ask('cue:notice', { id, cause });
  }

  flush(): void {
    for (const [cueId, stage] of this.#unconfirmed) void this.#send(cueId, stage);
  }

  async #send(cueId: string, stage: CueStage): Promise<void> {
    const answer = await this.#session.ask('cue:confirm', { cueId, stage });
    const settled = answer.ok || !answer.error.code.startsWith('server.');
    if (settled && this.#unconfirmed.get(cueId) === stage) this.#unconfirmed.delete(cueId);
  }

  #put(row: CueRow): void {
    this.#session.update((view) => ({ ...view, cues: withCue(view.cues, row) }));
  }
}
