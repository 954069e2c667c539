import type { Question } from '@caipai/shared/schemas/moderation';
import type { LedgerEntry, StoredEntry } from '@caipai/shared/timeline/ledger-entry';
import type { Store } from '../../store/store.ts';
import { findSent, namesIn, presentSent, type StoredSent } from './comments.ts';

/** How many questions a page gets when it opens. */
const QUESTIONS_ON_JOIN = 100;

export const questionKinds = ['danmaku.answered', 'danmaku.classified'] as const;

type Answered = Extract<LedgerEntry, { kind: 'danmaku.answered' }>;

interface Standing {
  question: boolean;
  answeredAfterMs: number | null;
}

/** What people said about one comment after it was written. */
function standingOf(sent: StoredSent, said: readonly LedgerEntry[]): Standing {
  const standing: Standing = { question: sent.entry.question === true, answeredAfterMs: null };
  for (const entry of said) {
    if (entry.kind === 'danmaku.classified') standing.question = entry.question;
    if (entry.kind === 'danmaku.answered') {
      standing.answeredAfterMs = entry.answered ? entry.delayMs : null;
      // Whoever answers it has seen that it is one.
      if (entry.answered) standing.question = true;
    }
  }
  return standing;
}

function saidOf(entries: readonly StoredEntry[]): Map<string, LedgerEntry[]> {
  const said = new Map<string, LedgerEntry[]>();
  for (const { entry } of entries) {
    if (entry.kind !== 'danmaku.answered' && entry.kind !== 'danmaku.classified') continue;
    said.set(entry.danmakuId, [...(said.get(entry.danmakuId) ?? []), entry]);
  }
  return said;
}

/** One comment as a question, null when it is none, and how often it was marked so far. */
export async function readQuestion(store: Store, sent: StoredSent) {
  const { sessionId } = sent;
  const entries = await store.ledger.read(sessionId, { kinds: questionKinds });
  const said = saidOf(entries).get(sent.entry.id) ?? [];
  const { question, answeredAfterMs } = standingOf(sent, said);
  const nameOf = await namesIn(store, [sent]);
  const shown: Question | null = question ? { danmaku: presentSent(sent, nameOf), answeredAfterMs } : null;
  const answers = said.filter((entry): entry is Answered => entry.kind === 'danmaku.answered');
  return { shown, answers };
}

/** The newest questions of a session, oldest first, with what became of them. */
export async function readQuestions(
  store: Store,
  sessionId: string,
  removed: ReadonlySet<string>,
): Promise<Question[]> {
  const [guessed, entries] = await Promise.all([
    store.ledger.readNewestQuestions(sessionId, QUESTIONS_ON_JOIN),
    store.ledger.read(sessionId, { kinds: questionKinds }),
  ]);
  const said = saidOf(entries);
  const sent = new Map(guessed.map((stored) => [(stored as StoredSent).entry.id, stored as StoredSent]));
  // What people made a question has not been guessed to be one.
  const others = [...said.keys()].filter((id) => !sent.has(id)).slice(-QUESTIONS_ON_JOIN);
  for (const found of await Promise.all(others.map((id) => findSent(store, sessionId, id))))
    if (found) sent.set(found.entry.id, found);
  const standing = [...sent.values()].filter(({ entry }) => !removed.has(entry.id));
  const nameOf = await namesIn(store, standing);
  return standing
    .sort((a, b) => a.seq - b.seq)
    .flatMap((stored) => {
      const { question, answeredAfterMs } = standingOf(stored, said.get(stored.entry.id) ?? []);
      return question ? [{ danmaku: presentSent(stored, nameOf), answeredAfterMs }] : [];
    });
}
