import { tappedAtMs } from '@caipai/shared/domain/scoring';
import type { Person } from '@caipai/shared/schemas/common';
import type { Mark } from '@caipai/shared/schemas/rubric';
import type { StoredEntry } from '@caipai/shared/timeline/ledger-entry';

/**
 * The standing marks of a session: of each rater and criterion the one tapped last. Entries may arrive
 * out of order, because a rater's browser sends what waited offline; the tap decides, not the arrival.
 */
export function standingMarks(entries: readonly StoredEntry[], nameOf: (userId: string) => string): Mark[] {
  const standing = new Map<string, Mark>();
  for (const { actorId, entry } of entries) {
    if (entry.kind !== 'mark.saved' || actorId === null) continue;
    const key = `${actorId} ${entry.criterionId}`;
    const earlier = standing.get(key);
    if (earlier && tappedAtMs(earlier) > tappedAtMs(entry)) continue;
    const rater: Person & { role: Mark['rater']['role'] } = {
      id: actorId,
      name: nameOf(actorId),
      role: entry.raterRole,
    };
    standing.set(key, {
      id: entry.id,
      criterionId: entry.criterionId,
      level: entry.level,
      note: entry.note,
      atMs: entry.atMs,
      ...(entry.tappedAtMs === undefined ? {} : { tappedAtMs: entry.tappedAtMs }),
      rater,
    });
  }
  return [...standing.values()];
}
