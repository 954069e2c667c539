import type { Violation } from '@caipai/shared/schemas/violation';
import type { LedgerKind, StoredEntry } from '@caipai/shared/timeline/ledger-entry';

export const violationKinds = [
  'violation.raised',
  'violation.appealed',
  'violation.acknowledged',
  'violation.lifted',
] as const satisfies LedgerKind[];

/** Builds the violations of a session from its ledger entries, oldest first. */
export function violationsOf(
  entries: readonly StoredEntry[],
  nameOf: (userId: string) => string,
): Violation[] {
  const violations = new Map<string, Violation>();
  const change = (id: string, changes: Partial<Violation>) => {
    const known = violations.get(id);
    if (known) violations.set(id, { ...known, ...changes });
  };
  for (const { seq, actorId, entry } of entries) {
    switch (entry.kind) {
      case 'violation.raised': {
        const { id, atMs, step, category, words } = entry;
        violations.set(id, {
          ...{ id, seq, atMs, step, category, words },
          by: { id: actorId ?? '', name: nameOf(actorId ?? '') },
          appeal: null,
          acknowledgedAtMs: null,
          lifted: false,
        });
        break;
      }
      case 'violation.appealed':
        change(entry.violationId, { appeal: { text: entry.text, atMs: entry.atMs } });
        break;
      case 'violation.acknowledged':
        change(entry.violationId, { acknowledgedAtMs: entry.atMs });
        break;
      case 'violation.lifted':
        change(entry.violationId, { lifted: true });
        break;
    }
  }
  return [...violations.values()];
}
