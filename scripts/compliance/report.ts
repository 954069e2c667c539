import { lawTexts } from '../../shared/src/compliance/law.ts';
import { asksForChange } from '../../shared/src/compliance/linter.ts';
import type { Hit, Lang } from '../../shared/src/compliance/types.ts';

/** One line of JSON; offsets are UTF-16 units of the line. */
export function asJson(hits: readonly Hit[]): string {
  const shown = hits.filter(asksForChange).map(({ start, end, category, severity, lawRef, permittedBy }) => ({
    start,
    end,
    category,
    severity,
    lawRef: lawTexts[lawRef].zh,
    permittedBy,
  }));
  return `${JSON.stringify({ hits: shown })}\n`;
}

/** For people: the words, why, and the rule. Nothing for a line that is fine. */
export function asProse(of: { line: string; lineNumber: number; hits: readonly Hit[]; lang: Lang }): string {
  return of.hits
    .filter(asksForChange)
    .map(({ start, end, why, lawRef, category }) => {
      const words = of.line.slice(start, end);
      const column = start + 1;
      const law = lawTexts[lawRef][of.lang];
      return `${of.lineNumber}:${column}  ${words}  [${category}]\n    ${why[of.lang]}\n    ${law}\n`;
    })
    .join('');
}
