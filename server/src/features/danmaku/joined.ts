import type { JoinedSession } from '@caipai/shared/protocol/facts';
import type { Person } from '@caipai/shared/schemas/common';
import type { StoredEntry } from '@caipai/shared/timeline/ledger-entry';
import type { Store } from '../../store/store.ts';
import { findSent, isHeld, isSent, namesIn, presentHeld, presentSent } from './comments.ts';
import { flagsOf } from './flags.ts';
import type { HouseRulesReader } from './house-rules.ts';
import { presentMutes } from './moderation-handlers.ts';
import { readQuestions } from './questions.ts';

/** Held comments that a moderator's page gets when it opens. */
const HELD_ON_JOIN = 200;

type Comments = Pick<
  JoinedSession,
  | 'danmaku'
  | 'removedDanmakuIds'
  | 'mutedUntilMs'
  | 'slowModeSeconds'
  | 'pinned'
  | 'waiting'
  | 'questions'
  | 'moderation'
>;

/** All that a page gets of comments when it opens, by what its reader may know. */
export async function describeComments(
  ports: { store: Store; houseRules: HouseRulesReader },
  sessionId: string,
  history: { sent: StoredEntry[]; others: StoredEntry[]; names: ReadonlyMap<string, Person> },
  reader: { userId: string; crew: boolean; moderates: boolean },
): Promise<Comments> {
  const { store, houseRules } = ports;
  const { sent, others, names } = history;
  const nameOf = (userId: string) => names.get(userId)?.name ?? '';
  const removed = new Set<string>();
  const settled = new Set<string>();
  for (const { entry } of others) {
    if (entry.kind === 'danmaku.removed') removed.add(entry.danmakuId);
    if (entry.kind === 'danmaku.removed' || entry.kind === 'danmaku.released') settled.add(entry.danmakuId);
  }
  const held = others.filter(isHeld).filter(({ entry }) => !settled.has(entry.id));
  const rules = await houseRules.of(sessionId);
  const [pinned, questions, mutes] = await Promise.all([
    rules.pinnedId && !removed.has(rules.pinnedId) ? findSent(store, sessionId, rules.pinnedId) : null,
    reader.crew ? readQuestions(store, sessionId, removed) : [],
    reader.moderates ? presentMutes(ports, sessionId) : [],
  ]);
  const shown = sent.filter(isSent).filter(({ entry }) => !removed.has(entry.id));
  const own = held.filter(({ actorId }) => actorId === reader.userId);
  return {
    danmaku: shown.map((stored) => presentSent(stored, nameOf)),
    removedDanmakuIds: [...removed],
    mutedUntilMs: houseRules.mutedUntil(rules, reader.userId),
    slowModeSeconds: rules.slowModeSeconds,
    pinned: pinned && presentSent(pinned, await namesIn(store, [pinned])),
    waiting: own.map((stored) => {
      const { why: _, flags: __, ...comment } = presentHeld(stored, nameOf);
      return comment;
    }),
    questions,
    moderation: reader.moderates
      ? {
          hold: rules.hold,
          held: held.slice(-HELD_ON_JOIN).map((stored) => presentHeld(stored, nameOf)),
          flags: Object.fromEntries(
            shown
              .map(({ entry }) => [entry.id, flagsOf(entry.text)] as const)
              .filter(([, flags]) => flags.length > 0),
          ),
          mutes,
        }
      : null,
  };
}
