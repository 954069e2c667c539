import type { LiveSegment, SegmentField } from '@caipai/shared/domain/rundown';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { Store } from '../live/outbox.ts';

/**
 * What somebody has typed into one field and the server has not taken yet. `offline` is kept until there is a
 * network; `conflict` and `gone` wait for the person to decide.
 */
export type DraftFate = 'waiting' | 'saving' | 'offline' | 'conflict' | 'gone' | 'refused';

export interface FieldDraft {
  /** Of the request that saves this value: asked again, it is the same one. */
  id: string;
  field: SegmentField;
  value: LiveSegment[SegmentField];
  /** The revision of the segment that was before the writer's eyes. */
  baseRevision: number;
  /** The segment as it was then, to be put back should it be gone. */
  segment: LiveSegment;
  fate: DraftFate;
  /** With `conflict`: what stands there instead. */
  theirs: LiveSegment | null;
  refusal: Refusal | null;
}

export const draftKey = (segmentId: string, field: SegmentField): string => `${segmentId} ${field}`;

/** Drafts in the browser's storage, one key each: they outlive a reload, and a page without a network. */
export class DraftStore {
  readonly #storage: Store;
  readonly #prefix: string;

  constructor(storage: Store, userId: string, sessionId: string) {
    this.#storage = storage;
    this.#prefix = `caipai.rundown.${userId}.${sessionId}.`;
  }

  read(): Record<string, FieldDraft> {
    const drafts: Record<string, FieldDraft> = {};
    try {
      for (let index = 0; index < this.#storage.length; index += 1) {
        const key = this.#storage.key(index);
        const text = key?.startsWith(this.#prefix) ? this.#storage.getItem(key) : null;
        if (!text) continue;
        const draft = JSON.parse(text) as FieldDraft;
        // On its way when the page went: whether it arrived will show.
        const fate = draft.fate === 'saving' ? 'waiting' : draft.fate;
        drafts[draftKey(draft.segment.id, draft.field)] = { ...draft, fate };
      }
    } catch {
      // Nothing readable was kept.
    }
    return drafts;
  }

  keep(key: string, draft: FieldDraft | undefined): void {
    try {
      if (draft) this.#storage.setItem(this.#prefix + key, JSON.stringify(draft));
      else this.#storage.removeItem(this.#prefix + key);
    } catch {
      // Then it lives as long as the page.
    }
  }
}
