import type { Mark } from '@caipai/shared/schemas/rubric';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { newId } from '../../net/new-id.ts';
import type { LiveSession } from './live-session.ts';
import type { Outbox, OutboxEntry, Store } from './outbox.ts';
import { type LiveView, withMark } from './view.ts';

export type MarkFate = 'empty' | 'waiting' | 'saved' | 'failed';

export interface MarkSheet {
  entries: readonly OutboxEntry[];
  /** Notes as typed and not yet given to the server, by criterion. */
  drafts: Record<string, string>;
}

/** How one criterion stands for this rater, whatever of it has reached the server. */
export interface MarkRow {
  criterionId: string;
  level: number | null;
  note: string;
  atMs: number | null;
  fate: MarkFate;
}

export function markRow(
  view: Pick<LiveView, 'marks'>,
  sheet: MarkSheet,
  raterId: string,
  criterionId: string,
): MarkRow {
  const saved = view.marks.find((mark) => mark.criterionId === criterionId && mark.rater.id === raterId);
  const queued = sheet.entries.filter(
    (entry) => entry.name === 'mark:save' && entry.input.criterionId === criterionId,
  );
  const newest = queued.at(-1);
  const base = newest?.name === 'mark:save' ? newest.input : saved;
  const draft = sheet.drafts[criterionId];
  const fate: MarkFate = queued.some((entry) => entry.fate === 'failed')
    ? 'failed'
    : queued.length > 0 || (draft !== undefined && draft !== (base?.note ?? ''))
      ? 'waiting'
      : saved
        ? 'saved'
        : 'empty';
  return {
    criterionId,
    level: base?.level ?? null,
    note: draft ?? base?.note ?? '',
    atMs: base?.atMs ?? null,
    fate,
  };
}

/** Takes marks and notes; nothing typed is lost by a reload or an outage. */
export class MarkDesk {
  readonly sheet: StoreApi<MarkSheet>;
  readonly #session: LiveSession;
  readonly #outbox: Outbox;
  readonly #storage: Store;
  readonly #raterId: string;
  readonly #shownMs: () => number;
  readonly #prefix: string;

  /** `shownMs` says the server's time of what the rater sees: a mark stands there. */
  constructor(session: LiveSession, outbox: Outbox, storage: Store, raterId: string, shownMs: () => number) {
    this.#session = session;
    this.#outbox = outbox;
    this.#storage = storage;
    this.#raterId = raterId;
    this.#shownMs = shownMs;
    this.#prefix = `caipai.note.${raterId}.${session.sessionId}.`;
    this.sheet = createStore<MarkSheet>(() => ({ entries: outbox.entries, drafts: this.#readDrafts() }));
  }

  setLevel(criterionId: string, level: number | null): void {
    const row = this.#row(criterionId);
    this.#save(criterionId, row.level === level ? null : level, row.note, this.#nowMs());
  }

  typeNote(criterionId: string, note: string): void {
    this.#setDraft(criterionId, note);
  }

  /**
   * Gives the note to the server, when it says something new. A note explains the level that was tapped and
   * stands at that moment, not at the one when the writing was done.
   */
  commitNote(criterionId: string): void {
    const draft = this.sheet.getState().drafts[criterionId];
    if (draft === undefined) return;
    const row = this.#row(criterionId);
    const given = markRow(
      this.#session.view,
      { ...this.sheet.getState(), drafts: {} },
      this.#raterId,
      criterionId,
    );
    if (draft.trim() === given.note.trim()) this.#setDraft(criterionId, undefined);
    else this.#save(criterionId, row.level, draft.trim(), row.atMs ?? this.#nowMs());
  }

  retry(criterionId: string): void {
    for (const entry of this.#failed(criterionId)) this.#outbox.retry(entry.input.id);
    void this.#outbox.flush();
  }

  discard(criterionId: string): void {
    for (const entry of this.#failed(criterionId)) this.#outbox.discard(entry.input.id);
  }

  /** The outbox tells; a mark that arrived is ours at once, without waiting for the echo. */
  accepted(mark: Mark): void {
    this.#session.update((view) => ({ ...view, marks: withMark(view.marks, mark) }));
  }

  reflect(entries: readonly OutboxEntry[]): void {
    this.sheet.setState({ entries });
  }

  #row(criterionId: string): MarkRow {
    return markRow(this.#session.view, this.sheet.getState(), this.#raterId, criterionId);
  }

  #failed(criterionId: string): OutboxEntry[] {
    return this.#outbox.entries.filter(
      (entry) =>
        entry.fate === 'failed' && entry.name === 'mark:save' && entry.input.criterionId === criterionId,
    );
  }

  #nowMs(): number {
    return Math.round(this.#shownMs());
  }

  #save(criterionId: string, level: number | null, note: string, atMs: number): void {
    this.#outbox.add('mark:save', {
      sessionId: this.#session.sessionId,
      id: newId(),
      criterionId,
      level,
      note,
      atMs,
      tappedAtMs: Math.round(this.#session.net.serverNow()),
    });
    this.#setDraft(criterionId, undefined);
    void this.#outbox.flush();
  }

  #setDraft(criterionId: string, note: string | undefined): void {
    const { [criterionId]: _dropped, ...rest } = this.sheet.getState().drafts;
    this.sheet.setState({ drafts: note === undefined ? rest : { ...rest, [criterionId]: note } });
    try {
      if (note === undefined) this.#storage.removeItem(this.#prefix + criterionId);
      else this.#storage.setItem(this.#prefix + criterionId, note);
    } catch {
      // The draft lives as long as the page.
    }
  }

  #readDrafts(): Record<string, string> {
    const drafts: Record<string, string> = {};
    try {
      for (let index = 0; index < this.#storage.length; index += 1) {
        const key = this.#storage.key(index);
        if (!key?.startsWith(this.#prefix)) continue;
        drafts[key.slice(this.#prefix.length)] = this.#storage.getItem(key) ?? '';
      }
    } catch {
      // Nothing kept, nothing lost.
    }
    return drafts;
  }
}
