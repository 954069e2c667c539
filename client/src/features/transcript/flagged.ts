import { asksForChange } from '@caipai/shared/compliance/asks-for-change';
import type { Hit } from '@caipai/shared/compliance/types';
import { VIOLATION_WORDS_MAX_CHARS } from '@caipai/shared/limits';
import type { TranscriptLine } from '@caipai/shared/schemas/transcript';
import type { Violation } from '@caipai/shared/schemas/violation';

const weight = { notice: 0, warn: 1, block: 2 };

/** What is worst in a sentence; null when nothing of it has to change. */
export function worstHit({ hits }: Pick<TranscriptLine, 'hits'>): Hit | null {
  const asking = hits.filter(asksForChange);
  return asking.sort((a, b) => weight[b.severity] - weight[a.severity] || a.start - b.start)[0] ?? null;
}

/** The words of a hit, as a violation names them. */
export function wordsOf({ text }: Pick<TranscriptLine, 'text'>, { start, end }: Hit): string {
  return Array.from(text.slice(start, end)).slice(0, VIOLATION_WORDS_MAX_CHARS).join('');
}

/** A violation that was raised for a sentence carries its id: two coaches who press mean the same words. */
export function isRaised(line: Pick<TranscriptLine, 'id'>, violations: readonly Violation[]): boolean {
  return violations.some(({ id }) => id === line.id);
}

/** Sentences that nobody has answered yet. */
export function openFlags(lines: readonly TranscriptLine[], violations: readonly Violation[]): number {
  return lines.filter((line) => worstHit(line) !== null && !isRaised(line, violations)).length;
}
