import { noTimes, withStage } from '@caipai/shared/domain/cues';
import type { Cue } from '@caipai/shared/schemas/cue';
import type { StoredEntry } from '@caipai/shared/timeline/ledger-entry';

/** Builds the cues of a session from its ledger entries, oldest first. */
export function cuesOf(entries: readonly StoredEntry[], nameOf: (userId: string) => string): Cue[] {
  const cues = new Map<string, Cue>();
  for (const { seq, actorId, entry } of entries) {
    if (entry.kind === 'cue.sent') {
      cues.set(entry.id, {
        id: entry.id,
        seq,
        kind: entry.cueKind,
        text: entry.text,
        priority: entry.priority,
        atMs: entry.atMs,
        from: { id: actorId ?? '', name: nameOf(actorId ?? '') },
        to: entry.to ?? 'anchor',
        ...(entry.planned ? { planned: true as const } : {}),
        ...noTimes,
      });
    } else if (entry.kind === 'cue.confirmed') {
      const cue = cues.get(entry.cueId);
      if (cue) cues.set(cue.id, withStage(cue, entry.stage, entry.atMs));
    }
  }
  return [...cues.values()];
}
