import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Person } from '@caipai/shared/schemas/common';
import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import type { HeldDanmaku } from '@caipai/shared/schemas/moderation';
import type { DanmakuEntry, StoredEntry } from '@caipai/shared/timeline/ledger-entry';
import type { Store } from '../../store/store.ts';
import { flagsOf } from './flags.ts';

type NameOf = (userId: string) => string;
export type StoredSent = StoredEntry<Extract<DanmakuEntry, { kind: 'danmaku.sent' }>>;
export type StoredHeld = StoredEntry<Extract<DanmakuEntry, { kind: 'danmaku.held' }>>;

export const isSent = (stored: StoredEntry): stored is StoredSent => stored.entry.kind === 'danmaku.sent';
export const isHeld = (stored: StoredEntry): stored is StoredHeld => stored.entry.kind === 'danmaku.held';

/** The names of these entries: in the ledger what belongs to one comment is found by the comment's id. */
export const entryIds = {
  released: (id: string) => `released ${id}`,
  /** Released or refused, whichever moderator was first. */
  settled: (id: string) => `settled ${id}`,
  removed: (id: string) => `removed ${id}`,
};

function present(stored: StoredSent | StoredHeld, nameOf: NameOf): Omit<Danmaku, 'seq'> {
  const { id, atMs, text, job, question, replyTo } = stored.entry;
  const userId = stored.actorId ?? '';
  return {
    ...{ id, atMs, text },
    by: { id: userId, name: nameOf(userId), job },
    ...(question && { question }),
    ...(replyTo && { replyTo: { id: replyTo.id, name: nameOf(replyTo.userId) } }),
  };
}

/** The only way from the ledger's comments to the wire. */
export const presentSent = (stored: StoredSent, nameOf: NameOf): Danmaku => ({
  ...present(stored, nameOf),
  seq: stored.seq,
});
export const presentHeld = (stored: StoredHeld, nameOf: NameOf): HeldDanmaku => ({
  ...present(stored, nameOf),
  why: stored.entry.why,
  flags: flagsOf(stored.entry.text),
});

/** Everybody whose name stands in these entries. */
export function peopleIn(entries: readonly StoredEntry[]): string[] {
  return entries.flatMap((stored) => [
    ...(stored.actorId === null ? [] : [stored.actorId]),
    ...((isSent(stored) || isHeld(stored)) && stored.entry.replyTo ? [stored.entry.replyTo.userId] : []),
  ]);
}

export async function namesIn({ people }: Pick<Store, 'people'>, entries: readonly StoredEntry[]) {
  const names: Map<string, Person> = await people.names(peopleIn(entries));
  return (userId: string) => names.get(userId)?.name ?? '';
}

/** The comment with this id as everybody may read it, or null. */
export async function findSent({ ledger }: Store, sessionId: string, id: string): Promise<StoredSent | null> {
  const [written, released, removed] = await Promise.all(
    [id, entryIds.released(id), entryIds.removed(id)].map((entryId) => ledger.find(sessionId, entryId)),
  );
  if (removed) return null;
  return (
    ([written, released].find((stored) => stored != null && isSent(stored)) as StoredSent | null) ?? null
  );
}

export async function sentOrThrow(store: Store, sessionId: string, id: string): Promise<StoredSent> {
  const found = await findSent(store, sessionId, id);
  if (!found) throw new StudioError('danmaku.notFound');
  return found;
}
