import {
  type LiveSegment,
  orderedSegments,
  type SegmentField,
  withRundownChange,
} from '@caipai/shared/domain/rundown';
import { EDITING_EXPIRES_MS } from '@caipai/shared/limits';
import type { Refusal, Result } from '@caipai/shared/protocol/result';
import type { Person } from '@caipai/shared/schemas/common';
import type { RundownChange, SegmentPatch } from '@caipai/shared/schemas/rundown';
import type { Segment } from '@caipai/shared/schemas/session';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { newId } from '../../net/new-id.ts';
import type { LiveSession } from '../live/live-session.ts';
import type { Store } from '../live/outbox.ts';
import { DraftStore, draftKey, type FieldDraft } from './draft-store.ts';

/** From the first letter to its saving: others read along, the ledger of the server does not mind. */
const SAVE_AFTER_MS = 800;

export interface Editor {
  person: Person;
  segmentId: string;
}

export interface RundownSheet {
  /** By segment and field. */
  drafts: Record<string, FieldDraft>;
  /** Who else writes where. */
  editors: readonly Editor[];
  /** The last segment taken out here, until it is put back or forgotten. */
  removed: { segment: LiveSegment; afterId: string | null } | null;
  /** Why the last insertion, move or removal did not happen. */
  refusal: Refusal | null;
}

/** Writes in the rundown: saves by itself, and overwrites nothing that its writer has not seen. */
export class RundownDesk {
  readonly sheet: StoreApi<RundownSheet>;
  readonly #session: LiveSession;
  readonly #me: Person;
  readonly #kept: DraftStore;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #leaving = new Map<string, ReturnType<typeof setTimeout>>();
  #users = 0;
  #stops: (() => void)[] = [];

  constructor(session: LiveSession, me: Person, storage: Store) {
    this.#session = session;
    this.#me = me;
    this.#kept = new DraftStore(storage, me.id, session.sessionId);
    this.sheet = createStore<RundownSheet>(() => ({
      ...{ drafts: this.#kept.read(), editors: [], removed: null, refusal: null },
    }));
  }

  /** Listens while a page shows it; the answer ends that. */
  open(): () => void {
    this.#users += 1;
    if (this.#users === 1) {
      this.#stops = [
        this.#session.on('ready', () => this.flush()),
        this.#session.net.onFact('rundown:editing', ({ sessionId, editor, segmentId }) => {
          if (sessionId === this.#session.sessionId) this.#heardEditing(editor, segmentId);
        }),
      ];
      this.flush();
    }
    return () => {
      this.#users -= 1;
      if (this.#users > 0) return;
      for (const stop of this.#stops) stop();
    };
  }

  get segments(): LiveSegment[] {
    const { rundown } = this.#session.view;
    return rundown ? orderedSegments(rundown) : [];
  }

  type<F extends SegmentField>(segmentId: string, field: F, value: LiveSegment[F]): void {
    const key = draftKey(segmentId, field);
    const known = this.#find(segmentId);
    const draft = this.sheet.getState().drafts[key];
    if (!draft && (!known || known[field] === value)) return;
    const before = draft ?? {
      baseRevision: known?.revision ?? 0,
      segment: known as LiveSegment,
      ...{ fate: 'waiting' as const, theirs: null, refusal: null },
    };
    // Who has to decide between two texts goes on writing in theirs; nothing is saved until they have.
    const fate = before.fate === 'refused' || before.fate === 'offline' ? 'waiting' : before.fate;
    this.#put(key, { ...before, id: newId(), field, value, fate });
    if (fate === 'waiting') this.#saveSoon(key);
  }

  /** Saves what waits, and tries again what had no network. */
  flush(): void {
    for (const key of Object.keys(this.sheet.getState().drafts)) void this.#save(key);
  }

  /** Mine over theirs, now that both have been seen. `value` is what the person made of the two. */
  keepMine(segmentId: string, field: SegmentField, value: LiveSegment[SegmentField]): void {
    const key = draftKey(segmentId, field);
    const draft = this.sheet.getState().drafts[key];
    if (!draft?.theirs) return;
    const { revision } = draft.theirs;
    this.#put(key, { ...draft, id: newId(), value, baseRevision: revision, fate: 'waiting', theirs: null });
    void this.#save(key);
  }

  /** Gives up what was typed. */
  discard(segmentId: string, field: SegmentField): void {
    this.#put(draftKey(segmentId, field), undefined);
  }

  /** Puts a segment that others took out meanwhile back at the end, with what was typed into it. */
  async restore(segmentId: string): Promise<void> {
    const gone = Object.values(this.sheet.getState().drafts).filter(
      (draft) => draft.segment.id === segmentId && draft.fate === 'gone',
    );
    const [first] = gone;
    if (!first) return;
    const typed = Object.fromEntries(gone.map(({ field, value }) => [field, value]));
    const afterId = this.segments.at(-1)?.id ?? null;
    if (!(await this.#insert({ ...first.segment, ...typed }, afterId))) return;
    for (const { field } of gone) this.discard(segmentId, field);
  }

  /** Answers with the id of the new segment, null when it was refused. */
  async insert(segment: Omit<Segment, 'id'>, afterId: string | null): Promise<string | null> {
    const id = newId();
    return (await this.#insert({ ...segment, id }, afterId)) ? id : null;
  }

  async move(segmentId: string, afterId: string | null): Promise<void> {
    this.#settle(await this.#session.ask('rundown:move', { id: newId(), segmentId, afterId }));
  }

  async remove(segmentId: string): Promise<void> {
    const { segments } = this;
    const index = segments.findIndex(({ id }) => id === segmentId);
    const segment = segments[index];
    if (!segment) return;
    const { revision: baseRevision } = segment;
    const done = this.#settle(
      await this.#session.ask('rundown:remove', { id: newId(), segmentId, baseRevision }),
    );
    if (!done) return;
    const own = Object.values(this.sheet.getState().drafts).filter((each) => each.segment.id === segmentId);
    const typed = Object.fromEntries(own.map(({ field, value }) => [field, value]));
    for (const { field } of own) this.discard(segmentId, field);
    const afterId = segments[index - 1]?.id ?? null;
    this.sheet.setState({ removed: { segment: { ...segment, ...typed }, afterId } });
  }

  async undoRemoval(): Promise<void> {
    const { removed } = this.sheet.getState();
    if (removed && (await this.#insert(removed.segment, removed.afterId))) this.forgetRemoval();
  }

  forgetRemoval(): void {
    this.sheet.setState({ removed: null, refusal: null });
  }

  /** Where the person writes now; lost news do no harm, since it is said again. */
  showEditing(segmentId: string | null): void {
    void this.#session.ask('rundown:showEditing', { segmentId }, { volatile: true });
  }

  async #insert(segment: Segment, afterId: string | null): Promise<boolean> {
    return this.#settle(await this.#session.ask('rundown:insert', { id: newId(), afterId, segment }));
  }

  #find(segmentId: string): LiveSegment | undefined {
    return this.#session.view.rundown?.segments.find(({ id }) => id === segmentId);
  }

  /** The answer to one's own edit may be here before the fact. */
  #settle(answer: Result<RundownChange>): boolean {
    this.sheet.setState({ refusal: answer.ok ? null : answer.error });
    if (answer.ok) this.#take(answer.value);
    return answer.ok;
  }

  #take(change: RundownChange): void {
    this.#session.update((view) => ({
      ...view,
      rundown: view.rundown && withRundownChange(view.rundown, change),
    }));
  }

  #saveSoon(key: string): void {
    if (this.#timers.has(key)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      void this.#save(key);
    }, SAVE_AFTER_MS);
    this.#timers.set(key, timer);
  }

  /** One field at a time: each has its own revision to be based on. */
  async #save(key: string): Promise<void> {
    const sent = this.sheet.getState().drafts[key];
    if (sent?.fate !== 'waiting' && sent?.fate !== 'offline') return;
    if (sent.field === 'title' && String(sent.value).trim() === '') {
      this.#put(key, { ...sent, fate: 'refused', refusal: { code: 'input.invalid' } });
      return;
    }
    this.#put(key, { ...sent, fate: 'saving', refusal: null });
    const { id, field, value, baseRevision } = sent;
    const segmentId = sent.segment.id;
    const patch = { [field]: value } as SegmentPatch;
    const answer = await this.#session.ask('rundown:editSegment', { id, segmentId, baseRevision, patch });
    if (answer.ok) this.#take(answer.value);
    const now = this.sheet.getState().drafts[key];
    if (!now) return;
    const typedOn = now.value !== value;
    if (!answer.ok) {
      this.#put(key, { ...now, ...fateOf(answer.error) });
      return;
    }
    if (!typedOn) return this.#put(key, undefined);
    const saved = answer.value.segments.find((each) => each.id === segmentId);
    const mine = saved !== undefined && plain(saved[field]) === plain(value);
    this.#put(key, {
      ...now,
      fate: 'waiting',
      // Where others have written over it already, the old base brings that to light.
      baseRevision: mine ? (saved.changedIn[field] ?? 0) : baseRevision,
    });
    this.#saveSoon(key);
  }

  #put(key: string, draft: FieldDraft | undefined): void {
    const { [key]: _before, ...rest } = this.sheet.getState().drafts;
    this.sheet.setState({ drafts: draft ? { ...rest, [key]: draft } : rest });
    this.#kept.keep(key, draft);
  }

  #heardEditing(person: Person, segmentId: string | null): void {
    if (person.id === this.#me.id) return;
    clearTimeout(this.#leaving.get(person.id));
    const others = this.sheet.getState().editors.filter((each) => each.person.id !== person.id);
    this.sheet.setState({ editors: segmentId === null ? others : [...others, { person, segmentId }] });
    if (segmentId === null) return;
    this.#leaving.set(
      person.id,
      setTimeout(() => this.#heardEditing(person, null), EDITING_EXPIRES_MS),
    );
  }
}

function fateOf(refusal: Refusal): Pick<FieldDraft, 'fate' | 'theirs' | 'refusal'> {
  const passing = refusal.code.startsWith('server.') || refusal.code === 'session.notJoined';
  if (passing) return { fate: 'offline', theirs: null, refusal: null };
  if (refusal.code === 'rundown.conflict' && refusal.current)
    return { fate: 'conflict', theirs: refusal.current, refusal };
  if (refusal.code === 'rundown.segmentNotFound') return { fate: 'gone', theirs: null, refusal };
  return { fate: 'refused', theirs: null, refusal };
}

/** As the server stores it. */
function plain(value: LiveSegment[SegmentField]): unknown {
  if (Array.isArray(value)) return value.map(({ id }) => id).join();
  return typeof value === 'string' ? value.normalize('NFC').replace(/\s+/g, ' ').trim() : value;
}
