import type { Hit } from '@caipai/shared/compliance/types';
import type { HeldWhy, Question } from '@caipai/shared/schemas/moderation';
import type { DanmakuLine, LiveView } from '../../state/live/view.ts';

export type Filter =
  | { what: 'all' | 'questions' | 'held' | 'flagged' | 'muted' }
  | { what: 'person'; id: string; name: string };

/** A comment as somebody sees it who works with it. */
export interface Item {
  line: DanmakuLine;
  /** Why it waits, null when everybody reads it. */
  held: HeldWhy | null;
  /** Where its wording is risky; only for those who moderate. */
  flags: readonly Hit[];
  question: Question | null;
  pinned: boolean;
}

const clean: readonly Hit[] = [];

/** The comments that this filter shows, oldest first; open questions before those that were answered. */
export function itemsOf(
  view: Pick<LiveView, 'danmaku' | 'questions' | 'moderation' | 'pinned'>,
  filter: Filter,
): Item[] {
  const questions = new Map(view.questions.map((question) => [question.danmaku.id, question]));
  const asItem = (line: DanmakuLine): Item => ({
    ...{ line, held: null, pinned: view.pinned?.id === line.id },
    flags: view.moderation?.flags[line.id] ?? clean,
    question: questions.get(line.id) ?? null,
  });
  const held = (view.moderation?.held ?? []).map(({ why, flags, ...danmaku }): Item => {
    const line = { ...danmaku, seq: null, fate: 'shown', refusal: null } as const;
    return { line, held: why, flags, question: null, pinned: false };
  });
  switch (filter.what) {
    case 'muted':
      return [];
    case 'held':
      return held;
    case 'questions': {
      const all = view.questions.map(({ danmaku }) => asItem({ ...danmaku, fate: 'shown', refusal: null }));
      const open = ({ question }: Item) => question?.answeredAfterMs === null;
      return [...all.filter(open), ...all.filter((item) => !open(item)).reverse()];
    }
    default: {
      const by = filter.what === 'person' ? filter.id : null;
      const heldIds = new Set(held.map(({ line }) => line.id));
      const all = [...view.danmaku.filter(({ id }) => !heldIds.has(id)).map(asItem), ...held];
      if (held.length > 0) all.sort((a, b) => a.line.atMs - b.line.atMs);
      if (filter.what === 'flagged') return all.filter(({ flags }) => flags.length > 0);
      return by === null ? all : all.filter(({ line }) => line.by.id === by);
    }
  }
}
